package org.countinghouse.desktop.common;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * Something a person can do. Menus, tool bars, context menus, the palette and the shortcut sheet are all made from
 * these.
 *
 * @param id stable name, for example {@code invoice.approve}; {@code action.<id>} is its text in the message bundle
 * @param group {@code group.<group>} heads it in the palette and on the shortcut sheet
 * @param keys the key combination, or null when it has none
 * @param enabled when it can be done
 */
public record Action(
        String id,
        String group,
        Ikon icon,
        @Nullable KeyCombination keys,
        ObservableBooleanValue enabled,
        Runnable run) {
    /** An action that is always possible. */
    public static Action of(String id, String group, Ikon icon, @Nullable String keys, Runnable run) {
        return new Action(
                id,
                group,
                icon,
                keys == null ? null : KeyCombination.valueOf(keys),
                new SimpleBooleanProperty(true),
                run);
    }

    public Action enabledWhen(ObservableBooleanValue condition) {
        return new Action(id, group, icon, keys, condition, run);
    }

    public String textKey() {
        return "action." + id;
    }

    /** Runs it when it is possible now. */
    public boolean fire() {
        if (enabled.get()) {
            run.run();
            return true;
        }
        return false;
    }
}
