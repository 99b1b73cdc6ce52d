package org.countinghouse.desktop.importing;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Texts;

/** The wizard's steps, with the present one marked. */
final class StepBar {
    private StepBar() {}

    static void show(HBox place, ImportStep present, Texts texts) {
        place.getChildren().clear();
        int count = 0;
        for (ImportStep step : ImportStep.values()) {
            if (step != ImportStep.FILE) {
                var line = new Region();
                line.getStyleClass().add("import-step-line");
                place.getChildren().add(line);
            }
            boolean done = step.compareTo(present) < 0;
            count++;
            var number = new Label(done ? "✓" : Integer.toString(count));
            number.getStyleClass().add("import-step-number");
            var label = new Label(texts.get("import.step." + step.name().toLowerCase(Locale.ROOT)), number);
            label.getStyleClass().add("import-step");
            if (done) {
                label.getStyleClass().add("done");
            } else if (step == present) {
                label.getStyleClass().add("current");
            }
            place.getChildren().add(label);
        }
    }
}
