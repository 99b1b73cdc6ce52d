package org.countinghouse.desktop.common.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.countinghouse.desktop.common.Preferences.ColumnLayout;
import org.countinghouse.desktop.common.Preferences.TableLayout;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.storage.list.Sort;

/** Builds the columns of a table, sorts by asking the source again, and remembers how the person arranged them. */
final class TableColumns<R> {
    private static final double SCROLL_BAR = 18;
    private static final double MOST_MORE = 400;
    private static final double LEAST_SHARE = 0.75;

    private final ScreenContext context;
    private final String tableId;
    private final TableView<R> table;
    private final TableModel<R> model;
    private final Map<String, TableColumn<R, ?>> byName = new HashMap<>();

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
        shareRoomOnce();
        table.setSortPolicy(_ -> {
            model.sort(sortAsked());
            return true;
        });
        table.getColumns().addListener((javafx.beans.Observable _) -> remember());
        model.sort().addListener((_, _, _) -> remember());
    }

    private TableColumn<R, Object> column(DataColumn<R> column) {
        var built = new TableColumn<R, Object>();
        built.setText(context.texts().get(column.titleKey()));
        built.setId(column.name());
        built.setUserData(column);
        double scale = context.preferences().get().fontPercent() / 100.0;
        built.setPrefWidth(column.width() * scale);
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
        built.widthProperty().addListener((_, _, _) -> remember());
        built.visibleProperty().addListener((_, _, _) -> remember());
        return built;
    }

    /** In a table that was never arranged, the text columns share the room that is left or missing. */
    private void shareRoomOnce() {
        if (context.preferences().get().tables().containsKey(tableId)) {
            return;
        }
        table.widthProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> width, Number before, Number now) {
                if (now.doubleValue() > 0) {
                    width.removeListener(this);
                    shareRoom(now.doubleValue() - SCROLL_BAR);
                }
            }
        });
    }

    private void shareRoom(double width) {
        var texts = table.getColumns().stream()
                .filter(column ->
                        column.getUserData() instanceof DataColumn<?> data && data.kind() == DataColumn.Kind.TEXT)
                .toList();
        double used = table.getColumns().stream()
                .filter(TableColumn::isVisible)
                .mapToDouble(TableColumn::getPrefWidth)
                .sum();
        double spare = texts.stream().mapToDouble(TableColumn::getPrefWidth).sum() * (1 - LEAST_SHARE);
        if (used - width > spare) {
            // It scrolls sideways anyway: then at least what is seen is whole.
            return;
        }
        double more = (width - used) / Math.max(1, texts.size());
        texts.forEach(column -> {
            double least = column.getPrefWidth() * LEAST_SHARE;
            column.setPrefWidth(Math.clamp(column.getPrefWidth() + more, least, column.getPrefWidth() + MOST_MORE));
        });
    }

    private List<Sort> sortAsked() {
        return table.getSortOrder().stream()
                .map(column -> new Sort(column.getId(), column.getSortType() == TableColumn.SortType.DESCENDING))
                .toList();
    }

    /** Lists the columns in a menu, each to be shown or hidden. */
    void offer(MenuButton menu) {
        for (var column : table.getColumns()) {
            if (column.getUserData() != null) {
                var item = new CheckMenuItem(column.getText());
                item.selectedProperty().bindBidirectional(column.visibleProperty());
                menu.getItems().add(item);
            }
        }
    }

    private void restore() {
        TableLayout layout = context.preferences().get().tables().get(tableId);
        if (layout == null) {
            return;
        }
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

    private void remember() {
        if (table.getScene() == null) {
            return;
        }
        var columns = table.getColumns().stream()
                .filter(column -> column.getUserData() != null)
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
