package org.countinghouse.desktop.subscriptions;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.stage.Window;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.work.Failure;

/** Asks who starts which plan on which day, and shows the first invoice before it is started. */
final class StartDialog {
    private static final double WIDTH = 600;

    private final StartFields fields;
    private final CustomerSearch search;
    private final SubscriptionsViewModel model;
    private final MoneyPane money;
    private final CheckBox beside = new CheckBox();
    private final Button confirm;

    private StartDialog(ScreenContext context, Window owner, SubscriptionsViewModel model, List<PlanVersion> versions) {
        Texts texts = context.texts();
        this.model = model;
        fields = new StartFields(context, versions);
        money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context);
        search = new CustomerSearch(context, model.customers(), "start");
        search.getStyleClass().add("start-customers");
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
                Questions.field(texts.get("subscriptions.customer"), fields.first(), search),
                fields,
                money,
                beside);
        search.chosen().addListener((_, _, _) -> hold());
        fields.onChange(this::hold);
        hold();
        search.begin();
    }

    static void ask(ScreenContext context, Window owner, SubscriptionsViewModel model) {
        model.plans(versions -> new StartDialog(context, owner, model, versions));
    }

    /** Empty while something is missing. */
    private Optional<Subscription> wanted() {
        return Optional.ofNullable(search.chosen().get()).flatMap(customer -> fields.wanted(customer.externalId()));
    }

    /** Nothing is started before its first invoice was seen. */
    private void hold() {
        confirm.setDisable(true);
        showBeside(false);
        money.waiting();
        wanted().ifPresentOrElse(
                        subscription -> model.lookAtStart(subscription, this::show, this::refuse), model::lookAway);
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
