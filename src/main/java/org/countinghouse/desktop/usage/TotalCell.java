package org.countinghouse.desktop.usage;

import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.Region;

/** One cell of the line of totals, as wide as the column above it. */
final class TotalCell {
    private TotalCell() {}

    static Label first(String text, TableColumn<?, ?> column) {
        Label cell = number(text, column);
        cell.getStyleClass().add("first");
        return cell;
    }

    static Label number(String text, TableColumn<?, ?> column) {
        var cell = new Label(text);
        cell.getStyleClass().add("usage-total-cell");
        cell.setMaxHeight(Double.MAX_VALUE);
        cell.minWidthProperty().bind(column.widthProperty());
        cell.maxWidthProperty().bind(column.widthProperty());
        return cell;
    }

    /** The group's colour in a column's heading. */
    static Region mark(String paint) {
        var mark = new Region();
        mark.getStyleClass().addAll("legend-mark", paint);
        return mark;
    }
}
