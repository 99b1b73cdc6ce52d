package org.countinghouse.desktop.moves;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** A list inside a question, as high as its rows are many, at most some. */
final class MoveTable<R> extends TableView<R> {
    private static final double ROW = 32;
    private static final double ROW_OF_TWO_LINES = 44;
    private static final double HEADER = 42;

    MoveTable(String id, String accessible) {
        setId(id);
        setAccessibleText(accessible);
        getStyleClass().addAll("move-table", "edge-to-edge");
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setFixedCellSize(ROW);
        setPlaceholder(new Label(""));
    }

    MoveTable<R> text(String title, double width, Function<R, String> text) {
        getColumns().add(column(title, width, text));
        return this;
    }

    MoveTable<R> amount(String title, double width, Function<R, String> text) {
        TableColumn<R, String> column = column(title, width, text);
        column.getStyleClass().add("numeric");
        column.setMinWidth(width);
        getColumns().add(column);
        return this;
    }

    /** Of two lines; all rows become as high. */
    MoveTable<R> sentence(String title, double width, Function<R, String> text) {
        TableColumn<R, String> column = column(title, width, text);
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable String words, boolean empty) {
                super.updateItem(words, empty);
                setWrapText(true);
                setText(empty ? null : words);
            }
        });
        setFixedCellSize(ROW_OF_TWO_LINES);
        getColumns().add(column);
        return this;
    }

    private TableColumn<R, String> column(String title, double width, Function<R, String> text) {
        var column = new TableColumn<R, String>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyStringWrapper(text.apply(features.getValue())));
        return column;
    }

    /** @param most rows that are seen without scrolling */
    MoveTable<R> show(List<R> rows, int most) {
        getItems().setAll(rows);
        double height = HEADER + getFixedCellSize() * Math.min(rows.size(), most) + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        return this;
    }
}
