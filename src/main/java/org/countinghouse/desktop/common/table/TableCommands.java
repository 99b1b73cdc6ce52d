package org.countinghouse.desktop.common.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.TableChooser;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a person does with rows: open, pick, copy, filter by a value, export. */
final class TableCommands<R> {
    /** A stretch picked with Shift is read from the source; more than this is "everything". */
    private static final int LONGEST_STRETCH = 10_000;

    private final ScreenContext context;
    private final TableView<R> table;
    private final TableModel<R> model;
    private final List<DataColumn<R>> columns;
    private final Consumer<R> open;
    private Function<R, List<Action>> rowActions = _ -> List.of();
    private int stretchStart;

    TableCommands(
            ScreenContext context,
            TableView<R> table,
            TableModel<R> model,
            List<DataColumn<R>> columns,
            Consumer<R> open) {
        this.context = context;
        this.table = table;
        this.model = model;
        this.columns = columns;
        this.open = open;
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, TableCommands::keepFromMeasuringEverything);
        table.setOnContextMenuRequested(request -> {
            R current = table.getSelectionModel().getSelectedItem();
            if (request.isKeyboardTrigger() && current != null) {
                menu(current, focusedColumn()).show(table, request.getScreenX(), request.getScreenY());
            }
        });
    }

    /** A double click between two headings would measure each of a million rows to fit the column. */
    private static void keepFromMeasuringEverything(MouseEvent press) {
        if (press.getClickCount() > 1 && press.getTarget() instanceof Rectangle) {
            press.consume();
        }
    }

    void setRowActions(Function<R, List<Action>> actions) {
        rowActions = actions;
    }

    DataRow<R> prepare(DataRow<R> row) {
        row.addEventFilter(MouseEvent.MOUSE_PRESSED, press -> pressed(row, press));
        row.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2 && row.getItem() != null) {
                open.accept(row.getItem());
            }
        });
        row.setOnContextMenuRequested(request -> {
            if (row.getItem() != null) {
                table.getSelectionModel().clearAndSelect(row.getIndex());
                menu(row.getItem(), columnAt(request.getX())).show(row, request.getScreenX(), request.getScreenY());
            }
        });
        return row;
    }

    private void pressed(DataRow<R> row, MouseEvent press) {
        R item = row.getItem();
        if (item == null || press.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (press.isShiftDown()) {
            pickStretch(stretchStart, row.getIndex());
            press.consume();
        } else {
            stretchStart = row.getIndex();
            if (press.isShortcutDown()) {
                model.picks().toggle(item);
                press.consume();
            }
        }
    }

    private void keyPressed(KeyEvent press) {
        R current = table.getSelectionModel().getSelectedItem();
        if (press.isShortcutDown() && press.getCode() == KeyCode.A) {
            model.picks().pickEverything(model.totals().get().rows());
        } else if (press.isShortcutDown() && press.getCode() == KeyCode.C) {
            copy(current);
        } else if (press.getCode() == KeyCode.SPACE && current != null) {
            model.picks().toggle(current);
        } else if (press.getCode() == KeyCode.ENTER && current != null) {
            open.accept(current);
        } else if (press.getCode() == KeyCode.ESCAPE && !model.picks().isEmpty()) {
            model.picks().clear();
        } else {
            return;
        }
        press.consume();
    }

    private void pickStretch(int from, int to) {
        int first = Math.min(from, to);
        int length = Math.min(Math.abs(to - from) + 1, LONGEST_STRETCH);
        Filter filter = model.filter().get();
        var sort = model.sort().get();
        context.tasks()
                .run(
                        context.texts().get("table.picking"),
                        _ -> model.source().page(filter, sort, null, first, length),
                        page -> model.picks().add(page.rows()),
                        context.notices()::failure);
    }

    private @Nullable DataColumn<R> columnAt(double x) {
        double left = 0;
        for (var column : table.getVisibleLeafColumns()) {
            if (x >= left && x < left + column.getWidth()) {
                return columnNamed(column.getId());
            }
            left += column.getWidth();
        }
        return focusedColumn();
    }

    private @Nullable DataColumn<R> focusedColumn() {
        TablePosition<?, ?> cell = table.getFocusModel().getFocusedCell();
        return cell == null || cell.getTableColumn() == null
                ? null
                : columnNamed(cell.getTableColumn().getId());
    }

    private @Nullable DataColumn<R> columnNamed(@Nullable String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private ContextMenu menu(R row, @Nullable DataColumn<R> column) {
        var menu = new ContextMenu();
        for (Action action : rowActions.apply(row)) {
            var item = new MenuItem(context.texts().get(action.textKey()), new FontIcon(action.icon()));
            item.setAccelerator(action.keys());
            item.setDisable(!action.enabled().get());
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
        if (!menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        if (column != null && column.filterText() != null) {
            String value = column.filterText().apply(row);
            if (value != null) {
                String shown = CellText.shown(column.value().apply(row), context.formats());
                var item = new MenuItem(context.texts().get("table.filter.by", shown), new FontIcon(Feather.FILTER));
                item.setOnAction(
                        _ -> model.filter(model.filter().get().and(column.name(), Filter.Operator.EQUALS, value)));
                menu.getItems().add(item);
            }
        }
        var copy = new MenuItem(context.texts().get("table.copy"), new FontIcon(Feather.COPY));
        copy.setOnAction(_ -> copy(row));
        menu.getItems().add(copy);
        return menu;
    }

    private void copy(@Nullable R current) {
        Collection<R> rows = model.picks().rows();
        if (rows.isEmpty() && current != null) {
            rows = List.of(current);
        }
        if (!rows.isEmpty()) {
            var content = new ClipboardContent();
            content.putString(tabSeparated(rows));
            Clipboard.getSystemClipboard().setContent(content);
            context.notices()
                    .info(context.texts().get("table.copied", context.formats().count(rows.size())));
        }
    }

    String tabSeparated(Collection<R> rows) {
        var lines = new ArrayList<String>();
        lines.add(String.join(
                "\t",
                columns.stream()
                        .map(column -> context.texts().get(column.titleKey()))
                        .toList()));
        for (R row : rows) {
            lines.add(String.join(
                    "\t",
                    columns.stream()
                            .map(column ->
                                    CellText.exported(column.value().apply(row)).replaceAll("[\\t\\r\\n]+", " "))
                            .toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    void export() {
        TableChooser.ask(
                        table.getScene().getWindow(),
                        context.texts(),
                        context.texts().get("table.export"),
                        "export")
                .ifPresent(this::export);
    }

    private void export(Path file) {
        Filter filter = model.filter().get();
        var sort = model.sort().get();
        var export = new TableExport<>(model.source(), columns, context.texts());
        context.tasks()
                .<Long>run(
                        context.texts().get("table.exporting"),
                        progress -> export.save(file, filter, sort, progress),
                        written -> context.notices()
                                .success(context.texts()
                                        .get(
                                                "table.exported",
                                                context.formats().count(written),
                                                String.valueOf(file.getFileName()))),
                        context.notices()::failure);
    }
}
