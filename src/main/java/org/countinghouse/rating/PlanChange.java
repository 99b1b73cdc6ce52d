package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.money.Fraction;

/**
 * What changing or ending a plan inside a period does to fees that were billed for the whole of it (pricing.md, section
 * 4). Usage is never prorated: each plan prices what was used in its own part.
 */
public final class PlanChange {
    private static final BigDecimal HOURS_A_YEAR = BigDecimal.valueOf(365L * 24);
    private static final BigDecimal MONTHS_A_YEAR = BigDecimal.valueOf(12);

    private PlanChange() {}

    /** When a change counts. */
    public enum Kind {
        /** To a higher yearly value: at once. */
        UPGRADE,
        /** To the same or a lower yearly value: at the period's end, unless asked for at once. */
        DOWNGRADE
    }

    /** Compares the yearly value of the fees of two plans in one currency. */
    public static Kind kind(
            PlanDocument from,
            PlanDocument to,
            Map<String, BigDecimal> quantitiesFrom,
            Map<String, BigDecimal> quantitiesTo) {
        if (!from.currency().equals(to.currency())) {
            throw new RatingFailure(
                    "rating.currency_change",
                    "The plans " + from.code() + " and " + to.code() + " have different currencies.",
                    "$.plan.currency");
        }
        return yearly(to, quantitiesTo).compare(yearly(from, quantitiesFrom)) > 0 ? Kind.UPGRADE : Kind.DOWNGRADE;
    }

    /** What the fees of a plan come to in a year of 365 days or 12 months. */
    public static Fraction yearly(PlanDocument plan, Map<String, BigDecimal> quantities) {
        Fraction period = Fraction.ZERO;
        for (Fee fee : plan.fees()) {
            period = period.plus(
                    Fraction.of(fee.amount().multiply(quantities.getOrDefault(fee.code(), fee.quantity()))));
        }
        Interval interval = plan.interval();
        BigDecimal count = BigDecimal.valueOf(interval.count());
        int months = interval.unit().months();
        return months > 0
                ? period.times(MONTHS_A_YEAR).dividedBy(count.multiply(BigDecimal.valueOf(months)))
                : period.times(HOURS_A_YEAR).dividedBy(count.multiply(BigDecimal.valueOf(hours(interval.unit()))));
    }

    private static long hours(Interval.Unit unit) {
        return switch (unit) {
            case HOUR -> 1;
            case DAY -> 24;
            case WEEK -> 168;
            default -> throw new IllegalArgumentException(unit + " is counted in months");
        };
    }

    /**
     * The credit for the part of billed fees that is not used when the subscription to the plan ends on {@code end}: one
     * line a fee, its amount below zero or zero. What was billed and its credit add up to the fee of the part that was
     * used, and never more is given back than was billed. The day of the change belongs to the new plan.
     *
     * @param billed the request the fees were billed from
     * @param end first moment that no longer belongs to the plan
     */
    public static List<RatedLine> unusedFees(RatingRequest billed, Moment end) {
        List<RatedLine> whole = fees(billed);
        List<RatedLine> used = fees(endingAt(billed, end));
        List<RatedLine> credits = new ArrayList<>();
        for (int index = 0; index < whole.size(); index++) {
            RatedLine fee = whole.get(index);
            BigDecimal kept = used.get(index).amount().min(fee.amount()).max(BigDecimal.ZERO);
            BigDecimal amount = kept.subtract(fee.amount()).min(BigDecimal.ZERO);
            credits.add(credit(fee, used.get(index), amount, billed.period(), end));
        }
        return credits;
    }

    private static RatedLine credit(
            RatedLine fee, RatedLine used, BigDecimal amount, RatingRequest.Period period, Moment end) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("quantity", fee.quantity());
        figures.put("billed", fee.amount());
        figures.put("used", used.amount());
        figures.put("amount", amount);
        ExplanationStep step = new ExplanationStep(
                SettledCheck.UNUSED,
                "billed for " + period.from() + " to " + period.to() + ", used until " + end,
                Map.of(),
                figures,
                List.of());
        return new RatedLine(
                RatedLine.Kind.PRORATION,
                fee.charge(),
                null,
                fee.name() + ": not used from " + end,
                Map.of(),
                fee.quantity(),
                null,
                amount,
                amount,
                BigDecimal.ZERO.setScale(amount.scale()),
                BigDecimal.ZERO.setScale(amount.scale()),
                amount,
                fee.taxCategory(),
                List.of(step));
    }

    private static List<RatedLine> fees(RatingRequest request) {
        return RatingEngine.rate(onlyFees(request), false).lines().stream()
                .filter(line -> line.kind() == RatedLine.Kind.FEE)
                .toList();
    }

    /** Gross amounts: what coupons, credits and taxes make of them is the invoice's matter. */
    private static RatingRequest onlyFees(RatingRequest request) {
        PlanDocument plan = request.plan();
        PlanDocument fees = new PlanDocument(
                plan.code(),
                plan.name(),
                plan.currency(),
                plan.interval(),
                plan.anchor(),
                plan.trialDays(),
                plan.rounding(),
                plan.taxRounding(),
                plan.taxInclusive(),
                plan.fees(),
                List.of(),
                null,
                List.of());
        return RatingRequest.ofReadings(fees, List.of(), request.subscription(), request.period(), List.of());
    }

    /** The same request of a subscription that ends at {@code end}, or earlier when it did. */
    public static RatingRequest endingAt(RatingRequest request, Moment end) {
        RatingRequest.Subscription subscription = request.subscription();
        Moment before = subscription.end();
        boolean earlier =
                before == null || end.at(subscription.timezone()).isBefore(before.at(subscription.timezone()));
        return earlier
                ? request.with(new RatingRequest.Subscription(
                        subscription.start(), end, subscription.timezone(), subscription.quantities()))
                : request;
    }
}
