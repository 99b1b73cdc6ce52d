package org.countinghouse.desktop.customers;

import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ShareBar;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.desktop.quotas.QuotaWords;
import org.countinghouse.metering.quota.QuotaRow;

/** The limits of a customer with how much of them is used, the most used first. */
final class LimitsCard extends VBox {
    private final Texts texts;
    private final QuotaWords words;
    private final Runnable open;

    /** @param open goes to the limits of the customer */
    LimitsCard(Texts texts, QuotaWords words, Runnable open) {
        this.texts = texts;
        this.words = words;
        this.open = open;
        setId("customer-limits-card");
        getStyleClass().add("card");
    }

    void show(List<QuotaRow> limits) {
        getChildren()
                .setAll(Cards.heading(
                        texts.get("customers.limits"),
                        Cards.link("customer-limits", texts.get("customers.limits.open"), open)));
        if (limits.isEmpty()) {
            getChildren().add(Questions.sentence(texts.get("customers.limits.none"), "muted"));
        }
        limits.forEach(limit -> getChildren().add(limit(limit)));
    }

    private VBox limit(QuotaRow row) {
        var used = Questions.sentence(words.used(row), "quota-limit");
        HBox.setHgrow(used, Priority.ALWAYS);
        used.setMaxWidth(Double.MAX_VALUE);
        var pill = new StatusPill(words.status(row.state()));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var bar = new ShareBar();
        bar.show(words.share(row));
        bar.setManaged(row.share() != null);
        var limit = new VBox(
                Questions.sentence(words.feature(row) + " · " + words.window(row.scope()), "meter-name"),
                SidePane.line(used, pill),
                bar,
                Questions.sentence(words.source(row), "note-time"));
        limit.getStyleClass().add("meter");
        return limit;
    }
}
