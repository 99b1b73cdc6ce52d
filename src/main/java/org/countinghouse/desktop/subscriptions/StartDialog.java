package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.work.Failure;

/** Asks who starts which plan on which day. */
final class StartDialog {
    private static final double WIDTH = 600;

    private final ComboBox<ChangeDialog.Choice> plan = new ComboBox<>();
    private final DateField day;
    private final TextField zone = new TextField("UTC");
    private final CustomerSearch search;
    private final SubscriptionsViewModel model;
    private final MoneyPane money;
    private final CheckBox beside = new CheckBox();
    private final Button confirm;

    private StartDialog(ScreenContext context, Window owner, SubscriptionsViewModel model, List<PlanVersion> versions) {
        Texts texts = context.texts();
        day = new DateField(context);
        this.model = model;
        money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context);
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
        beside.setId("start-beside");
        beside.setText(texts.get("subscriptions.start.beside"));
        showBeside(false);
        beside.selectedProperty().addListener((_, _, chosen) -> confirm().setDisable(!chosen));
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("subscriptions.start.title"),
                texts.get("subscriptions.start.go"),
                "confirm-start",
                this::start,
                Questions.field(texts.get("subscriptions.customer"), plan, search),
                Questions.row(
                        Questions.field(texts.get("subscriptions.plan"), plan),
                        Questions.field(texts.get("subscriptions.starts"), day),
                        Questions.field(texts.get("subscriptions.zone"), zone)),
                money,
                beside,
                Questions.sentence(texts.get("subscriptions.start.text"), "note-time"));
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

    /** Empty while something is missing. */
    private Optional<Subscription> wanted() {
        var customer = search.chosen().get();
        var chosen = plan.getValue();
        LocalDate on = day.getValue();
        return customer == null
                        || chosen == null
                        || on == null
                        || zone.getText().isBlank()
                ? Optional.empty()
                : Optional.of(new Subscription(
                        customer.externalId(),
                        chosen.code(),
                        on,
                        null,
                        zone.getText().strip(),
                        Map.of()));
    }

    /** Nothing is started before its first invoice was seen. */
    private void hold() {
        confirm.setDisable(true);
        showBeside(false);
        money.waiting();
        wanted().ifPresent(subscription -> model.lookAtStart(subscription, this::show, this::refuse));
    }

    private void show(StartPreview.FirstInvoice invoice) {
        money.show(invoice);
        showBeside(!invoice.shared().isEmpty());
        confirm.setDisable(!invoice.shared().isEmpty());
        Questions.fit(money);
    }

    private void refuse(Failure problem) {
        money.refuse(problem);
        Questions.fit(money);
    }

    private void start() {
        wanted().ifPresent(subscription -> model.start(subscription, beside.isSelected()));
    }

    /** Usage is billed twice only when somebody says so. */
    private void showBeside(boolean shown) {
        beside.setSelected(false);
        beside.setVisible(shown);
        beside.setManaged(shown);
    }

    private Button confirm() {
        return confirm;
    }
}
