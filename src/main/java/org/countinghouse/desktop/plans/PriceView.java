package org.countinghouse.desktop.plans;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A price in words and tables; prices inside it stand indented below. */
final class PriceView extends VBox {
    PriceView(PriceDescription price) {
        getStyleClass().add("price");
        var sentence = new Label(price.sentence());
        sentence.getStyleClass().add("price-sentence");
        sentence.setWrapText(true);
        getChildren().add(sentence);
        if (price.table() != null) {
            getChildren().add(new PriceTableView(price.table()));
        }
        if (!price.facts().isEmpty()) {
            getChildren().add(new FactsView(price.facts()));
        }
        for (PriceDescription.Part part : price.parts()) {
            var title = new Label(part.title() + " · " + part.price().model());
            title.getStyleClass().add("price-part-title");
            var inner = new VBox(title, new PriceView(part.price()));
            inner.getStyleClass().add("price-part");
            getChildren().add(inner);
        }
    }
}
