package org.countinghouse.desktop.customers;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.CustomerOverview.Usage;
import org.countinghouse.insight.CustomerOverview.UsedMeter;

/** What a customer used in its latest month of usage, day by day. */
final class UsageCard extends VBox {
    private final Texts texts;
    private final Formats formats;
    private final CustomersViewModel model;

    UsageCard(Texts texts, Formats formats, CustomersViewModel model) {
        this.texts = texts;
        this.formats = formats;
        this.model = model;
        getStyleClass().add("card");
    }

    void show(Usage used) {
        var explore = Cards.link("customer-usage", texts.get("customers.usage.open"), () -> {
            Long id = model.customer().get();
            if (id != null) {
                model.openUsage(id);
            }
        });
        getChildren().setAll(Cards.heading(texts.get("customers.usage", formats.month(used.month())), explore));
        if (used.meters().isEmpty()) {
            getChildren().add(Questions.sentence(texts.get("customers.usage.none"), "muted"));
        }
        used.meters().forEach(meter -> getChildren().add(meter(meter)));
    }

    private VBox meter(UsedMeter meter) {
        var name = new Label(meter.name());
        name.getStyleClass().add("meter-name");
        name.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var sum = new Label(formats.number(meter.quantity()));
        sum.getStyleClass().add("meter-sum");
        sum.setMinWidth(Region.USE_PREF_SIZE);
        var unit = new Label(meter.unit());
        unit.getStyleClass().add("subtle");
        unit.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(name, gap, sum, unit);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.getStyleClass().add("meter-line");
        var box = new VBox(
                line,
                new DayBars(
                        meter.days(),
                        texts.get("customers.usage.days", meter.name(), formats.number(meter.quantity()))));
        box.getStyleClass().add("meter");
        return box;
    }
}
