package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.countinghouse.money.Fraction;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A line while the invoice is put together: rounded, then discounted, credited and relieved of contained tax. */
final class DraftLine {
    private final RatedLine.Kind kind;
    private final String charge;
    private final @Nullable String meter;
    private final String name;
    private final Map<String, @Nullable String> group;
    private final BigDecimal quantity;
    private final @Nullable String unit;
    private final String taxCategory;
    private final Explanation explain;
    private BigDecimal exact;
    private BigDecimal amount;
    private BigDecimal discount = BigDecimal.ZERO;
    private BigDecimal credit = BigDecimal.ZERO;
    private BigDecimal containedTax = BigDecimal.ZERO;

    /** What a line is about, apart from its money. */
    record Subject(
            RatedLine.Kind kind,
            String charge,
            @Nullable String meter,
            String name,
            Map<String, @Nullable String> group,
            BigDecimal quantity,
            @Nullable String unit,
            String taxCategory) {}

    /** Rounds {@code exact}, the line's only rounding, and explains it. */
    DraftLine(Subject subject, Fraction exact, int scale, RoundingMode mode, Explanation explain) {
        this.kind = subject.kind();
        this.charge = subject.charge();
        this.meter = subject.meter();
        this.name = subject.name();
        this.group = subject.group();
        this.quantity = subject.quantity();
        this.unit = subject.unit();
        this.taxCategory = subject.taxCategory();
        this.exact = exact.value();
        this.amount = exact.round(scale, mode);
        this.explain = explain;
        explain.step("round", step -> step.mode(mode).figure("from", this.exact).figure("value", this.amount));
    }

    /** A line that was worked out and rounded elsewhere. */
    private DraftLine(RatedLine line, Explanation explain) {
        this.kind = line.kind();
        this.charge = line.charge();
        this.meter = line.meter();
        this.name = line.name();
        this.group = line.group();
        this.quantity = line.quantity();
        this.unit = line.unit();
        this.taxCategory = line.taxCategory();
        this.exact = line.exact();
        this.amount = line.amount();
        this.explain = explain;
    }

    /** A line that settles what was billed before; nothing has been taken off it yet. */
    static DraftLine settled(RatedLine line, boolean explained) {
        Explanation explain = new Explanation(explained);
        explain.addAll(line.explanation());
        return new DraftLine(line, explain);
    }

    RatedLine.Kind kind() {
        return kind;
    }

    String charge() {
        return charge;
    }

    String taxCategory() {
        return taxCategory;
    }

    /** Where later steps of the line go. */
    Explanation explain() {
        return explain;
    }

    BigDecimal amount() {
        return amount;
    }

    /** Puts the line into the invoice's currency, before anything is taken off it. */
    void exchange(Exchange exchange, CurrencyUnit from) {
        BigDecimal priced = amount;
        exact = priced.multiply(exchange.rate());
        amount = exchange.of(priced);
        explain.step(Exchange.STEP, step -> exchange.explain(step, from, priced));
    }

    /** What coupons and credits left of the amount. */
    BigDecimal left() {
        return amount.subtract(discount).subtract(credit);
    }

    void discount(BigDecimal share) {
        discount = discount.add(share);
    }

    void credit(BigDecimal share) {
        credit = credit.add(share);
    }

    /** With tax-inclusive prices: takes a tax out of the amount. */
    void takeOut(BigDecimal tax) {
        containedTax = containedTax.add(tax);
    }

    BigDecimal net() {
        return left().subtract(containedTax);
    }

    RatedLine rated(int scale) {
        return new RatedLine(
                kind,
                charge,
                meter,
                name,
                group,
                quantity,
                unit,
                exact,
                amount.subtract(containedTax),
                discount.setScale(scale),
                credit.setScale(scale),
                net(),
                taxCategory,
                explain.steps());
    }
}
