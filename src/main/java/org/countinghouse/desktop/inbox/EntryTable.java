package org.countinghouse.desktop.inbox;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.metering.InboxEntry;
import org.jspecify.annotations.Nullable;

/** Columns of the entries of one cause. */
final class EntryTable {
    private static final double ROW = 34;

    private EntryTable() {}

    static void build(TableView<InboxEntry> table, ScreenContext context, InboxWords words) {
        var texts = context.texts();
        table.getStyleClass().addAll("edge-to-edge", "data-table-view");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label());
        add(
                table,
                texts.get("inbox.column.received"),
                195,
                "",
                entry -> context.formats().instant(entry.receivedAt()));
        add(table, texts.get("inbox.column.source"), 225, "", words::source);
        add(table, texts.get("inbox.column.customer"), 130, "code", InboxEntry::customer);
        add(table, texts.get("inbox.column.event"), 120, "code", InboxEntry::event);
        add(table, texts.get("inbox.column.raw"), 300, "code", entry -> InboxWords.shortened(entry.raw()));
    }

    private static void add(
            TableView<InboxEntry> table, String title, double width, String style, Function<InboxEntry, String> text) {
        var column = new TableColumn<InboxEntry, String>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(text.apply(features.getValue())));
        column.setCellFactory(_ -> new TextCell(style));
        table.getColumns().add(column);
    }

    private static final class TextCell extends TableCell<InboxEntry, String> {
        TextCell(String style) {
            getStyleClass().add("data-cell");
            if (!style.isEmpty()) {
                getStyleClass().add(style);
            }
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
        }
    }
}
