package org.countinghouse.desktop.common.list;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ViewLoader;
import org.jspecify.annotations.Nullable;

/**
 * A screen of several lists, of which one is seen. The choice is a place of its own, so that Back and links lead to it.
 * {@code <screen>.part.<part>} is a part's title.
 */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public abstract class PartsScreen implements Screen {
    /** The layout of such screens. */
    public static final String LAYOUT = "/fxml/parts.fxml";

    /** What a location asks for a part with. */
    public static final String PART = "part";

    /** One of the lists, built when it is first seen. */
    public record Part(String id, Supplier<? extends ListScreen<?>> view) {}

    private record Built(ListScreen<?> screen, Parent root) {}

    private final ScreenContext context;
    private final String id;
    private final List<Part> parts;
    private final Map<String, Built> built = new HashMap<>();
    private final Map<String, ToggleButton> choices = new HashMap<>();
    private @Nullable Built seen;
    private @Nullable Built active;

    @FXML
    private BorderPane root;

    @FXML
    private HBox choiceBar;

    protected PartsScreen(ScreenContext context, String id, List<Part> parts) {
        this.context = context;
        this.id = id;
        this.parts = List.copyOf(parts);
    }

    @FXML
    final void initialize() {
        var group = new ToggleGroup();
        for (Part part : parts) {
            var choice = new ToggleButton(context.texts().get(id + ".part." + part.id()));
            choice.setId("part-" + part.id());
            choice.setToggleGroup(group);
            choice.getStyleClass().add("choice");
            choice.setMinWidth(Region.USE_PREF_SIZE);
            choice.setOnAction(_ -> {
                choice.setSelected(true);
                context.navigator().go(Location.of(id, PART, part.id()));
            });
            choices.put(part.id(), choice);
            choiceBar.getChildren().add(choice);
        }
        see(parts.getFirst());
    }

    @Override
    public void show(Location location) {
        String wanted = location.arguments().getOrDefault(PART, parts.getFirst().id());
        parts.stream().filter(part -> part.id().equals(wanted)).findFirst().ifPresent(this::see);
    }

    private void see(Part part) {
        seen = built.computeIfAbsent(part.id(), _ -> build(part));
        choices.forEach((name, choice) -> choice.setSelected(name.equals(part.id())));
        root.setCenter(seen.root());
    }

    private Built build(Part part) {
        ListScreen<?> screen = part.view().get();
        return new Built(screen, ViewLoader.load(ListScreen.LAYOUT, context.texts(), screen));
    }

    private ListScreen<?> current() {
        return java.util.Objects.requireNonNull(seen).screen();
    }

    @Override
    public void activate() {
        if (active != null && !active.equals(seen)) {
            active.screen().deactivate();
        }
        active = seen;
        current().activate();
    }

    @Override
    public void deactivate() {
        current().deactivate();
        active = null;
    }

    @Override
    public void refresh() {
        current().refresh();
    }

    @Override
    public List<Action> actions() {
        return current().actions();
    }

    @Override
    public Optional<ListCommands> list() {
        return current().list();
    }
}
