package org.countinghouse.desktop.customers;

import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Objects;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.insight.CustomerTimeline.Entry;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What happened to a customer, in a sentence each. */
final class TimelineWords {
    private static final String KEY = "customers.timeline.";

    private final Texts texts;
    private final Formats formats;

    TimelineWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    /** The sentence with how it looks. */
    Status of(Entry entry) {
        return new Status(tone(entry), icon(entry), sentence(entry));
    }

    private String sentence(Entry entry) {
        return switch (entry.kind()) {
            case SUBSCRIPTION_STARTED -> texts.get(KEY + "started", entry.name(), day(entry));
            case SUBSCRIPTION_CHANGED -> change(entry);
            case SUBSCRIPTION_UNDONE -> texts.get(KEY + "undone", change(entry));
            case INVOICE ->
                entry.code().equals("void") && entry.name().isEmpty()
                        ? texts.get(KEY + "invoice.discarded", amount(entry))
                        : texts.get(KEY + "invoice." + entry.code(), entry.name(), amount(entry));
            case PAYMENT -> texts.get(KEY + "payment", entry.name(), amount(entry), day(entry));
            case PAYMENT_TAKEN_BACK -> texts.get(KEY + "payment.back", entry.name(), amount(entry), day(entry));
            case CREDIT_NOTE -> texts.get(KEY + "credit-note", entry.name(), amount(entry));
            case LATE_FEE -> texts.get(KEY + "late.billed", entry.name(), amount(entry));
            case LATE_WAIVED -> texts.get(KEY + "late.waived", entry.name(), amount(entry));
            case MAIL -> texts.get(KEY + "mail." + entry.code(), entry.name(), entry.note());
            case WALLET -> texts.get(KEY + "wallet." + entry.code(), amount(entry));
            case AUDIT -> audited(entry);
        };
    }

    private String change(Entry entry) {
        return texts.get(KEY + "change." + entry.code(), entry.name(), day(entry), amount(entry));
    }

    /** Acts of versions that this one does not know go by their own names. */
    private String audited(Entry entry) {
        String what = texts.find(KEY + "audit." + entry.code()).orElse(entry.code());
        return entry.name().isEmpty() ? what : texts.get(KEY + "audit.invoice", what, entry.name());
    }

    private String amount(Entry entry) {
        var amount = entry.amount();
        String currency = entry.currency();
        if (amount == null) {
            return "";
        }
        if (currency == null) {
            return formats.number(amount);
        }
        var unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
    }

    private String day(Entry entry) {
        LocalDate day = entry.day();
        return day == null ? "" : formats.date(day);
    }

    /** What people wrote; a recipient stands in the sentence. */
    String note(Entry entry) {
        return switch (entry.kind()) {
            case MAIL -> "";
            default -> entry.note();
        };
    }

    String when(Entry entry) {
        String at = formats.instant(entry.at());
        return entry.by().isEmpty() ? at : at + "  ·  " + entry.by();
    }

    private static Tone tone(Entry entry) {
        return switch (entry.kind()) {
            case PAYMENT -> Tone.SUCCESS;
            case PAYMENT_TAKEN_BACK, LATE_FEE -> Tone.WARNING;
            case INVOICE -> entry.code().equals("overdue") ? Tone.DANGER : Tone.NEUTRAL;
            case MAIL ->
                switch (entry.code()) {
                    case "failed" -> Tone.DANGER;
                    case "unsure" -> Tone.WARNING;
                    default -> Tone.NEUTRAL;
                };
            default -> Tone.NEUTRAL;
        };
    }

    private static Ikon icon(Entry entry) {
        return switch (entry.kind()) {
            case SUBSCRIPTION_STARTED, SUBSCRIPTION_CHANGED, SUBSCRIPTION_UNDONE -> Feather.REPEAT;
            case INVOICE -> Objects.equals(entry.code(), "overdue") ? Feather.ALERT_CIRCLE : Feather.FILE_TEXT;
            case PAYMENT, WALLET -> Feather.CREDIT_CARD;
            case PAYMENT_TAKEN_BACK -> Feather.CORNER_UP_LEFT;
            case CREDIT_NOTE -> Feather.FILE_MINUS;
            case LATE_FEE, LATE_WAIVED -> Feather.CLOCK;
            case MAIL -> Feather.MAIL;
            case AUDIT -> Feather.EDIT_3;
        };
    }
}
