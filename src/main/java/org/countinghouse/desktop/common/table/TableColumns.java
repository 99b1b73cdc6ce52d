package org.countinghouse.desktop.common.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.countinghouse.desktop.common.Preferences.ColumnLayout;
import org.countinghouse.desktop.common.Preferences.TableLayout;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.storage.list.Sort;

/** Builds the columns of a table, sorts by asking the source again, and remembers how the person arranged them. */
final class TableColumns<R> {
    private static final double SCROLL_BAR = 10;

    private final ScreenContext context;
    private final String tableId;
    private final TableView<R> table;
    private final TableModel<R> model;
    private final Map<String, TableColumn<R, ?>> byName = new LinkedHashMap<>();
    private boolean arranged;
    private boolean fitting;

    TableColumns(ScreenContext context, String tableId, TableView<R> table, TableModel<R> model) {
        this.context = context;
        this.tableId = tableId;
        this.table = table;
        this.model = model;
    }

    void build(List<DataColumn<R>> columns) {
        for (var column : columns) {
            var built = column(column);
            byName.put(column.name(), built);
            table.getColumns().add(built);
        }
        restore();
        table.widthProperty().addListener((_, _, _) -> fit());
        table.setSortPolicy(_ -> {
            model.sort(sortAsked());
            return true;
        });
        table.getColumns().addListener((javafx.beans.Observable _) -> arrange());
        model.sort().addListener((_, _, _) -> remember());
    }

    private TableColumn<R, Object> column(DataColumn<R> column) {
        var built = new TableColumn<R, Object>();
        built.setText(context.texts().get(column.titleKey()));
        built.setId(column.name());
        built.setUserData(column);
        built.setPrefWidth(column.width() * scale());
        ColumnFit.prepare(built, column.kind(), column.width() * scale(), scale());
        built.setMinWidth(48);
        built.setReorderable(true);
        built.setSortable(
                model.source().columns().stream().anyMatch(known -> known.name().equals(column.name())));
        built.setCellValueFactory(features -> {
            R row = features.getValue();
            return new ReadOnlyObjectWrapper<>(
                    row == null ? null : column.value().apply(row));
        });
        built.setCellFactory(_ -> new DataCell<>(column.kind(), context.formats()));
        if (column.kind().isRightAligned()) {
            built.getStyleClass().add("numeric");
        }
        built.widthProperty().addListener((_, _, _) -> arrange());
        built.visibleProperty().addListener((_, _, _) -> arrange());
        return built;
    }

    /** Until a person arranges the table its columns follow the room there is. */
    private void fit() {
        double width = table.getWidth();
        if (!arranged && width > 0) {
            fitting = true;
            ColumnFit.into(width - SCROLL_BAR, table.getColumns());
            fitting = false;
        }
    }

    /** Forgets how the person arranged the columns. */
    private void fitAgain() {
        arranged = false;
        fitting = true;
        var order = new ArrayList<TableColumn<R, ?>>();
        table.getColumns().stream()
                .filter(column -> column.getUserData() == null)
                .forEach(order::add);
        byName.values().forEach(column -> {
            column.setVisible(true);
            order.add(column);
        });
        table.getColumns().setAll(order);
        fitting = false;
        fit();
        remember();
    }

    private List<Sort> sortAsked() {
        return table.getSortOrder().stream()
                .map(column -> new Sort(column.getId(), column.getSortType() == TableColumn.SortType.DESCENDING))
                .toList();
    }

    private double scale() {
        return context.preferences().get().fontPercent() / 100.0;
    }

    /** Lists the columns in a menu, each to be shown or hidden, and offers to let them follow the window again. */
    void offer(MenuButton menu) {
        for (var column : table.getColumns()) {
            if (column.getUserData() != null) {
                var item = new CheckMenuItem(column.getText());
                item.selectedProperty().bindBidirectional(column.visibleProperty());
                menu.getItems().add(item);
            }
        }
        var fitAgain = new MenuItem(context.texts().get("table.columns.fit"));
        fitAgain.setOnAction(_ -> fitAgain());
        menu.getItems().addAll(new SeparatorMenuItem(), fitAgain);
    }

    private void restore() {
        TableLayout layout = context.preferences().get().tables().get(tableId);
        if (layout == null) {
            return;
        }
        arranged = !layout.columns().isEmpty();
        var order = new ArrayList<TableColumn<R, ?>>();
        for (ColumnLayout remembered : layout.columns()) {
            TableColumn<R, ?> column = byName.get(remembered.name());
            if (column != null) {
                column.setPrefWidth(remembered.width());
                column.setVisible(remembered.visible());
                order.add(column);
            }
        }
        // Columns that came with a newer version stand last; the pick column stays first.
        table.getColumns().stream().filter(column -> !order.contains(column)).forEach(column -> {
            if (column.getUserData() == null) {
                order.addFirst(column);
            } else {
                order.add(column);
            }
        });
        table.getColumns().setAll(order);
        TableColumn<R, ?> sorted = byName.get(layout.sortedBy());
        if (sorted != null) {
            sorted.setSortType(layout.descending() ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
            table.getSortOrder().add(sorted);
            model.sort(sortAsked());
        }
    }

    /** A person changed widths, order or what is seen. */
    private void arrange() {
        if (!fitting && table.getScene() != null) {
            arranged = true;
            remember();
        }
    }

    private void remember() {
        if (table.getScene() == null) {
            return;
        }
        var columns = table.getColumns().stream()
                .filter(column -> arranged && column.getUserData() != null)
                .map(column ->
                        new ColumnLayout(Objects.requireNonNull(column.getId()), column.getWidth(), column.isVisible()))
                .toList();
        List<Sort> sort = model.sort().get();
        var layout = new TableLayout(
                columns,
                sort.isEmpty() ? "" : sort.getFirst().column(),
                !sort.isEmpty() && sort.getFirst().descending());
        context.preferences().update(preferences -> preferences.withTable(tableId, layout));
    }
}
