package org.countinghouse.desktop.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Objects;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.plans.PriceWords;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** How the screen speaks of subscriptions. */
record SubscriptionWords(Texts texts, Formats formats) {
    Status status(SubscriptionRow row) {
        String word = texts.get("subscriptions.state." + row.state());
        return switch (row.state()) {
            case "running" -> new Status(Tone.SUCCESS, Feather.PLAY_CIRCLE, word);
            case "upcoming" -> new Status(Tone.INFO, Feather.CLOCK, word);
            case "paused" -> new Status(Tone.WARNING, Feather.PAUSE_CIRCLE, word);
            case "ending" -> new Status(Tone.WARNING, Feather.LOG_OUT, word);
            default -> new Status(Tone.NEUTRAL, Feather.STOP_CIRCLE, word);
        };
    }

    static Feather icon(SubscriptionChange.Kind kind) {
        return switch (kind) {
            case PLAN -> Feather.REPEAT;
            case QUANTITY -> Feather.HASH;
            case PRICE -> Feather.TAG;
            case ADD_ON -> Feather.PLUS_CIRCLE;
            case REMOVE_ADD_ON -> Feather.MINUS_CIRCLE;
            case PAUSE -> Feather.PAUSE_CIRCLE;
            case RESUME -> Feather.PLAY_CIRCLE;
            case CANCEL -> Feather.STOP_CIRCLE;
        };
    }

    /** What a change does, in a sentence; amounts of fees and charges are in a currency. */
    String sentence(SubscriptionChange change, String currency) {
        String key = "subscriptions.change." + change.kind().code();
        return switch (change.kind()) {
            case PLAN -> texts.get(key, said(change.plan()), said(change.planVersion()));
            case ADD_ON, REMOVE_ADD_ON -> texts.get(key, said(change.plan()));
            case QUANTITY -> texts.get(key, item(change), number(change.quantity()));
            case PRICE ->
                change.price() == null
                        ? texts.get(key + ".plan", item(change))
                        : texts.get(key, item(change), price(change.price(), currency));
            case CANCEL -> texts.get(change.credit() ? key : key + ".without");
            case PAUSE, RESUME -> texts.get(key);
        };
    }

    /** Of an add-on after its code. */
    private static String item(SubscriptionChange change) {
        return change.plan() == null ? said(change.item()) : change.plan() + ": " + said(change.item());
    }

    private String price(String json, String currency) {
        var words = new PriceWords(texts, formats, CurrencyUnit.of(currency));
        JsonNode price = Json.parse(json);
        return price.isObject() ? words.sentence(PriceJson.read(price)) : words.amount(new BigDecimal(price.asText()));
    }

    private static String said(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private String number(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : formats.number(quantity.stripTrailingZeros());
    }

    String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return formats.money(
                BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), java.math.RoundingMode.HALF_UP)));
    }

    /** With its sign, also above zero. */
    String difference(BigDecimal amount, String currency) {
        return (amount.signum() > 0 ? "+" : "") + money(amount, currency);
    }
}
