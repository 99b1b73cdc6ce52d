package org.countinghouse.desktop.common;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says why there is nothing here and offers the next step. */
public final class EmptyState extends VBox {
    private final HBox buttons = new HBox();

    public EmptyState(Tone tone, Ikon icon, String title, String text) {
        getStyleClass().addAll("empty-state", tone.styleClass());
        setAlignment(Pos.CENTER);
        var disc = new StackPane(new FontIcon(icon));
        disc.getStyleClass().add("empty-icon");
        var heading = new Label(title);
        heading.getStyleClass().add("empty-title");
        heading.setWrapText(true);
        var body = new Label(text);
        body.getStyleClass().add("empty-text");
        body.setWrapText(true);
        body.setManaged(!text.isEmpty());
        buttons.getStyleClass().add("empty-buttons");
        buttons.setAlignment(Pos.CENTER);
        getChildren().addAll(disc, heading, body, buttons);
    }

    /** Adds the next step; the first one is the main one. */
    public EmptyState offer(String text, Runnable run) {
        var button = new Button(text);
        button.getStyleClass().add(buttons.getChildren().isEmpty() ? "accent" : "flat");
        button.setOnAction(_ -> run.run());
        buttons.getChildren().add(button);
        return this;
    }
}
