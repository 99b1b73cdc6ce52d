package org.countinghouse.desktop.dashboard;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** Small labels that several tiles use. */
final class Words {
    private Words() {}

    static Label muted(String text) {
        var label = new Label(text);
        label.getStyleClass().add("tile-detail");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
