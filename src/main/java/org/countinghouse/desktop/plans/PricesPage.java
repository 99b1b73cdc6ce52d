package org.countinghouse.desktop.plans;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;

/** Everything a version charges, on cards. */
final class PricesPage extends ScrollPane {
    /** Further charges wait closed, so that a plan of hundreds opens at once. */
    private static final int OPEN_AT_FIRST = 4;

    PricesPage(VersionPage page, Texts texts, Formats formats) {
        getStyleClass().addAll("page-scroll", "edge-to-edge");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        var cards = new VBox();
        cards.getStyleClass().add("page-cards");
        if (page.fees() != null) {
            cards.getChildren().add(card(texts.get("plans.fees"), new PriceTableView(page.fees())));
        }
        int opened = 0;
        for (ChargeViewModel charge : page.charges()) {
            var card = new ChargeCardView(charge, texts, formats);
            card.open(opened++ < OPEN_AT_FIRST);
            cards.getChildren().add(card);
        }
        cards.getChildren().add(card(texts.get("plans.rules"), new FactsView(page.rules())));
        setContent(cards);
    }

    private static VBox card(String title, javafx.scene.Node content) {
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        var card = new VBox(heading, content);
        card.getStyleClass().add("card");
        return card;
    }
}
