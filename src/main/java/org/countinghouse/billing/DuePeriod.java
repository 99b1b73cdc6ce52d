package org.countinghouse.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.countinghouse.catalog.Moment;
import org.countinghouse.rating.RatingRequest;

/**
 * A period of a subscription that gets one invoice.
 *
 * @param whole as the plan's schedule has it; fees are prorated over it
 * @param startsAt first moment that the invoice covers: of the whole period, or where another schedule ended inside it
 * @param endsAt first moment that it no longer covers
 * @param dueAt when it can be billed: at its end, or at the subscription's when that is earlier
 */
record DuePeriod(RatingRequest.Period whole, Instant startsAt, Instant endsAt, Instant dueAt, ZoneId zone) {
    /** The local days it touches; of a period of hours the whole day. */
    BillingPeriod days() {
        LocalDate from = LocalDate.ofInstant(startsAt, zone);
        LocalDate last = LocalDate.ofInstant(endsAt, zone);
        boolean midnight = last.atStartOfDay(zone).toInstant().equals(endsAt);
        return new BillingPeriod(from, midnight ? last : last.plusDays(1));
    }

    /** A local midnight is a date, as everywhere in requests. */
    static Moment moment(Instant time, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        return day.atStartOfDay(zone).toInstant().equals(time) ? Moment.of(day) : Moment.of(time);
    }
}
