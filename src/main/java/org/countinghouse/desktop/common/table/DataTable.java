package org.countinghouse.desktop.common.table;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenContext;
import org.jspecify.annotations.Nullable;

/**
 * The one table of the desktop. Rows of any number come page by page from a
 * {@link org.countinghouse.storage.list.RowSource}; sorting and filtering are queries; picks are kept by id. Stands in a
 * layout as {@code <DataTable fx:id="table"/>} and is set up once in the controller's {@code initialize}.
 */
public final class DataTable<R> extends VBox implements ListCommands {
    private static final double ROW_COMFORTABLE = 44;
    private static final double ROW_COMPACT = 32;

    private final TableView<R> table = new TableView<>();
    private final StackPane body = new StackPane();
    private final StackPane nothing = new StackPane();
    private final ProgressBar busy = new ProgressBar();
    private @Nullable Supplier<EmptyState> noneYet;
    private Consumer<R> open = _ -> {};
    private @Nullable FilterBar<R> bar;
    private @Nullable TableCommands<R> commands;
    private @Nullable TableSummary<R> summary;

    public DataTable() {
        getStyleClass().add("data-table");
        table.getStyleClass().addAll("edge-to-edge", "data-table-view");
        table.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        busy.getStyleClass().addAll("small", "busy-line");
        busy.setMaxWidth(Double.MAX_VALUE);
        StackPane.setAlignment(busy, javafx.geometry.Pos.TOP_CENTER);
        nothing.getStyleClass().add("table-nothing");
        body.getChildren().addAll(table, nothing, busy);
        VBox.setVgrow(body, Priority.ALWAYS);
    }

    /**
     * Sets the table up.
     *
     * @param id under which columns and sorting are remembered for the person
     * @param columns as they stand at first
     */
    public void show(ScreenContext context, String id, TableModel<R> model, List<DataColumn<R>> columns) {
        var words = new FilterWords<>(model, columns, context.texts(), context.formats());
        bar = new FilterBar<>(model, words, context.texts(), context.formats());
        summary = new TableSummary<>(model, columns, context.texts(), context.formats());
        var rowCommands = new TableCommands<>(context, table, model, columns, row -> open.accept(row));
        commands = rowCommands;
        getChildren().setAll(bar, body);
        table.getColumns().add(pickColumn(context, model));
        var arranged = new TableColumns<>(context, id, table, model);
        arranged.build(columns);
        arranged.offer(bar.columns());
        table.setItems(model.rows());
        table.setRowFactory(_ -> rowCommands.prepare(new DataRow<>(model.picks())));
        bar.export().setOnAction(_ -> export());
        follow(context, model);
    }

    private TableColumn<R, R> pickColumn(ScreenContext context, TableModel<R> model) {
        var column = new TableColumn<R, R>();
        column.getStyleClass().add("pick-column");
        column.setSortable(false);
        column.setResizable(false);
        column.setReorderable(false);
        column.setPrefWidth(40);
        column.setCellValueFactory(features -> new javafx.beans.property.ReadOnlyObjectWrapper<>(features.getValue()));
        String words = context.texts().get("table.pick");
        column.setCellFactory(_ -> new PickCell<>(model.picks(), words));
        return column;
    }

    private void follow(ScreenContext context, TableModel<R> model) {
        busy.visibleProperty().bind(model.busy());
        model.state().addListener((_, _, state) -> showState(context, model, state));
        showState(context, model, model.state().get());
        model.totals().addListener((_, _, _) -> tell(context, model));
        model.picks().count().addListener((_, _, _) -> tell(context, model));
        context.preferences().preferences().addListener((_, _, preferences) -> setRowHeight(preferences));
        setRowHeight(context.preferences().get());
    }

    private void setRowHeight(Preferences preferences) {
        double row = preferences.density() == Preferences.Density.COMPACT ? ROW_COMPACT : ROW_COMFORTABLE;
        table.setFixedCellSize((double) Math.round(row * preferences.fontPercent() / 100.0));
    }

    private void tell(ScreenContext context, TableModel<R> model) {
        if (getScene() != null && summary != null) {
            context.status().summary(summary.text());
            context.status().asOf(model.asOf().get());
        }
    }

    private void showState(ScreenContext context, TableModel<R> model, TableState state) {
        Node words = switch (state) {
            case TableState.Rows _, TableState.Loading _ -> null;
            case TableState.NoneYet _ -> noneYet == null ? TableNothing.noneYet(context.texts()) : noneYet.get();
            case TableState.NoMatch _ -> TableNothing.noMatch(context.texts(), model);
            case TableState.Broken broken -> TableNothing.broken(context.texts(), broken.failure(), model);
            case TableState.Denied denied -> TableNothing.denied(context.texts(), denied.failure());
        };
        nothing.getChildren().clear();
        if (words != null) {
            nothing.getChildren().add(words);
        }
        nothing.setVisible(words != null);
        tell(context, model);
    }

    /** The words for an empty list, with its next step; called each time the list turns out empty. */
    public void whenNoneYet(Supplier<EmptyState> words) {
        noneYet = words;
    }

    /** What Enter and a double click do. */
    public void onOpen(Consumer<R> newOpen) {
        open = newOpen;
    }

    /** More entries for the context menu of a row, made anew each time it opens. */
    public void rowActions(java.util.function.Function<R, List<Action>> actions) {
        Objects.requireNonNull(commands, "show comes first").setRowActions(actions);
    }

    /** The row with the keyboard on it; null for none. For a list with its detail beside it. */
    public ReadOnlyObjectProperty<R> current() {
        return table.getSelectionModel().selectedItemProperty();
    }

    /** J and K of a review queue: moves the keyboard by so many rows. */
    public void move(int rows) {
        goTo((long) table.getSelectionModel().getSelectedIndex() + rows);
    }

    /** Puts the keyboard on the first row. */
    public void moveToFirst() {
        goTo(0);
    }

    /** Puts the keyboard on a row, counted from 0. */
    public void moveTo(int row) {
        goTo(row);
    }

    private void goTo(long row) {
        if (!table.getItems().isEmpty()) {
            int next = Math.clamp(row, 0, table.getItems().size() - 1);
            table.getSelectionModel().clearAndSelect(next);
            table.getFocusModel().focus(next);
            table.scrollTo(Math.max(0, next - 2));
        }
    }

    /** Adds a control of the screen, most often its main button, at the end of the filter bar. */
    public void addToBar(Node control) {
        Objects.requireNonNull(bar, "show comes first").add(control);
    }

    @Override
    public void focusFilter() {
        if (bar != null) {
            bar.focusSearch();
        }
    }

    @Override
    public void export() {
        if (commands != null) {
            commands.export();
        }
    }

    /** Writes the sums to the status bar again, when its screen is shown again. */
    public void tellStatus(ScreenContext context, TableModel<R> model) {
        tell(context, model);
    }

    TableView<R> view() {
        return table;
    }
}
