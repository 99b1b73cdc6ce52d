package org.countinghouse.desktop.customers;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the cards of a customer's page have in common. */
final class Cards {
    private Cards() {}

    /** With words and facts in it. */
    static VBox plain(String title, @Nullable Node link, Node content) {
        var card = new VBox(heading(title, link), content);
        card.getStyleClass().add("card");
        return card;
    }

    /** With a table that reaches to its edges. */
    static VBox table(String title, @Nullable Node link, Node content) {
        var card = new VBox(heading(title, link), content);
        card.getStyleClass().addAll("card", "table-card");
        return card;
    }

    static HBox heading(String title, @Nullable Node link) {
        var label = new Label(title);
        label.getStyleClass().add("card-title");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var heading = new HBox(label, gap);
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("card-heading");
        if (link != null) {
            heading.getChildren().add(link);
        }
        return heading;
    }

    static Hyperlink link(String id, String text, Runnable run) {
        var link = new Hyperlink(text);
        link.setId(id);
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(_ -> run.run());
        return link;
    }
}
