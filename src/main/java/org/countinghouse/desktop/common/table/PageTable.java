package org.countinghouse.desktop.common.table;

import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** A short table on a page: as high as its rows up to a limit, opened row by row with Enter or a double click. */
public final class PageTable<R> extends TableView<R> {
    private static final double ROW = 40;
    private static final double HIGH_ROW = 50;
    private static final int MOST_ROWS_SEEN = 12;
    private static final double LEAST = 70;
    private static final int SHORT = 14;

    private boolean keptLast;

    /**
     * @param none said where there are no rows
     * @param open what Enter and a double click do
     */
    public PageTable(String none, Consumer<R> open) {
        getStyleClass().addAll("data-table-view", "page-table", "edge-to-edge");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var placeholder = new Label(none);
        placeholder.getStyleClass().add("muted");
        setPlaceholder(placeholder);
        setRowFactory(_ -> {
            var row = new TableRow<R>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                    open.accept(row.getItem());
                }
            });
            return row;
        });
        setOnKeyPressed(event -> {
            R row = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                open.accept(row);
                event.consume();
            }
        });
    }

    public PageTable<R> text(String title, double width, Function<R, String> value) {
        return add(title, width, false, false, row -> words(value.apply(row)));
    }

    public PageTable<R> number(String title, double width, Function<R, String> value) {
        return add(title, width, true, true, row -> new Label(value.apply(row)));
    }

    public PageTable<R> node(String title, double width, Function<R, Node> value) {
        return add(title, width, false, true, value);
    }

    /** Texts give way where there is little room; the whole of a long one is in a tooltip. */
    private static Label words(String text) {
        var label = new Label(text);
        if (text.length() > SHORT) {
            label.setTooltip(new Tooltip(text));
        }
        return label;
    }

    private PageTable<R> add(
            String title, double width, boolean right, boolean kept, Function<R, ? extends Node> value) {
        var column = new TableColumn<R, R>();
        column.setText(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        holdLast();
        keptLast = kept;
        column.setMinWidth(kept ? width : Math.min(width, LEAST));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new NodeCell<>(right, value));
        if (right) {
            column.getStyleClass().add("numeric");
        }
        getColumns().add(column);
        return this;
    }

    /** A pill or a number needs no more room than it has, unless nothing stands behind it. */
    private void holdLast() {
        if (keptLast) {
            getColumns().getLast().setMaxWidth(getColumns().getLast().getPrefWidth());
        }
    }

    /** Rows of two lines. */
    public PageTable<R> high() {
        setFixedCellSize(HIGH_ROW);
        return this;
    }

    /** Shows rows; more than a dozen scroll. */
    public void show(java.util.List<R> rows) {
        getItems().setAll(rows);
        double height = Math.clamp(rows.size(), 1, MOST_ROWS_SEEN) * getFixedCellSize() + ROW + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private static final class NodeCell<R> extends TableCell<R, R> {
        private final Function<R, ? extends Node> value;

        NodeCell(boolean right, Function<R, ? extends Node> value) {
            this.value = value;
            getStyleClass().add("data-cell");
            if (right) {
                getStyleClass().add("numeric");
            }
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null || empty ? null : value.apply(row));
        }
    }
}
