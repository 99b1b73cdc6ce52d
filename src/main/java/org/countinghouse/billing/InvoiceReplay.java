package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Rates an invoice again from what was stored with it, and compares every figure. */
final class InvoiceReplay {
    private InvoiceReplay() {}

    /**
     * What differs first, in words; empty when the invoice follows from its input to the last digit.
     *
     * @param request the stored input
     */
    static Optional<String> difference(Invoice invoice, String request) {
        try {
            var input = InvoiceInput.read(request);
            return difference(invoice, input, input.rate(true));
        } catch (Failure unusable) {
            return Optional.of("its stored input cannot be rated: " + unusable.summary());
        }
    }

    /** As above, with the input and what it gives. */
    static Optional<String> difference(Invoice invoice, InvoiceInput input, RatingResult again) {
        if (again.lines().size() != invoice.lines().size()) {
            return Optional.of("it has " + invoice.lines().size() + " lines, its input gives "
                    + again.lines().size());
        }
        for (int index = 0; index < again.lines().size(); index++) {
            var stored = invoice.lines().get(index);
            BillingPeriod service = input.service(index, again.lines().size());
            var field = line(stored, again.lines().get(index))
                    .or(() -> text("service", days(stored.service()), days(service)));
            if (field.isPresent()) {
                return Optional.of("line " + (index + 1) + ": " + field.get());
            }
        }
        return taxes(invoice.taxes(), again.taxes()).or(() -> totals(invoice, again));
    }

    private static @Nullable String days(@Nullable BillingPeriod service) {
        return service == null ? null : service.label();
    }

    private static Optional<String> line(Invoice.Line stored, RatedLine again) {
        return text("kind", stored.kind(), again.kind().name().toLowerCase(Locale.ROOT))
                .or(() -> text("charge", stored.charge(), again.charge()))
                .or(() -> text("meter", stored.meter(), again.meter()))
                .or(() -> text("name", stored.name(), again.name()))
                .or(() -> json("group", stored.group(), RatingDocuments.group(again)))
                .or(() -> amount("quantity", stored.quantity(), again.quantity()))
                .or(() -> amount("exact amount", stored.exact(), again.exact()))
                .or(() -> amount("amount", stored.amount(), again.amount()))
                .or(() -> amount("discount", stored.discount(), again.discount()))
                .or(() -> amount("credit", stored.credit(), again.credit()))
                .or(() -> amount("net", stored.net(), again.net()))
                .or(() -> json("explanation", stored.explanation(), RatingDocuments.explanation(again)));
    }

    private static Optional<String> taxes(List<Invoice.Tax> stored, List<RatingResult.TaxAmount> again) {
        if (stored.size() != again.size()) {
            return Optional.of("it has " + stored.size() + " taxes, its input gives " + again.size());
        }
        for (int index = 0; index < stored.size(); index++) {
            var left = stored.get(index);
            var right = again.get(index);
            var field = text("tax", left.code(), right.code())
                    .or(() -> amount("rate of " + left.code(), left.rate(), right.rate()))
                    .or(() -> amount("base of " + left.code(), left.base(), right.base()))
                    .or(() -> amount("amount of " + left.code(), left.amount(), right.amount()))
                    .or(() -> text(
                            "reason of " + left.code(), left.reason(), right.reason() == null ? "" : right.reason()));
            if (field.isPresent()) {
                return field;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> totals(Invoice stored, RatingResult again) {
        return text("currency", stored.currency(), again.currency().getCode())
                .or(() -> text("rate of its prices", priced(stored), priced(again)))
                .or(() -> amount("subtotal", stored.subtotal(), again.subtotal()))
                .or(() -> amount("discounts", stored.discounts(), again.discounts()))
                .or(() -> amount("credits", stored.credits(), again.credits()))
                .or(() -> amount("net", stored.net(), again.net()))
                .or(() -> amount("tax", stored.tax(), again.tax()))
                .or(() -> amount("total", stored.total(), again.total()))
                .or(() -> amount("prepaid", stored.prepaid(), again.prepaid()))
                .or(() -> amount("due", stored.due(), again.due()));
    }

    private static @Nullable String priced(Invoice stored) {
        ExchangeRate rate = stored.priced();
        return rate == null ? null : words(rate.base(), rate.rate(), rate.day(), rate.source());
    }

    private static @Nullable String priced(RatingResult again) {
        RatingResult.Priced priced = again.priced();
        return priced == null
                ? null
                : words(
                        priced.currency().getCode(),
                        priced.exchange().rate(),
                        priced.exchange().day(),
                        priced.exchange().source());
    }

    private static String words(String currency, BigDecimal rate, LocalDate day, String source) {
        return currency + " " + Decimals.plain(rate) + " of " + day + " (" + source + ")";
    }

    private static Optional<String> text(String field, @Nullable String stored, @Nullable String again) {
        return Objects.equals(stored, again)
                ? Optional.empty()
                : Optional.of(field + " is " + stored + ", its input gives " + again);
    }

    private static Optional<String> amount(String field, BigDecimal stored, BigDecimal again) {
        return stored.compareTo(again) == 0
                ? Optional.empty()
                : Optional.of(field + " is " + stored.toPlainString() + ", its input gives " + again.toPlainString());
    }

    private static Optional<String> json(String field, JsonNode stored, String again) {
        return stored.equals(BillingJson.read(again))
                ? Optional.empty()
                : Optional.of(field + " differs from what its input gives");
    }
}
