package org.countinghouse.desktop.common.list;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.desktop.common.table.DataTable;

/**
 * A screen that is a list, most often with the row that is looked at beside it. The layout {@link #LAYOUT} is that of
 * all of them; a screen says what its columns, its actions and the side are.
 */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public abstract class ListScreen<R> implements Screen {
    /** The layout of every list screen. */
    public static final String LAYOUT = "/fxml/list.fxml";

    private final ScreenContext context;
    private final String id;
    private final ListModel<R, ?> model;

    @FXML
    private BorderPane root;

    @FXML
    private VBox top;

    @FXML
    private SplitPane split;

    @FXML
    private DataTable<R> table;

    @FXML
    private StackPane side;

    /** @param id under which columns, sorting and the split are remembered */
    protected ListScreen(ScreenContext context, String id, ListModel<R, ?> model) {
        this.context = context;
        this.id = id;
        this.model = model;
    }

    @FXML
    final void initialize() {
        table.show(context, id, model.table(), columns());
        table.whenNoneYet(this::noneYet);
        // What is looked at stays while the list is read again.
        table.current().addListener((_, _, row) -> {
            if (row != null) {
                model.select(row);
            }
        });
        table.rowActions(_ -> rowActions());
        for (Action action : barActions()) {
            var button = new ActionButton(action, context.texts());
            if (action.equals(barActions().getFirst())) {
                button.getStyleClass().add("accent");
            }
            table.addToBar(button);
        }
        top.getChildren().setAll(above());
        beside().ifPresentOrElse(
                        side.getChildren()::setAll, () -> split.getItems().remove(side));
        RememberedSplit.keep(split, id, context.preferences());
    }

    protected abstract List<DataColumn<R>> columns();

    /** What is said, and offered, while there are no rows at all. */
    protected abstract EmptyState noneYet();

    /** What stands above the list. */
    protected List<Node> above() {
        return List.of();
    }

    /** What stands beside the list. */
    protected Optional<Node> beside() {
        return Optional.empty();
    }

    /** What is done without a row; buttons over the list, the main one first. */
    protected List<Action> barActions() {
        return List.of();
    }

    /** What else is done without a row; buttons in the line above the list. */
    protected List<Action> aboveActions() {
        return List.of();
    }

    /** A line above the list: choices left, buttons of {@link #aboveActions} right. */
    protected final HBox line(Node... left) {
        var line = new HBox(left);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        line.getChildren().add(gap);
        aboveActions().forEach(action -> line.getChildren().add(new ActionButton(action, context.texts())));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("quotas-bar");
        return line;
    }

    /** What is done with the row that is looked at. */
    protected List<Action> rowActions() {
        return List.of();
    }

    /** Buttons of the row's actions, for the side. */
    protected final List<ActionButton> rowButtons() {
        return rowActions().stream()
                .map(action -> new ActionButton(action, context.texts()))
                .toList();
    }

    protected final ScreenContext context() {
        return context;
    }

    protected final DataTable<R> table() {
        return table;
    }

    /** What questions stand over. */
    protected final Window window() {
        return root.getScene().getWindow();
    }

    @Override
    public void activate() {
        model.activate();
        table.tellStatus(context, model.table());
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return Stream.of(barActions(), aboveActions(), rowActions())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(table);
    }
}
