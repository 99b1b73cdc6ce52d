package org.countinghouse.rating;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;

/**
 * The billing periods of a subscription: half-open, in its time zone, without gaps (pricing.md, section 4).
 *
 * <p>Anniversary periods are counted from the start, each time anew, so that the 31st clamps to a short month's end and
 * returns to the 31st. Calendar periods begin at the first of a month or of the year, on Mondays, at midnight or at the
 * full hour; several units in one interval are counted from the year 2000 on (weeks from Monday 3 January).
 *
 * @param start first moment of the subscription
 */
public record Schedule(Interval interval, PlanDocument.Anchor anchor, Moment start, ZoneId zone) {
    private static final LocalDate CALENDAR_BEGIN = LocalDate.of(2000, 1, 1);

    /** The schedule that a plan gives a subscription. */
    public static Schedule of(PlanDocument plan, Moment start, ZoneId zone) {
        return new Schedule(plan.interval(), plan.anchor(), start, zone);
    }

    /**
     * The period that holds an instant. The first calendar period begins before the subscription when it starts inside
     * one; the engine bills the part from the start.
     *
     * @throws IllegalArgumentException for an instant before the subscription starts
     */
    public RatingRequest.Period containing(Instant time) {
        if (time.isBefore(start.at(zone))) {
            throw new IllegalArgumentException(time + " is before the subscription's start " + start);
        }
        long number = estimate(time);
        while (beginning(number).toInstant().isAfter(time)) {
            number--;
        }
        while (!beginning(number + 1).toInstant().isAfter(time)) {
            number++;
        }
        return period(number);
    }

    /** The period after one of this schedule. */
    public RatingRequest.Period after(RatingRequest.Period period) {
        return containing(period.to().at(zone));
    }

    /** A little early rather than late: clock changes and short months shift what counting by length says. */
    private long estimate(Instant time) {
        ZonedDateTime origin = origin();
        ZonedDateTime local = time.atZone(zone);
        long units = switch (interval.unit()) {
            case HOUR -> ChronoUnit.HOURS.between(origin, local);
            case DAY -> ChronoUnit.DAYS.between(origin, local);
            case WEEK -> ChronoUnit.WEEKS.between(origin, local);
            default ->
                ChronoUnit.MONTHS.between(origin, local) / interval.unit().months();
        };
        return Math.floorDiv(units, (long) interval.count());
    }

    private RatingRequest.Period period(long number) {
        return new RatingRequest.Period(moment(beginning(number)), moment(beginning(number + 1)));
    }

    private ZonedDateTime beginning(long number) {
        ZonedDateTime origin = origin();
        // Hours are counted on the time line; days and more on the calendar, whatever the clock does in between.
        return interval.unit() == Interval.Unit.HOUR
                ? origin.plusHours(Math.multiplyExact(number, (long) interval.count()))
                : interval.after(origin, number);
    }

    private ZonedDateTime origin() {
        return switch (anchor) {
            case ANNIVERSARY -> start.at(zone).atZone(zone);
            case CALENDAR ->
                interval.unit() == Interval.Unit.WEEK
                        ? CALENDAR_BEGIN
                                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                                .atStartOfDay(zone)
                        : CALENDAR_BEGIN.atStartOfDay(zone);
        };
    }

    /** A local midnight is a date, so that proration by day reads it as one. */
    private Moment moment(ZonedDateTime time) {
        LocalDate date = time.toLocalDate();
        return date.atStartOfDay(zone).toInstant().equals(time.toInstant())
                ? Moment.of(date)
                : Moment.of(time.toInstant());
    }
}
