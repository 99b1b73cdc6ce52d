package org.countinghouse.desktop.plans;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** Labelled values under each other. */
final class FactsView extends GridPane {
    FactsView(List<Fact> facts) {
        getStyleClass().add("facts");
        for (int row = 0; row < facts.size(); row++) {
            var label = new Label(facts.get(row).label());
            label.getStyleClass().add("fact-label");
            label.setMinWidth(Region.USE_PREF_SIZE);
            var value = new Label(facts.get(row).value());
            value.getStyleClass().add("fact-value");
            value.setWrapText(true);
            label.setLabelFor(value);
            addRow(row, label, value);
        }
    }
}
