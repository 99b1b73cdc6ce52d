package org.countinghouse.desktop.customers;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Cards that scroll: in two columns where there is room, else in one. */
final class CardColumns extends ScrollPane {
    private static final double TWO_COLUMNS_FROM = 1000;
    private static final double NARROW = 380;

    private final VBox wide = new VBox();
    private final VBox narrow = new VBox();
    private final GridPane columns = new GridPane();

    /** @param beside cards of the narrow column; none: there is one column */
    CardColumns(List<? extends Node> cards, List<? extends Node> beside) {
        wide.getChildren().setAll(cards);
        narrow.getChildren().setAll(beside);
        getStyleClass().addAll("page-scroll", "edge-to-edge");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        wide.getStyleClass().add("card-column");
        narrow.getStyleClass().add("card-column");
        columns.getStyleClass().add("page-columns");
        setContent(columns);
        if (beside.isEmpty()) {
            columns.add(wide, 0, 0);
            GridPane.setHgrow(wide, Priority.ALWAYS);
            wide.setMinWidth(0);
        } else {
            viewportBoundsProperty().addListener((_, _, bounds) -> arrange(bounds.getWidth()));
            arrange(0);
        }
    }

    private void arrange(double width) {
        boolean two = width >= TWO_COLUMNS_FROM;
        if (!columns.getChildren().isEmpty() && two == (GridPane.getColumnIndex(narrow) == 1)) {
            return;
        }
        columns.getChildren().clear();
        columns.getColumnConstraints().clear();
        columns.add(wide, 0, 0);
        columns.add(narrow, two ? 1 : 0, two ? 0 : 1);
        GridPane.setHgrow(wide, Priority.ALWAYS);
        GridPane.setHgrow(narrow, two ? Priority.SOMETIMES : Priority.ALWAYS);
        wide.setMinWidth(0);
        narrow.setMinWidth(two ? NARROW : 0);
        narrow.setPrefWidth(two ? NARROW : Region.USE_COMPUTED_SIZE);
        narrow.setMaxWidth(two ? NARROW : Double.MAX_VALUE);
    }
}
