package org.countinghouse.desktop.invoices;

import java.util.Objects;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.Region;

/** The look of this screen's dialogs, which have windows and style sheets of their own. */
final class Questions {
    private Questions() {}

    /** To be called when the buttons are set. */
    static void dress(DialogPane pane) {
        var sheet = Objects.requireNonNull(Questions.class.getResource("/styles/invoices.css"));
        pane.getStylesheets().add(sheet.toExternalForm());
        pane.getStyleClass().add("question");
        for (ButtonType type : pane.getButtonTypes()) {
            var button = pane.lookupButton(type);
            ButtonBar.setButtonUniformSize(button, false);
            if (button instanceof Region region) {
                region.setMinWidth(Region.USE_PREF_SIZE);
            }
        }
    }
}
