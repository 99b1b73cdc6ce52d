package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line that a person wrote on an invoice: quantity times unit price, rounded once, half up. Coupons, credits and taxes
 * treat it as every other line.
 *
 * @param code names the line on its invoice for good, for example {@code manual-1}
 * @param name what stands on the invoice
 * @param quantity not zero; below zero gives something back
 * @param unitPrice in the invoice's currency; with tax-inclusive prices with its tax
 * @param from first day for which it is owed; null: the invoice's own period
 * @param to first day for which it is no longer owed; null when {@code from} is
 * @param by who wrote it
 * @param interest how the price comes about when it is interest; null: it was given
 */
public record ManualLine(
        String code,
        String name,
        BigDecimal quantity,
        BigDecimal unitPrice,
        String taxCategory,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String by,
        Instant at,
        @Nullable LateInterest interest) {
    /** A line whose price was given. */
    public ManualLine(
            String code,
            String name,
            BigDecimal quantity,
            BigDecimal unitPrice,
            String taxCategory,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String by,
            Instant at) {
        this(code, name, quantity, unitPrice, taxCategory, from, to, by, at, null);
    }

    /** The line as the invoice bills it, before coupons, credits and taxes. */
    public RatedLine rated(CurrencyUnit currency) {
        int scale = currency.getDecimalPlaces();
        BigDecimal exact = quantity.multiply(unitPrice);
        BigDecimal amount = exact.setScale(scale, RoundingMode.HALF_UP);
        BigDecimal nothing = BigDecimal.ZERO.setScale(scale);
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("quantity", quantity);
        figures.put("unit_amount", unitPrice);
        figures.put("exact", exact);
        figures.put("amount", amount);
        return new RatedLine(
                RatedLine.Kind.MANUAL,
                code,
                null,
                name,
                Map.of(),
                quantity,
                null,
                exact,
                amount,
                nothing,
                nothing,
                amount,
                taxCategory,
                List.of(
                        interest == null
                                ? new ExplanationStep(
                                        SettledCheck.MANUAL, "by hand: " + by + ", " + at, Map.of(), figures, List.of())
                                : interest.explain("by rule: " + by + ", " + at, amount)));
    }
}
