package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCombination;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageSeries;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done with a line of the table: its events, only its time, only a group's value, and copying. */
final class BucketMenu {
    private final TableView<BucketRow> table;
    private final ScreenContext context;
    private final UsageWords words;
    private final UsageViewModel model;

    BucketMenu(TableView<BucketRow> table, ScreenContext context, UsageWords words, UsageViewModel model) {
        this.table = table;
        this.context = context;
        this.words = words;
        this.model = model;
    }

    /** @param events shows the events of the selected line */
    void bind(Runnable events) {
        table.setOnContextMenuRequested(request -> {
            UsageAnswer answer = model.answer().get();
            BucketRow row = table.getSelectionModel().getSelectedItem();
            if (answer != null && row != null) {
                var menu = new ContextMenu();
                menu.getItems().setAll(items(answer, row, column(request), events));
                menu.show(table, request.getScreenX(), request.getScreenY());
            }
        });
    }

    private static @Nullable TableColumn<?, ?> column(ContextMenuEvent request) {
        Node node =
                request.getPickResult() == null ? null : request.getPickResult().getIntersectedNode();
        while (node != null) {
            if (node instanceof TableCell<?, ?> cell) {
                return cell.getTableColumn();
            }
            node = node.getParent();
        }
        return null;
    }

    List<MenuItem> items(UsageAnswer answer, BucketRow row, @Nullable TableColumn<?, ?> column, Runnable events) {
        UsageSeries series = answer.series();
        var items = new ArrayList<MenuItem>();
        items.add(item(words.texts().get("usage.bucket.events"), Feather.LIST, events));
        var range = new TimeRange(series.starts().get(row.bucket()), series.end(row.bucket()));
        items.add(item(
                words.texts().get("usage.bucket.only", words.bucket(series, row.bucket())),
                Feather.CALENDAR,
                () -> model.range().set(new RangeChoice.Custom(range))));
        if (column != null
                && column.getUserData() instanceof UsageSeries.Line line
                && line.kind() == UsageSeries.Kind.VALUE) {
            items.add(item(
                    words.texts().get("table.filter.by", words.line(line)), Feather.FILTER, () -> model.only(line)));
        }
        items.add(item(words.texts().get("table.copy"), Feather.COPY, () -> copy(List.of(row))));
        MenuItem all = item(words.texts().get("usage.copy.all"), Feather.COPY, this::copyAll);
        all.setAccelerator(KeyCombination.valueOf("Shortcut+C"));
        items.add(all);
        return items;
    }

    private static MenuItem item(String text, Feather icon, Runnable run) {
        var item = new MenuItem(text, new FontIcon(icon));
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> run.run());
        return item;
    }

    void copyAll() {
        copy(table.getItems());
    }

    private void copy(List<BucketRow> rows) {
        var content = new ClipboardContent();
        content.putString(tabSeparated(rows));
        Clipboard.getSystemClipboard().setContent(content);
        context.notices().info(words.texts().get("table.copied", words.formats().count(rows.size())));
    }

    /** Tab-separated, with the headings, in the order given. */
    private String tabSeparated(List<BucketRow> rows) {
        UsageAnswer answer = model.answer().get();
        var text = new StringBuilder();
        Consumer<Function<TableColumn<BucketRow, ?>, String>> line = cell -> text.append(
                        String.join("\t", table.getColumns().stream().map(cell).toList()))
                .append('\n');
        line.accept(column -> plain(column.getText()));
        for (BucketRow row : rows) {
            line.accept(column -> switch (column.getCellData(row)) {
                case BigDecimal number -> number.toPlainString();
                case null -> "";
                default -> answer == null ? "" : words.bucket(answer.series(), row.bucket());
            });
        }
        return text.toString();
    }

    /** A name with a tab or a line break would make two cells of one. */
    private static String plain(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
