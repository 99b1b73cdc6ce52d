package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.OwnPrice;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceEditor;
import org.countinghouse.desktop.plans.PriceWords;
import org.countinghouse.storage.catalog.PlanVersion;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Asks for a customer's own price of a fee or a charge, and shows what it does to the next invoices. */
final class PriceDialog {
    private static final double WIDTH = 880;
    private static final double FORM = 500;
    private static final double MOST_HEIGHT = 250;
    private static final double EDGES = 4;

    private final ScreenContext context;
    private final Texts texts;
    private final SubscriptionsViewModel model;
    private final SubscriptionRow row;
    private final PriceWords words;
    private final ComboBox<PricedItem> item = new ComboBox<>();
    private final CheckBox list = new CheckBox();
    private final VBox editing = new VBox();
    private final TextField amount = new TextField();
    private @Nullable PriceEditor editor;
    private final ChangeMoment when;
    private final TextField reason = new TextField();
    private final MoneyPane money;
    private final Button confirm;

    private PriceDialog(
            ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionRow row, String plan) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.row = row;
        words = new PriceWords(texts, context.formats(), CurrencyUnit.of(row.currency()));
        when = new ChangeMoment(context, Kind.PRICE);
        money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context);
        item.setId("change-item");
        item.setMaxWidth(Double.MAX_VALUE);
        list.setId("change-list");
        list.setText(texts.get("subscriptions.price.list"));
        editing.setId("change-price");
        editing.getStyleClass().add("price-figures");
        amount.setId("change-amount");
        amount.setMaxWidth(160);
        reason.setId("change-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("subscriptions.ask.price"),
                texts.get("subscriptions.ask.price.go"),
                "confirm-change",
                () -> wanted().ifPresent(change -> model.change(row, change)),
                Questions.sentence(texts.get("subscriptions.ask.about", row.customerName(), plan), "muted"),
                besideEachOther());
        Questions.widen(confirm, owner, WIDTH);
        confirm.setDisable(true);
    }

    /** A price may be long, and so may what it does to money: both are seen without scrolling. */
    private HBox besideEachOther() {
        var form = new VBox(
                Questions.field(texts.get("subscriptions.price.item"), item),
                list,
                editing,
                when,
                Questions.field(texts.get("subscriptions.reason"), reason));
        form.getStyleClass().add("move-form");
        form.setPrefWidth(FORM);
        form.setMinWidth(FORM);
        HBox.setHgrow(money, Priority.ALWAYS);
        var row = new HBox(form, money);
        row.getStyleClass().add("wallet-row");
        return row;
    }

    /** @param price that is changed, chosen at once; null: the first fee or charge of the plan */
    static void ask(
            ScreenContext context,
            Window owner,
            SubscriptionsViewModel model,
            SubscriptionDetail shown,
            @Nullable OwnPrice price) {
        SubscriptionRow row = shown.row();
        String plan = context.texts().get("subscriptions.on", row.planName(), row.version());
        model.plans(versions -> new PriceDialog(context, owner, model, row, plan)
                .begin(items(versions, shown, context.texts()), price));
    }

    /** Of its plan, then of its add-ons. */
    private static List<PricedItem> items(List<PlanVersion> versions, SubscriptionDetail shown, Texts texts) {
        SubscriptionRow row = shown.row();
        var addOns = AddOnsOf.changes(shown);
        var items = new ArrayList<PricedItem>();
        versions.stream()
                .filter(version -> version.plan().equals(row.plan()) && version.number() == row.version())
                .forEach(version -> items.addAll(PricedItem.of(version.document(), false, shown.prices(), texts)));
        versions.stream()
                .filter(version -> Objects.equals(addOns.get(version.plan()), version.number()))
                .forEach(version -> items.addAll(PricedItem.of(version.document(), true, shown.prices(), texts)));
        return items;
    }

    private void begin(List<PricedItem> items, @Nullable OwnPrice price) {
        item.getItems().setAll(items);
        item.valueProperty().addListener((_, _, chosen) -> show(chosen));
        list.selectedProperty().addListener((_, _, own) -> {
            editing.setVisible(!own);
            editing.setManaged(!own);
            look();
        });
        amount.textProperty().addListener((_, _, _) -> look());
        when.onChange(this::look);
        reason.textProperty().addListener((_, _, _) -> hold());
        items.stream()
                .filter(each -> price != null && each.prices(price))
                .findFirst()
                .or(() -> items.stream().findFirst())
                .ifPresent(item::setValue);
        if (items.isEmpty()) {
            show(null);
        }
    }

    private void show(@Nullable PricedItem chosen) {
        boolean own = chosen != null && chosen.own().isPresent();
        list.setSelected(false);
        list.setVisible(own);
        list.setManaged(own);
        editor = null;
        var nodes = new ArrayList<Node>();
        switch (chosen == null ? null : chosen.subject()) {
            case PricedItem.Subject.OfFee fee -> {
                amount.setText(context.formats().number(fee.now()));
                nodes.add(Questions.field(texts.get("subscriptions.ask.amount"), amount));
                nodes.add(listed(words.amount(fee.fee().amount())));
            }
            case PricedItem.Subject.OfCharge charge -> {
                var opened = new PriceEditor(texts, context.formats(), charge.now());
                opened.price().addListener((_, _, _) -> look());
                editor = opened;
                nodes.add(scrolled(opened));
                nodes.add(listed(words.sentence(charge.charge().price())));
            }
            case null -> nodes.add(Questions.sentence(texts.get("subscriptions.price.nothing"), "muted"));
        }
        editing.getChildren().setAll(nodes);
        look();
        Questions.fit(editing);
    }

    private Node listed(String price) {
        return Questions.sentence(texts.get("subscriptions.price.listed", price), "muted");
    }

    /** A long table scrolls, so that the money below it stays in sight. */
    private static ScrollPane scrolled(PriceEditor editor) {
        var scroll = new ScrollPane(editor) {
            @Override
            protected double computePrefHeight(double width) {
                return Math.min(MOST_HEIGHT, editor.prefHeight(FORM) + EDGES);
            }
        };
        scroll.setMinHeight(Region.USE_PREF_SIZE);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "price-scroll");
        return scroll;
    }

    private void hold() {
        confirm.setDisable(!money.fits() || reason.getText().isBlank() || wanted().isEmpty());
    }

    /** The window grows with what there is to say. */
    private void fit() {
        hold();
        Questions.fit(money);
    }

    /** Works out the money anew; of a price as it is already there is nothing to work out. */
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
                    fit();
                }));
    }

    private Optional<WantedChange> wanted() {
        PricedItem chosen = item.getValue();
        if (chosen == null) {
            return Optional.empty();
        }
        String why = reason.getText().strip();
        if (list.isSelected()) {
            return when.dated(WantedChange.price(chosen.code(), null, why).ofPlan(chosen.plan()));
        }
        return price(chosen)
                .flatMap(price ->
                        when.dated(WantedChange.price(chosen.code(), price, why).ofPlan(chosen.plan())));
    }

    /** As a change keeps it; empty while it cannot be read, or is the one that holds. */
    private Optional<String> price(PricedItem chosen) {
        return switch (chosen.subject()) {
            case PricedItem.Subject.OfFee fee ->
                context.formats()
                        .read(amount.getText())
                        .filter(typed -> typed.signum() >= 0 && typed.compareTo(fee.now()) != 0)
                        .map(BigDecimal::toPlainString);
            case PricedItem.Subject.OfCharge charge ->
                Optional.ofNullable(editor)
                        .map(opened -> opened.price().get())
                        .filter(typed -> !Objects.equals(PriceJson.read(Json.parse(typed)), charge.now()));
        };
    }
}
