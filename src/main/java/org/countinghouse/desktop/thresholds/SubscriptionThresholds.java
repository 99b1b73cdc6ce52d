package org.countinghouse.desktop.thresholds;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.ShareBar;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;

/** The running period against its thresholds, the invoices that were made inside it, and which rule holds. */
public final class SubscriptionThresholds extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final ThresholdWords words;

    public SubscriptionThresholds(ScreenContext context, ThresholdsModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new ThresholdWords(texts, context.formats());
        setId("thresholds");
        getStyleClass().add("quota-section");
    }

    public void show(SubscriptionRow row, ThresholdStanding standing) {
        var title = new Label(texts.get("thresholds"));
        title.getStyleClass().add("overline");
        var nodes = new ArrayList<Node>();
        nodes.add(title);
        ProgressiveState state = standing.state();
        if (standing.failure() != null) {
            var said = FailureText.of(standing.failure(), texts);
            nodes.add(Questions.sentence(said.summary() + " " + said.remedy(), "warning-text"));
        }
        var owner = new ThresholdOwner(
                ThresholdRules.Subject.subscription(row.id()),
                row.customerName(),
                row.currency(),
                LocalDate.ofInstant(state == null ? context.clock().instant() : state.at(), ZoneId.of(row.timeZone())),
                standing.own());
        if (state != null) {
            nodes.addAll(usage(state));
            nodes.addAll(billed(state));
            nodes.addAll(rule(state));
        }
        boolean mayChange = model.mayChange() && !"ended".equals(row.state());
        var entries = new ThresholdEntries(context, model, owner);
        nodes.addAll(entries.rows(mayChange));
        if (mayChange) {
            nodes.add(SidePane.buttons(List.of(entries.change(
                    state == null || state.entry() == null
                            ? null
                            : state.entry().thresholds()))));
        }
        getChildren().setAll(nodes);
    }

    private List<Node> usage(ProgressiveState state) {
        ThresholdEntry entry = state.entry();
        if (state.period() == null || entry == null || entry.thresholds() == null) {
            return List.of();
        }
        var nodes = new ArrayList<Node>();
        Share share = words.share(state);
        nodes.add(Questions.sentence(share.text(), "quota-used"));
        var bar = new ShareBar();
        bar.show(share);
        nodes.add(bar);
        nodes.add(Questions.sentence(
                texts.get(
                        "thresholds.usage.since",
                        context.formats().date(state.period().from())),
                "muted"));
        if (state.passed() != null) {
            nodes.add(Questions.sentence(
                    texts.get(
                            "thresholds.passed",
                            words.money(state.passed(), state.currency()),
                            words.money(state.total(), state.invoiceCurrency())),
                    "warning-text"));
        }
        return nodes;
    }

    private List<Node> billed(ProgressiveState state) {
        if (state.billed().isEmpty()) {
            return List.of();
        }
        var grid = SidePane.facts();
        for (ProgressiveState.Billed each : state.billed()) {
            String number =
                    each.number() == null ? texts.get("invoices.draft", Long.toString(each.invoice())) : each.number();
            var link = new Hyperlink(number);
            link.setId("inside-" + each.invoice());
            link.getStyleClass().add("figure-link");
            link.setMinWidth(Region.USE_PREF_SIZE);
            link.setOnAction(_ -> model.openInvoice(each.invoice()));
            String threshold = words.money(each.threshold(), state.currency());
            var why = Questions.sentence(
                    texts.get(each.standing() ? "thresholds.billed" : "thresholds.billed.void", threshold),
                    "note-time");
            GridPane.setHgrow(why, Priority.ALWAYS);
            why.setMaxWidth(Double.MAX_VALUE);
            grid.addRow(
                    grid.getRowCount(),
                    link,
                    why,
                    SidePane.figure(
                            words.money(each.amount(), state.invoiceCurrency()),
                            each.standing() ? "quota-amount" : "change-undone"));
        }
        return List.of(grid);
    }

    /** What holds where the subscription has nothing of its own. */
    private List<Node> rule(ProgressiveState state) {
        ThresholdEntry entry = state.entry();
        if (entry == null) {
            return List.of(Questions.sentence(texts.get("thresholds.empty"), "muted"));
        }
        return entry.subscription() == null
                ? List.of(
                        Questions.sentence(words.rule(entry), "change-text"),
                        Questions.sentence(
                                texts.get(
                                        "thresholds.of-plan",
                                        entry.planName(),
                                        context.formats().date(entry.from())),
                                "note-time"))
                : List.of();
    }
}
