package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.ShareBar;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The running period against its thresholds, the invoices that were made inside it, and which rule holds. */
final class ThresholdsCard extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final ThresholdWords words;

    ThresholdsCard(ScreenContext context, ThresholdsModel model, SubscriptionWords words) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new ThresholdWords(words);
        setId("thresholds");
        getStyleClass().add("quota-section");
    }

    void show(SubscriptionRow row, ThresholdStanding standing) {
        var nodes = new ArrayList<Node>();
        var title = new Label(texts.get("thresholds"));
        title.getStyleClass().add("overline");
        nodes.add(title);
        ProgressiveState state = standing.state();
        if (standing.failure() != null) {
            var said = FailureText.of(standing.failure(), texts);
            nodes.add(Questions.sentence(said.summary() + " " + said.remedy(), "warning-text"));
        }
        LocalDate today = ThresholdStanding.day(state == null ? context.clock().instant() : state.at(), row);
        if (state != null) {
            nodes.addAll(usage(state));
            nodes.addAll(billed(state));
            rule(state, nodes);
        }
        nodes.addAll(later(standing, today));
        if (model.mayChange() && !"ended".equals(row.state())) {
            nodes.add(SidePane.buttons(List.of(button(row, standing, today))));
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

    private void rule(ProgressiveState state, List<Node> nodes) {
        ThresholdEntry entry = state.entry();
        if (entry == null) {
            nodes.add(Questions.sentence(texts.get("thresholds.empty"), "muted"));
            return;
        }
        nodes.add(Questions.sentence(words.rule(entry), "change-text"));
        nodes.add(Questions.sentence(
                words.whose(entry) + (entry.reason().isEmpty() ? "" : " · " + entry.reason()), "note-time"));
    }

    /** What was said for days to come. */
    private List<Node> later(ThresholdStanding standing, LocalDate today) {
        var nodes = new ArrayList<Node>();
        for (ThresholdEntry each : standing.own()) {
            if (each.from().isAfter(today)) {
                nodes.add(Questions.sentence(
                        texts.get("thresholds.later", context.formats().date(each.from()), words.rule(each)),
                        "note-time"));
            }
        }
        return nodes;
    }

    private Button button(SubscriptionRow row, ThresholdStanding standing, LocalDate today) {
        var button = new Button(texts.get("thresholds.change"), new FontIcon(Feather.EDIT_2));
        button.setId("thresholds-change");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> new ThresholdsDialog(context, model, words, row, standing, today)
                .ask(getScene().getWindow()));
        return button;
    }
}
