package org.countinghouse.desktop.common;

import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;

/** A small rounded label for a state. */
public final class StatusPill extends Label {
    public StatusPill() {
        getStyleClass().add("status-pill");
    }

    public StatusPill(Status status) {
        this();
        show(status);
    }

    public void show(Status status) {
        for (Tone tone : Tone.values()) {
            getStyleClass().remove(tone.styleClass());
        }
        getStyleClass().add(status.tone().styleClass());
        setText(status.text());
        setGraphic(new FontIcon(status.icon()));
        setAccessibleText(status.text());
    }
}
