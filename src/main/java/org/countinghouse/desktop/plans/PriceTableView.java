package org.countinghouse.desktop.plans;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.countinghouse.desktop.plans.PriceTable.Heading;

/** A short table of prices, all of it visible; figures stand under each other digit by digit. */
final class PriceTableView extends GridPane {
    PriceTableView(PriceTable table) {
        getStyleClass().add("price-table");
        List<Heading> headings = table.headings();
        for (int column = 0; column < headings.size(); column++) {
            Heading heading = headings.get(column);
            var constraints = new ColumnConstraints();
            constraints.setHgrow(Priority.ALWAYS);
            constraints.setHalignment(heading.number() ? HPos.RIGHT : HPos.LEFT);
            getColumnConstraints().add(constraints);
            add(cell(heading.text(), "price-heading", heading.number()), column, 0);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> cells = table.rows().get(row);
            for (int column = 0; column < cells.size(); column++) {
                boolean number = headings.get(column).number();
                StackPane cell = cell(cells.get(column), number ? "price-number" : "price-text", number);
                if (row == table.rows().size() - 1) {
                    cell.getStyleClass().add("last");
                }
                add(cell, column, row + 1);
            }
        }
    }

    /** The pane, not the label, draws the line below a row, so that it runs through all columns. */
    private static StackPane cell(String text, String style, boolean number) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        // Words may be cut where there is no room, figures never.
        label.setMinWidth(number ? Region.USE_PREF_SIZE : 40);
        var pane = new StackPane(label);
        pane.setAlignment(number ? javafx.geometry.Pos.CENTER_RIGHT : javafx.geometry.Pos.CENTER_LEFT);
        pane.getStyleClass().add(style.equals("price-heading") ? "price-heading-cell" : "price-cell");
        return pane;
    }
}
