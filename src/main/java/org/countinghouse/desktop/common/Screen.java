package org.countinghouse.desktop.common;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/**
 * What the shell asks of a screen. The FXML controller ({@code XView}) implements it and passes everything on to its
 * view model. A screen is built the first time it is opened and then kept.
 */
public interface Screen {
    /** Opens what the location names. Called on each visit before {@link #activate()}. */
    default void show(Location location) {}

    /** The screen is now seen: load what is missing or stale. */
    void activate();

    /** The screen is left: stop timers and requests; keep what is shown. */
    void deactivate();

    /** F5: read everything again; what is shown stays visible meanwhile. */
    void refresh();

    /** The last part of the breadcrumb, for example a customer's name; empty at the screen's beginning. */
    default ObservableValue<String> detail() {
        return new ReadOnlyStringWrapper("").getReadOnlyProperty();
    }

    /** What can be done here and only here; they reach the palette, the menu and the shortcut sheet. */
    default List<Action> actions() {
        return List.of();
    }

    /** The list that Ctrl+F and Ctrl+E mean. */
    default Optional<ListCommands> list() {
        return Optional.empty();
    }
}
