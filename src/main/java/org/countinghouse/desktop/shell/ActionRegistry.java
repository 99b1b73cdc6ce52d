package org.countinghouse.desktop.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.input.KeyEvent;
import org.countinghouse.desktop.common.Action;

/**
 * Everything that can be done: always, and on the screen that is seen. Menus, the palette, the shortcut sheet and the
 * keyboard are fed from here.
 */
public final class ActionRegistry {
    private final Map<String, Action> always = new LinkedHashMap<>();
    private List<Action> here = List.of();

    /** @throws IllegalArgumentException when the id or the key combination is taken */
    public void register(Action action) {
        refuseTaken(action, always.values().stream());
        always.put(action.id(), action);
    }

    /** Replaces the actions of the screen that is seen. */
    public void showActions(List<Action> actions) {
        var fresh = new ArrayList<Action>();
        for (Action action : actions) {
            refuseTaken(action, Stream.concat(always.values().stream(), fresh.stream()));
            fresh.add(action);
        }
        here = List.copyOf(fresh);
    }

    private static void refuseTaken(Action action, Stream<Action> others) {
        var ids = new HashSet<String>();
        others.forEach(other -> {
            ids.add(other.id());
            if (action.keys() != null && action.keys().equals(other.keys())) {
                throw new IllegalArgumentException("The keys of " + action.id() + " already belong to " + other.id());
            }
        });
        if (ids.contains(action.id())) {
            throw new IllegalArgumentException("There is already an action " + action.id());
        }
    }

    /** The screen's own actions first, then those of the whole window. */
    public List<Action> all() {
        return Stream.concat(here.stream(), always.values().stream()).toList();
    }

    public Optional<Action> find(String id) {
        return all().stream().filter(action -> action.id().equals(id)).findFirst();
    }

    /** @param typing keys without Ctrl, Alt or a function key then belong to the text field */
    boolean press(KeyEvent event, boolean typing) {
        boolean plain = !event.isShortcutDown()
                && !event.isAltDown()
                && !event.getCode().isFunctionKey();
        if (typing && plain) {
            return false;
        }
        return all().stream()
                .filter(action -> action.keys() != null && action.keys().match(event))
                .findFirst()
                .map(Action::fire)
                .orElse(false);
    }
}
