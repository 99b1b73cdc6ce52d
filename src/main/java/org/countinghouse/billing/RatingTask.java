package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.Tax;

/**
 * An invoice to be rated.
 *
 * @param parts the period, laid out; of an invoice of fees in advance alone an empty one that carries its taxes
 * @param windows periods whose fees in advance it bills or settles
 * @param late closed periods whose late usage it bills
 */
record RatingTask(
        DueSubscription due,
        SubscriptionHistory history,
        DuePeriod period,
        InvoiceKind kind,
        List<BillingPart> parts,
        List<FeeWindow> windows,
        List<LateUsageBooks.Closed> late) {

    /** A period's own invoice, with the fees in advance of the next one. */
    static RatingTask of(DueSubscription due, DuePeriod period) {
        return of(due, due.history(), period, Set.of(), Set.of(), List.of());
    }

    /**
     * As above.
     *
     * @param billed begins of periods that have an invoice
     * @param together begins of periods that are billed with it
     */
    static RatingTask of(
            DueSubscription due,
            SubscriptionHistory history,
            DuePeriod period,
            Set<Instant> billed,
            Set<Instant> together,
            List<LateUsageBooks.Closed> late) {
        return new RatingTask(
                due,
                history,
                period,
                InvoiceKind.REGULAR,
                BillingParts.of(due, history, period),
                AdvanceFees.windows(due, history, period, billed, together),
                late);
    }

    /** What a period bills at its end, without fees in advance. */
    static RatingTask arrears(DueSubscription due, DuePeriod period) {
        SubscriptionHistory history = due.history();
        return new RatingTask(
                due, history, period, InvoiceKind.REGULAR, BillingParts.of(due, history, period), List.of(), List.of());
    }

    /**
     * The usage of a period that goes on, up to a moment in it: charges without the least to pay, no fees, no commitment.
     * Empty when there is nothing that could have been used.
     *
     * @param without codes of charges to leave out
     */
    static Optional<RatingTask> progressive(
            DueSubscription due, DuePeriod period, Instant now, Map<String, Meter> catalogue, Set<String> without) {
        SubscriptionHistory history = due.history();
        var until = new DuePeriod(period.whole(), period.startsAt(), now, now, period.zone());
        var parts = BillingParts.of(due, history, period).stream()
                .filter(part -> part.usageFrom().isBefore(now))
                .map(part -> part.usage(now, catalogue, without))
                .filter(part -> !part.plan().charges().isEmpty())
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RatingTask(due, history, until, InvoiceKind.PROGRESSIVE, parts, List.of(), List.of()));
    }

    /** Whether it bills what was used in its period. */
    boolean billsUsage() {
        return kind == InvoiceKind.REGULAR || kind == InvoiceKind.PROGRESSIVE;
    }

    /** What its invoice is in, unless something was paid ahead of it. */
    String currency() {
        return billsUsage() ? due.currencyOf(period) : due.invoiceCurrency();
    }

    /** The day whose taxes it has: all invoices of the usage of a period have those of its last one. */
    LocalDate taxedOn() {
        DuePeriod taxed =
                kind == InvoiceKind.PROGRESSIVE ? history.at(period.startsAt()).orElse(period) : period;
        return taxed.days().to().minusDays(1);
    }

    /** As the customer is taxed on that day. */
    List<Tax> taxes() {
        return due.tax().taxes(taxedOn());
    }

    /** What a period is worth, whichever invoices bill it. */
    static RatingTask whole(DueSubscription due, DuePeriod period) {
        SubscriptionHistory history = due.history();
        return new RatingTask(
                due,
                history,
                period,
                InvoiceKind.REGULAR,
                BillingParts.whole(due, history, period),
                List.of(),
                List.of());
    }

    /** The fees of the period in which they begin. */
    static RatingTask of(DueSubscription due, SubscriptionHistory history, AdvanceFees.Opening opening) {
        return ofFees(due, history, InvoiceKind.ADVANCE, opening.dueAt(), List.of(opening.window()));
    }

    /** What is given back of a period that was billed ahead and does not come. */
    static RatingTask closing(DueSubscription due, SubscriptionHistory history, FeeWindow window) {
        return ofFees(due, history, InvoiceKind.CLOSING, window.startsAt(), List.of(window));
    }

    /** The same, with late usage of closed periods. */
    RatingTask withLate(List<LateUsageBooks.Closed> closed) {
        return new RatingTask(due, history, period, kind, parts, windows, closed);
    }

    /** Late usage of a subscription that has no more periods. */
    static RatingTask late(
            DueSubscription due, SubscriptionHistory history, Instant day, List<LateUsageBooks.Closed> closed) {
        return ofFees(due, history, InvoiceKind.CLOSING, day, List.of()).withLate(closed);
    }

    /** The taxes of an invoice of fees alone, as they are now. */
    static RatingTask carrier(DueSubscription due, InvoiceKind kind, Instant dueAt) {
        return ofFees(due, due.history(), kind, dueAt, List.of());
    }

    /** An invoice of fees alone is of the day on which it is due; its lines name the days that they pay. */
    private static RatingTask ofFees(
            DueSubscription due,
            SubscriptionHistory history,
            InvoiceKind kind,
            Instant dueAt,
            List<FeeWindow> windows) {
        LocalDate day = LocalDate.ofInstant(dueAt, due.timeZone());
        Instant next = day.plusDays(1).atStartOfDay(due.timeZone()).toInstant();
        var period = new DuePeriod(
                new RatingRequest.Period(
                        DuePeriod.moment(dueAt, due.timeZone()), DuePeriod.moment(next, due.timeZone())),
                dueAt,
                next,
                dueAt,
                due.timeZone());
        PlanDocument plan = due.plan(history.on(day).version());
        Map<String, BigDecimal> none = Map.of();
        var carrier = new BillingPart(
                plan.with(List.of(), List.of(), null, 0), Moment.of(due.startsOn()), null, none, dueAt, dueAt);
        return new RatingTask(due, history, period, kind, List.of(carrier), windows, List.of());
    }
}
