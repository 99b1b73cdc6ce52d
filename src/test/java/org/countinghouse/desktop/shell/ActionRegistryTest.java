package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.countinghouse.desktop.common.Action;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class ActionRegistryTest {
    private final ActionRegistry registry = new ActionRegistry();
    private final List<String> done = new ArrayList<>();

    private Action action(String id, String keys) {
        return Action.of(id, "window", Feather.CIRCLE, keys, () -> done.add(id));
    }

    private static KeyEvent press(KeyCode code, boolean control) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false);
    }

    @Test
    void runsTheActionOfTheKeys() {
        registry.register(action("refresh", "F5"));

        assertThat(registry.press(press(KeyCode.F5, false), false)).isTrue();
        assertThat(done).containsExactly("refresh");
    }

    @Test
    void plainLettersBelongToATextField() {
        registry.showActions(List.of(action("approve", "A")));

        assertThat(registry.press(press(KeyCode.A, false), true)).isFalse();
        assertThat(registry.press(press(KeyCode.A, false), false)).isTrue();
    }

    @Test
    void refusesAnIdOrKeysThatAreTaken() {
        registry.register(action("refresh", "F5"));

        assertThatIllegalArgumentException().isThrownBy(() -> registry.register(action("refresh", null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.showActions(List.of(action("again", "F5"))))
                .withMessageContaining("again")
                .withMessageContaining("refresh");
    }

    @Test
    void doesNothingWhileAnActionIsNotPossible() {
        var possible = new SimpleBooleanProperty(false);
        registry.register(action("undo", "Shortcut+Z").enabledWhen(possible));

        registry.press(press(KeyCode.Z, true), false);
        possible.set(true);
        registry.press(press(KeyCode.Z, true), false);

        assertThat(done).containsExactly("undo");
    }

    @Test
    void showsTheActionsOfTheScreenBeforeThoseOfTheWindow() {
        registry.register(action("refresh", "F5"));
        registry.showActions(List.of(action("approve", "A")));

        assertThat(registry.all()).extracting(Action::id).containsExactly("approve", "refresh");
        registry.showActions(List.of());
        assertThat(registry.find("approve")).isEmpty();
    }
}
