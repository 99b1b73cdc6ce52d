package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.MatrixRows.Row;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Prices to look up: a search field over a table of any length. The chosen row is what the curve shows. */
final class MatrixView extends VBox {
    private static final double ROW = 32;
    private static final int MOST_ROWS_SEEN = 10;

    MatrixView(ChargeViewModel charge, MatrixRows matrix, Texts texts) {
        getStyleClass().add("matrix");
        var table = table(matrix, charge.card(), texts);
        if (matrix.all().size() > MOST_ROWS_SEEN) {
            getChildren().add(bar(matrix, texts));
        }
        getChildren().add(table);
        table.getSelectionModel().select(charge.chosenRow().get());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null) {
                charge.chosenRow().set(row);
            }
        });
    }

    private static HBox bar(MatrixRows matrix, Texts texts) {
        var search = new TextField();
        search.setPromptText(texts.get("plans.matrix.search"));
        search.setAccessibleText(texts.get("plans.matrix.search"));
        search.setId("matrix-search");
        search.textProperty().addListener((_, _, text) -> matrix.search(text));
        HBox.setHgrow(search, Priority.ALWAYS);
        var icon = new FontIcon(Feather.SEARCH);
        var count = new Label();
        count.getStyleClass().add("matrix-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> texts.get(
                                "plans.matrix.count",
                                Integer.toString(matrix.rows().size()),
                                Integer.toString(matrix.all().size())),
                        matrix.rows()));
        var bar = new HBox(icon, search, count);
        bar.getStyleClass().add("matrix-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private static TableView<Row> table(MatrixRows matrix, ChargeCard card, Texts texts) {
        var table = new TableView<Row>();
        var sorted = new SortedList<Row>(matrix.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getStyleClass().addAll("matrix-table", "dense");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(new Label(texts.get("plans.matrix.none")));
        for (String dimension : matrix.dimensions()) {
            table.getColumns().add(dimension(dimension, texts.get("plans.matrix.any")));
        }
        boolean tiny =
                Amounts.areTiny(matrix.all().stream().map(Row::unitAmount).toList());
        table.getColumns().add(price(card.unit().heading(), card.amounts(), 0));
        if (tiny) {
            table.getColumns().add(price(texts.get("plans.per.million"), card.amounts(), 6));
        }
        double height = (Math.min(MOST_ROWS_SEEN, matrix.all().size()) + 1) * ROW + 4;
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
        return table;
    }

    private static TableColumn<Row, String> dimension(String dimension, String any) {
        var column = new TableColumn<Row, String>(dimension);
        column.setMinWidth(80);
        column.setPrefWidth(200);
        column.setCellValueFactory(
                row -> new ReadOnlyStringWrapper(row.getValue().match().getOrDefault(dimension, any)));
        return column;
    }

    private static TableColumn<Row, BigDecimal> price(String title, Amounts amounts, int decimalsToTheRight) {
        var column = new TableColumn<Row, BigDecimal>(title);
        column.getStyleClass().add("numeric");
        // Wide enough for twelve decimals: a price is never cut.
        column.setMinWidth(decimalsToTheRight == 0 ? 140 : 100);
        column.setPrefWidth(decimalsToTheRight == 0 ? 150 : 100);
        column.setMaxWidth(decimalsToTheRight == 0 ? 200 : 120);
        column.setCellValueFactory(
                row -> new ReadOnlyObjectWrapper<>(row.getValue().unitAmount().movePointRight(decimalsToTheRight)));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable BigDecimal price, boolean empty) {
                super.updateItem(price, empty);
                setText(price == null || empty ? "" : amounts.of(price));
            }
        });
        return column;
    }
}
