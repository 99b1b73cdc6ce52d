package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A priced period. All amounts have the currency's minor-unit scale. Always: lines add up to {@code subtotal};
 * subtotal - discounts - credits = net; net + tax = total; total - prepaid = due.
 *
 * @param prepaid what was used of the wallet
 * @param couponUses what each coupon took off, in order
 * @param creditUses what each credit took off, in order of use; unused ones are left out
 * @param priced where the prices are in another currency
 */
public record RatingResult(
        CurrencyUnit currency,
        List<RatedLine> lines,
        BigDecimal subtotal,
        BigDecimal discounts,
        BigDecimal credits,
        BigDecimal net,
        List<TaxAmount> taxes,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal prepaid,
        BigDecimal due,
        List<Use> couponUses,
        List<Use> creditUses,
        List<Problem> problems,
        @Nullable Priced priced) {
    public RatingResult {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
        couponUses = List.copyOf(couponUses);
        creditUses = List.copyOf(creditUses);
        problems = List.copyOf(problems);
    }

    /** The same with more problems. */
    public RatingResult withProblems(List<Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(problems);
        all.addAll(more);
        return new RatingResult(
                currency,
                lines,
                subtotal,
                discounts,
                credits,
                net,
                taxes,
                tax,
                total,
                prepaid,
                due,
                couponUses,
                creditUses,
                all,
                priced);
    }

    /** The same with another part of it paid ahead. */
    public RatingResult withPrepaid(BigDecimal amount) {
        return new RatingResult(
                currency,
                lines,
                subtotal,
                discounts,
                credits,
                net,
                taxes,
                tax,
                total,
                amount,
                total.subtract(amount),
                couponUses,
                creditUses,
                problems,
                priced);
    }

    /**
     * What the lines came to in the currency of their prices, before anything was taken off.
     *
     * @param subtotal without lines that settle what was billed before, and lines by hand
     */
    public record Priced(CurrencyUnit currency, BigDecimal subtotal, Exchange exchange) {}

    /** What one tax rate comes to. */
    public record TaxAmount(
            String code,
            BigDecimal rate,
            BigDecimal base,
            BigDecimal amount,
            @Nullable String reason) {}

    /** What a coupon (by code) or credit (by id) took off. */
    public record Use(String code, BigDecimal amount) {}
}
