package org.countinghouse.desktop.dashboard;

import java.math.RoundingMode;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.DashboardSnapshot.CustomerRevenue;
import org.joda.money.Money;

/** The largest customers of the period, with a bar against the first. */
final class CustomerBoard {
    private final DashboardTexts texts;

    CustomerBoard(DashboardTexts texts) {
        this.texts = texts;
    }

    Node of(DashboardSnapshot snapshot) {
        var customers = snapshot.details().customers();
        var board = new VBox();
        board.getStyleClass().add("board");
        if (customers.isEmpty()) {
            board.getChildren().add(Words.muted(texts.get("customers.none")));
            return board;
        }
        Money most = customers.getFirst().revenue();
        int place = 0;
        for (CustomerRevenue customer : customers) {
            board.getChildren().add(row(++place, customer, most));
        }
        return board;
    }

    private Node row(int place, CustomerRevenue customer, Money most) {
        var rank = new Label(Integer.toString(place));
        rank.getStyleClass().add("board-rank");
        var name = new Label(customer.name());
        name.getStyleClass().add("board-name");
        name.setMinWidth(60);
        var amount = new Label(texts.money(customer.revenue()));
        amount.getStyleClass().add("board-amount");
        amount.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(rank, name, bar(customer.revenue(), most), amount);
        row.getStyleClass().add("board-row");
        return row;
    }

    private static Node bar(Money amount, Money most) {
        double share = most.isPositive()
                ? amount.getAmount()
                        .divide(most.getAmount(), 4, RoundingMode.HALF_UP)
                        .doubleValue()
                : 0;
        var track = new ShareBar(share);
        HBox.setHgrow(track, Priority.ALWAYS);
        return track;
    }
}
