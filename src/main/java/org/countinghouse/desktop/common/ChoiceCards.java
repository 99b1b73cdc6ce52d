package org.countinghouse.desktop.common;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A few choices as cards with a radio button, a word and a line of explanation. Arrow keys move between them. */
public final class ChoiceCards<T> {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Pane place;
    private final Consumer<T> chosen;
    private final ToggleGroup group = new ToggleGroup();

    /**
     * @param place a row or a column
     * @param chosen hears of each choice the person makes
     */
    public ChoiceCards(Pane place, Consumer<T> chosen) {
        this.place = place;
        this.chosen = chosen;
        place.getChildren().clear();
    }

    /** @param text one line below the title; empty for none */
    public ChoiceCards<T> add(T choice, String title, String text, boolean selected) {
        var button = new RadioButton(title);
        button.getStyleClass().add("choice-title");
        button.setToggleGroup(group);
        button.setSelected(selected);
        var card = new VBox(button);
        card.getStyleClass().add("choice-card");
        if (!text.isEmpty()) {
            var words = new Label(text);
            words.getStyleClass().add("choice-text");
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            card.getStyleClass().add("with-text");
            card.getChildren().add(words);
        }
        card.pseudoClassStateChanged(CHOSEN, selected);
        card.setOnMouseClicked(_ -> button.fire());
        button.selectedProperty().addListener((_, _, now) -> {
            card.pseudoClassStateChanged(CHOSEN, now);
            if (now) {
                chosen.accept(choice);
            }
        });
        card.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(card, Priority.ALWAYS);
        place.getChildren().add(card);
        return this;
    }
}
