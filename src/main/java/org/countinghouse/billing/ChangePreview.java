package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a change does to money, worked out by the code of the real run from the usage that is there now.
 *
 * @param effectiveOn first day on which it would hold
 * @param invoices the next invoice, and the first one that the change touches when it is a later one
 * @param ending codes of fees and charges whose own price ends with the change, those of an add-on after its code
 */
public record ChangePreview(LocalDate effectiveOn, List<Effect> invoices, List<String> ending) {
    public ChangePreview {
        ending = List.copyOf(ending);
        invoices = List.copyOf(invoices);
    }

    /**
     * One invoice, with and without the change.
     *
     * @param period its days with the change
     * @param currency of the invoice, which need not be the plan's
     */
    public record Effect(
            BillingPeriod period,
            String currency,
            BigDecimal without,
            BigDecimal with,
            List<Line> linesWithout,
            List<Line> linesWith) {
        public BigDecimal difference() {
            return with.subtract(without);
        }
    }

    /** A line of it, before tax. */
    public record Line(String name, BigDecimal quantity, BigDecimal amount) {}
}
