package org.countinghouse.desktop.invoices;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.Invoice;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Stands above the first line of a subscription: its plan, period and subtotal, and whose usage it is. */
final class SectionHead extends HBox {
    private final Formats formats;
    private final Texts texts;
    private final Label plan = new Label();
    private final Label about = new Label();
    private final Label subtotal = new Label();

    SectionHead(Formats formats, Texts texts) {
        this.formats = formats;
        this.texts = texts;
        plan.getStyleClass().add("section-plan");
        about.getStyleClass().add("subtle");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        subtotal.getStyleClass().add("line-amount");
        subtotal.setMinWidth(Region.USE_PREF_SIZE);
        var words = new VBox(plan, about);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(words, subtotal);
        getStyleClass().add("line-section");
    }

    SectionHead show(Invoice.Section section, CurrencyUnit currency) {
        plan.setText(section.planName());
        about.setText(texts.get(
                "invoices.section.about",
                Long.toString(section.subscriptionId()),
                section.usedBy().name(),
                formats.date(section.period().from()) + " \u2013 "
                        + formats.date(section.period().to().minusDays(1))));
        subtotal.setText(formats.money(Money.of(currency, section.net())));
        return this;
    }
}
