package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;

/**
 * A subscription's period as part of an invoice for several.
 *
 * @param id of the draft that it was; {@link #NOT_STORED} before
 * @param own of who pays; otherwise a child's
 * @param usedBy external id of whose usage it is
 * @param terms currency, rounding and taxes, with nothing to rate
 * @param prepaid what wallet and credits have paid of it
 * @param lines rounded, before tax, each with the days that it is owed for
 */
record InvoicePart(
        long id,
        long subscriptionId,
        boolean own,
        String usedBy,
        InvoiceKind kind,
        Instant startsAt,
        BillingPeriod days,
        RatingRequest terms,
        BigDecimal prepaid,
        List<SettledFee> lines) {
    static final long NOT_STORED = 0;

    /** The payer's own come first, then those of its children by their ids. */
    static final Comparator<InvoicePart> ORDER = Comparator.comparing(InvoicePart::own, Comparator.reverseOrder())
            .thenComparing(InvoicePart::usedBy)
            .thenComparingLong(InvoicePart::subscriptionId)
            .thenComparing(InvoicePart::startsAt)
            .thenComparing(InvoicePart::kind);

    static InvoicePart of(RatedSubscription rated) {
        DueSubscription due = rated.due();
        return new InvoicePart(
                NOT_STORED,
                due.id(),
                due.payerId() == due.customerId(),
                due.customer(),
                rated.kind(),
                rated.period().startsAt(),
                rated.period().days(),
                terms(rated.input()),
                rated.result().prepaid(),
                lines(rated.input(), rated.period().days()));
    }

    /** The same, rated anew. */
    InvoicePart rated(InvoiceInput input, RatingResult result) {
        return new InvoicePart(
                id,
                subscriptionId,
                own,
                usedBy,
                kind,
                startsAt,
                days,
                terms(input),
                result.prepaid(),
                lines(input, days));
    }

    InvoicePart withId(long stored) {
        return new InvoicePart(stored, subscriptionId, own, usedBy, kind, startsAt, days, terms, prepaid, lines);
    }

    /** The first part of an input decides on the taxes of all its lines; here nothing else is left of it. */
    static RatingRequest terms(InvoiceInput input) {
        RatingRequest first = input.parts().getFirst();
        PlanDocument plan = first.plan().with(List.of(), List.of(), null, 0).in(first.currency());
        return RatingRequest.ofReadings(plan, List.of(), RatingRequest.Subscription.ALWAYS, first.period(), List.of())
                .withTaxes(first.taxes());
    }

    /** The lines of an input as they are before any tax: with prices that contain it, with it. */
    static List<SettledFee> lines(InvoiceInput input, BillingPeriod days) {
        var parts = new ArrayList<>(input.parts());
        parts.set(0, parts.getFirst().withTaxes(List.of()));
        RatingResult result = input.withParts(parts).rate(true);
        var lines = new ArrayList<SettledFee>();
        for (RatedLine line : result.lines()) {
            BillingPeriod service = input.service(lines.size(), result.lines().size());
            lines.add(new SettledFee(line, Objects.requireNonNullElse(service, days)));
        }
        return lines;
    }
}
