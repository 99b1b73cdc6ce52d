package org.countinghouse.desktop.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.common.ViewLoader;
import org.jspecify.annotations.Nullable;

/** Builds a screen when it is first opened, keeps it, and tells it when it is seen. */
final class ScreenHost {
    private record Built(ScreenDefinition definition, Screen screen, Parent root) {}

    private final Map<String, ScreenDefinition> definitions = new HashMap<>();
    private final Map<String, Built> built = new HashMap<>();
    private final StackPane place;
    private final ScreenContext context;
    private final Consumer<Screen> shown;
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private @Nullable Built seen;

    /** @param shown hears of each screen after it is shown */
    ScreenHost(List<ScreenDefinition> screens, StackPane place, ScreenContext context, Consumer<Screen> shown) {
        screens.forEach(screen -> definitions.put(screen.id(), screen));
        this.place = place;
        this.context = context;
        this.shown = shown;
    }

    void show(Location location) {
        Built next = built.computeIfAbsent(location.screen(), this::build);
        if (seen != null && !seen.equals(next)) {
            seen.screen().deactivate();
        }
        boolean stays = next.equals(seen);
        seen = next;
        if (!stays) {
            context.status().summary("");
            context.status().asOf(java.time.Instant.EPOCH);
            place.getChildren().setAll(next.root());
            detail.bind(next.screen().detail());
        }
        next.screen().show(location);
        next.screen().activate();
        shown.accept(next.screen());
    }

    private Built build(String id) {
        ScreenDefinition definition = definitions.get(id);
        if (definition == null) {
            throw new IllegalArgumentException("There is no screen " + id);
        }
        Screen screen = definition.view().apply(context);
        return new Built(definition, screen, ViewLoader.load(definition.fxml(), context.texts(), screen));
    }

    boolean knows(String id) {
        return definitions.containsKey(id);
    }

    void refresh() {
        if (seen != null) {
            seen.screen().refresh();
        }
    }

    void withList(Consumer<ListCommands> command) {
        if (seen != null) {
            seen.screen().list().ifPresent(command);
        }
    }

    void leave() {
        if (seen != null) {
            seen.screen().deactivate();
            seen = null;
        }
    }

    /** Last part of the breadcrumb. */
    ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }
}
