package org.countinghouse.desktop.subscriptions;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.OwnPrice;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.plans.PriceWords;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;

/** Prices that a subscription has in place of its plan's, each beside the plan's and with what ends it. */
final class OwnPricesPane extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final PriceWords words;

    /** What can be done about a price of the customer's own. */
    record Decisions(Consumer<OwnPrice> undo, Consumer<OwnPrice> change) {}

    OwnPricesPane(ScreenContext context, String currency) {
        this.context = context;
        this.texts = context.texts();
        this.words = new PriceWords(texts, context.formats(), CurrencyUnit.of(currency));
        setId("own-prices");
        getStyleClass().add("quota-section");
        var sheet = Objects.requireNonNull(OwnPricesPane.class.getResource("/styles/catalogue.css"));
        getStylesheets().add(sheet.toExternalForm());
    }

    /** Nothing is shown where every price is the plan's. */
    void show(List<OwnPrice> prices, boolean mayChange, Decisions decisions) {
        setVisible(!prices.isEmpty());
        setManaged(!prices.isEmpty());
        var title = new Label(texts.get("subscriptions.own"));
        title.getStyleClass().add("overline");
        getChildren().setAll(title);
        for (OwnPrice price : prices) {
            VBox card = card(price);
            if (mayChange) {
                card.getChildren().add(buttons(price, decisions));
            }
            getChildren().add(card);
        }
    }

    private VBox card(OwnPrice price) {
        var name = Questions.sentence(price.item().name(), "change-text");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var mark = new StatusPill(new Status(
                price.begun() ? Tone.INFO : Tone.NEUTRAL,
                Feather.TAG,
                texts.get(price.begun() ? "subscriptions.own.mark" : "subscriptions.own.mark.later")));
        mark.setMinWidth(Region.USE_PREF_SIZE);
        var top = new HBox(name, mark);
        top.getStyleClass().add("own-top");
        var from = context.formats().date(price.from());
        var days = price.to() == null
                ? texts.get("subscriptions.own.from", from)
                : texts.get("subscriptions.own.until", from, context.formats().date(price.to()));
        var card = new VBox(top, Questions.sentence(days, "note-time"));
        switch (price.item()) {
            case OwnPrice.Item.OfFee fee -> {
                card.getChildren().add(part("subscriptions.own.own", sentence(words.amount(fee.own()), "change-text")));
                card.getChildren()
                        .add(part(
                                "subscriptions.own.list",
                                sentence(words.amount(fee.fee().amount()), "list-price")));
            }
            case OwnPrice.Item.OfCharge charge -> {
                card.getChildren()
                        .add(part("subscriptions.own.own", words.view(charge.charge(), charge.unit(), charge.own())));
                var list = words.view(
                        charge.charge(), charge.unit(), charge.charge().price());
                list.getStyleClass().add("list-price");
                card.getChildren().add(part("subscriptions.own.list", list));
            }
        }
        card.setId("own-price-" + price.item().code());
        card.getStyleClass().add("own-price");
        return card;
    }

    private static Label sentence(String text, String style) {
        return Questions.sentence(text, style);
    }

    private VBox part(String key, Node node) {
        return new VBox(Questions.sentence(texts.get(key), "fact-label"), node);
    }

    private FlowPane buttons(OwnPrice price, Decisions decisions) {
        var bar = new FlowPane(
                button(
                        "undo-own-" + price.change(),
                        "subscriptions.undo",
                        () -> decisions.undo().accept(price)),
                button(
                        "change-own-" + price.change(),
                        "subscriptions.own.change",
                        () -> decisions.change().accept(price)));
        bar.getStyleClass().add("quota-buttons");
        return bar;
    }

    private Button button(String id, String key, Runnable run) {
        var button = new Button(texts.get(key));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }
}
