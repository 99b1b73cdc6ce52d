package org.countinghouse.desktop.taxes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.billing.tax.TaxRateRow;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.billing.tax.TaxedCustomerRow.Answer;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** How the desktop speaks of taxes. */
record TaxWords(Texts texts, Formats formats) {
    Status status(TaxRateRow row) {
        return switch (row.state()) {
            case COMING -> new Status(Tone.INFO, Feather.CLOCK, texts.get("taxes.state.COMING"));
            case OVER -> new Status(Tone.NEUTRAL, Feather.ARCHIVE, texts.get("taxes.state.OVER"));
            case HOLDS ->
                row.rate() == null
                        ? new Status(Tone.NEUTRAL, Feather.MINUS_CIRCLE, texts.get("taxes.state.none"))
                        : new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, texts.get("taxes.state.HOLDS"));
        };
    }

    Status status(Answer answer) {
        String word = texts.get("taxes.answer." + answer.name());
        return switch (answer) {
            case VALID -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case INVALID -> new Status(Tone.DANGER, Feather.X_CIRCLE, word);
            case UNAVAILABLE -> new Status(Tone.WARNING, Feather.CLOUD_OFF, word);
            case UNCHECKED -> new Status(Tone.INFO, Feather.HELP_CIRCLE, word);
            case NONE -> new Status(Tone.NEUTRAL, Feather.MINUS, word);
        };
    }

    static Answer answer(CustomerTaxes.Standing standing) {
        CustomerTaxes.Check check = standing.check();
        if (standing.profile().taxId().isEmpty()) {
            return Answer.NONE;
        }
        return check == null ? Answer.UNCHECKED : Answer.valueOf(check.answer().toUpperCase(Locale.ROOT));
    }

    Status status(TaxTreatment treatment) {
        String word = treatment(treatment);
        return switch (treatment) {
            case AUTOMATIC, DOMESTIC -> new Status(Tone.NEUTRAL, Feather.PERCENT, word);
            case REVERSE_CHARGE -> new Status(Tone.INFO, Feather.REPEAT, word);
            case EXEMPT -> new Status(Tone.WARNING, Feather.SLASH, word);
        };
    }

    String treatment(TaxTreatment treatment) {
        return texts.get("taxes.treatment." + treatment.name());
    }

    /** The country's name and code in the person's language; a dash when it is not known. */
    String country(@Nullable String code) {
        return code == null || code.isBlank()
                ? "–"
                : Locale.of("", code).getDisplayCountry(texts.locale()) + " (" + code + ")";
    }

    /** @param rate null: not charged */
    String percent(@Nullable BigDecimal rate) {
        return rate == null ? texts.get("taxes.not-charged") : formats.number(rate) + "\u00a0%";
    }

    /** What is charged on a day, for example {@code VAT 19 %}. */
    String taxes(TaxProfile profile, LocalDate day) {
        String said = profile.taxes(day).stream().map(this::tax).collect(Collectors.joining(", "));
        return said.isEmpty() ? texts.get("taxes.no-rate") : said;
    }

    private String tax(Tax tax) {
        String category = tax.category();
        if (tax.reason() != null) {
            return texts.get("taxes.untaxed", tax.code());
        }
        return tax.code() + " " + percent(tax.rate()) + (category == null ? "" : " (" + category + ")");
    }
}
