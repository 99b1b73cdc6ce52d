package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;

/** Asks who starts which plan on which day. */
final class StartDialog {
    private static final double WIDTH = 560;

    private final ComboBox<ChangeDialog.Choice> plan = new ComboBox<>();
    private final DatePicker day = new DatePicker();
    private final TextField zone = new TextField("UTC");
    private final CustomerSearch search;
    private final Button confirm;

    private StartDialog(ScreenContext context, Window owner, SubscriptionsViewModel model, List<PlanVersion> versions) {
        Texts texts = context.texts();
        search = new CustomerSearch(context, model.customers(), "start");
        for (PlanVersion version : versions) {
            boolean newest = versions.stream()
                    .noneMatch(other -> other.plan().equals(version.plan())
                            && other.state().equals("published")
                            && other.number() > version.number());
            if (version.state().equals("published") && newest) {
                plan.getItems()
                        .add(new ChangeDialog.Choice(
                                version.plan(),
                                version.number(),
                                version.document().name()));
            }
        }
        plan.setId("start-plan");
        day.setId("start-day");
        day.setValue(
                LocalDate.ofInstant(context.clock().instant(), context.formats().zone()));
        zone.setId("start-zone");
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("subscriptions.start.title"),
                texts.get("subscriptions.start.go"),
                "confirm-start",
                () -> start(model),
                field(texts.get("subscriptions.customer"), plan, search),
                field(texts.get("subscriptions.plan"), plan, plan),
                field(texts.get("subscriptions.starts"), day, day),
                field(texts.get("subscriptions.zone"), zone, zone),
                Questions.sentence(texts.get("subscriptions.start.text"), "muted"));
        search.chosen().addListener((_, _, _) -> hold());
        plan.valueProperty().addListener((_, _, _) -> hold());
        day.valueProperty().addListener((_, _, _) -> hold());
        zone.textProperty().addListener((_, _, _) -> hold());
        hold();
        search.begin();
    }

    static void ask(ScreenContext context, Window owner, SubscriptionsViewModel model) {
        model.plans(versions -> new StartDialog(context, owner, model, versions));
    }

    private void hold() {
        confirm.setDisable(search.chosen().get() == null
                || plan.getValue() == null
                || day.getValue() == null
                || zone.getText().isBlank());
    }

    private void start(SubscriptionsViewModel model) {
        var customer = search.chosen().get();
        var chosen = plan.getValue();
        if (customer != null && chosen != null) {
            model.start(
                    customer.externalId(),
                    chosen.code(),
                    day.getValue(),
                    zone.getText().strip());
        }
    }

    private static VBox field(String title, Control named, Node node) {
        var label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(named);
        var field = new VBox(label, node);
        field.getStyleClass().add("field");
        return field;
    }
}
