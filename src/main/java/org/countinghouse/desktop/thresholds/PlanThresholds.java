package org.countinghouse.desktop.thresholds;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.work.Failure;

/** At which usage subscriptions of a plan get invoices inside their periods: what held, holds and will hold. */
public final class PlanThresholds extends ScrollPane {
    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final String plan;
    private final String name;
    private final String currency;
    private final VBox card = new VBox();

    /** @param plan code */
    public PlanThresholds(
            ScreenContext context, ThresholdServices services, String plan, String name, String currency) {
        this.context = context;
        this.texts = context.texts();
        this.model = new ThresholdsModel(services, context, this::refresh);
        this.plan = plan;
        this.name = name;
        this.currency = currency;
        card.setId("plan-thresholds");
        card.getStyleClass().add("card");
        var cards = new VBox(card);
        cards.getStyleClass().add("page-cards");
        getStyleClass().addAll("page-scroll", "edge-to-edge");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(cards);
        refresh();
    }

    /** Reads the entries again. */
    public void refresh() {
        model.entries(plan, this::show, this::refuse);
    }

    private void show(List<ThresholdEntry> entries) {
        var owner = new ThresholdOwner(
                ThresholdRules.Subject.plan(plan),
                name,
                currency,
                LocalDate.ofInstant(context.clock().instant(), context.formats().zone()),
                entries);
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(texts.get("thresholds.plan.text"), "muted"));
        var list = new ThresholdEntries(context, model, owner);
        nodes.addAll(list.rows(model.mayChange()));
        if (entries.isEmpty()) {
            nodes.add(Questions.sentence(texts.get("thresholds.empty"), "change-text"));
        }
        if (model.mayChange()) {
            nodes.add(SidePane.buttons(List.of(
                    list.change(owner.inForce().map(ThresholdEntry::thresholds).orElse(null)))));
        }
        fill(nodes);
    }

    private void refuse(Failure problem) {
        var said = FailureText.of(problem, texts);
        fill(List.of(Questions.sentence(said.summary() + " " + said.remedy(), "warning-text")));
    }

    private void fill(List<Node> nodes) {
        var heading = new Label(texts.get("thresholds"));
        heading.getStyleClass().add("card-title");
        var body = new VBox(nodes.toArray(Node[]::new));
        body.getStyleClass().add("quota-section");
        card.getChildren().setAll(heading, body);
    }
}
