package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** Asks for a change of one kind, prices apart, and shows what it does to the next invoices before it is made. */
final class ChangeDialog {
    private static final double WIDTH = 560;

    private final ScreenContext context;
    private final Texts texts;
    private final SubscriptionsViewModel model;
    private final SubscriptionRow row;
    private final Kind kind;
    private final ChangeChoices choices;
    private final ComboBox<Choice> item = new ComboBox<>();
    private final TextField amount = new TextField();
    private final ChangeMoment when;
    private final CheckBox credit = new CheckBox();
    private final CheckBox beside = new CheckBox();
    private final TextField reason = new TextField();
    private final MoneyPane money;
    private final Button confirm;

    /** What a box offers: a code and its words; of a fee also the plan or add-on that has it. */
    record Choice(
            String code,
            @Nullable Integer version,
            @Nullable String plan,
            String words) {
        Choice(String code, @Nullable Integer version, String words) {
            this(code, version, null, words);
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private ChangeDialog(
            ScreenContext context,
            Window owner,
            SubscriptionsViewModel model,
            SubscriptionRow row,
            Kind kind,
            List<PlanVersion> versions) {
        this.context = context;
        when = new ChangeMoment(context, kind);
        this.texts = context.texts();
        this.model = model;
        this.row = row;
        this.kind = kind;
        this.choices = new ChangeChoices(texts, row, versions, model.detail().get());
        this.money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context);
        var fields = new ArrayList<Node>();
        fields.add(
                Questions.sentence(texts.get("subscriptions.ask.about", row.customerName(), row.planName()), "muted"));
        itemField(fields);
        fields.add(when);
        if (kind == Kind.CANCEL) {
            credit.setText(texts.get("subscriptions.ask.credit"));
            credit.setSelected(true);
            credit.setId("change-credit");
            fields.add(credit);
        }
        reason.setId("change-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        fields.add(field(texts.get("subscriptions.reason"), reason, reason));
        fields.add(money);
        beside.setId("change-beside");
        beside.setText(texts.get("subscriptions.start.beside"));
        showBeside(false);
        fields.add(beside);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("subscriptions.ask." + kind.code()),
                texts.get("subscriptions.ask." + kind.code() + ".go"),
                "confirm-change",
                () -> wanted().ifPresent(change -> model.change(row, change)),
                fields.toArray(Node[]::new));
        confirm.setDisable(true);
    }

    static void ask(ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionRow row, Kind kind) {
        model.plans(versions -> new ChangeDialog(context, owner, model, row, kind, versions).begin());
    }

    private void begin() {
        item.valueProperty().addListener((_, _, _) -> {
            showBeside(false);
            look();
        });
        beside.selectedProperty().addListener((_, _, _) -> look());
        amount.textProperty().addListener((_, _, _) -> look());
        when.onChange(this::look);
        credit.selectedProperty().addListener((_, _, _) -> look());
        reason.textProperty().addListener((_, _, _) -> hold());
        look();
    }

    private void itemField(List<Node> fields) {
        switch (kind) {
            case PLAN -> {
                item.setItems(FXCollections.observableArrayList(choices.plans(false)));
                fields.add(field(texts.get("subscriptions.plan"), item, item));
            }
            case ADD_ON -> {
                item.setItems(FXCollections.observableArrayList(choices.plans(true)));
                fields.add(field(texts.get("subscriptions.ask.add-on"), item, item));
            }
            case REMOVE_ADD_ON -> {
                item.setItems(FXCollections.observableArrayList(choices.addOns()));
                item.getSelectionModel().selectFirst();
                fields.add(field(texts.get("subscriptions.ask.its-add-on"), item, item));
            }
            case QUANTITY -> {
                item.setItems(FXCollections.observableArrayList(choices.fees()));
                item.getSelectionModel().selectFirst();
                amount.setId("change-amount");
                amount.setPrefColumnCount(10);
                var row = new HBox(
                        field(texts.get("subscriptions.ask.fee"), item, item),
                        field(texts.get("subscriptions.ask.how-many"), amount, amount));
                row.getStyleClass().add("change-fields");
                fields.add(row);
            }
            case PRICE, PAUSE, RESUME, CANCEL -> {}
        }
        item.setId("change-item");
        item.setMaxWidth(Double.MAX_VALUE);
    }

    private static VBox field(String title, Control named, Node node) {
        var label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(named);
        named.setAccessibleText(title);
        var field = new VBox(label, node);
        field.getStyleClass().add("field");
        return field;
    }

    private void hold() {
        confirm.setDisable(!money.fits() || reason.getText().isBlank() || wanted().isEmpty());
    }

    /** The window grows with what there is to say. */
    private void fit() {
        hold();
        confirm.getScene().getWindow().sizeToScene();
    }

    /** Works out the money anew. */
    private void look() {
        money.waiting();
        hold();
        wanted().ifPresent(change -> model.look(
                row.id(),
                change,
                preview -> {
                    money.show(preview);
                    fit();
                },
                problem -> {
                    money.refuse(problem);
                    if (problem.code().equals("subscription.meter")) {
                        showBeside(true);
                    }
                    fit();
                }));
    }

    private Optional<WantedChange> wanted() {
        String why = reason.getText().strip();
        Choice chosen = item.getValue();
        Optional<BigDecimal> number = context.formats().read(amount.getText());
        Optional<WantedChange> change = switch (kind) {
            case PLAN -> Optional.ofNullable(chosen).map(plan -> WantedChange.plan(plan.code(), plan.version(), why));
            case ADD_ON, REMOVE_ADD_ON ->
                Optional.ofNullable(chosen).map(plan -> WantedChange.addOn(plan.code(), kind == Kind.ADD_ON, why));
            case QUANTITY ->
                number.flatMap(many -> Optional.ofNullable(chosen)
                        .map(fee -> WantedChange.quantity(fee.code(), many, why).ofPlan(fee.plan())));
            case PRICE -> Optional.empty();
            case PAUSE -> Optional.of(WantedChange.pause(why));
            case RESUME -> Optional.of(WantedChange.resume(why));
            case CANCEL -> Optional.of(WantedChange.cancel(credit.isSelected(), why));
        };
        return change.map(each -> beside.isSelected() ? each.besideOthers() : each)
                .flatMap(when::dated);
    }

    /** Usage is billed twice only when somebody says so. */
    private void showBeside(boolean shown) {
        beside.setSelected(false);
        beside.setVisible(shown);
        beside.setManaged(shown);
    }
}
