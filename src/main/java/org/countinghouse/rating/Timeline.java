package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.countinghouse.catalog.Moment;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * The period and the subscribed part of it, in the subscription's time zone.
 *
 * @param whole the period as given
 * @param part what the subscription covers of it; empty when it covers nothing
 * @param wholeSeconds seconds of the whole period
 */
record Timeline(ZoneId zone, Stretch whole, Stretch part, BigDecimal wholeSeconds) {
    /** From inclusive to exclusive, with the local days the ends count as. */
    record Stretch(Instant from, Instant to, LocalDate fromDay, LocalDate toDay) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        boolean isEmpty() {
            return !from.isBefore(to);
        }

        /** Local days, the start day counted, the end day not. */
        long days() {
            return Math.max(0, ChronoUnit.DAYS.between(fromDay, toDay));
        }

        BigDecimal seconds() {
            return secondsBetween(from, to);
        }

        /** What is left when it begins at {@code start} at the earliest. */
        Stretch from(Instant start, LocalDate day) {
            return start.isAfter(from) ? new Stretch(start, to, day, toDay) : this;
        }
    }

    static Timeline of(RatingRequest request) {
        ZoneId zone = request.subscription().timezone();
        Moment from = request.period().from();
        Moment to = request.period().to();
        Stretch whole = new Stretch(from.at(zone), to.at(zone), from.day(zone), to.day(zone));
        if (whole.isEmpty()) {
            throw new RatingFailure("rating.bad_period", "The period ends at or before its begin.", "$.period");
        }
        Stretch part = upTo(
                startingAt(whole, request.subscription().start(), zone),
                request.subscription().end(),
                zone);
        return new Timeline(zone, whole, part, whole.seconds());
    }

    private static Stretch startingAt(Stretch stretch, @Nullable Moment start, ZoneId zone) {
        return start == null ? stretch : stretch.from(start.at(zone), start.day(zone));
    }

    private static Stretch upTo(Stretch stretch, @Nullable Moment end, ZoneId zone) {
        boolean earlier = end != null && end.at(zone).isBefore(stretch.to);
        return earlier && end != null
                ? new Stretch(stretch.from, end.at(zone), stretch.fromDay, end.day(zone))
                : stretch;
    }

    boolean subscribed() {
        return !part.isEmpty();
    }

    /** Share of the whole period by local days. */
    Fraction dayShare(Stretch stretch) {
        if (stretch.isEmpty()) {
            return Fraction.ZERO;
        }
        // A period inside one day has no whole days to count: its fee is due as soon as it is entered.
        return whole.days() == 0
                ? Fraction.of(BigDecimal.ONE)
                : new Fraction(BigDecimal.valueOf(stretch.days()), BigDecimal.valueOf(whole.days()));
    }

    /** Share of the whole period by exact duration. */
    Fraction secondShare(Stretch stretch) {
        return stretch.isEmpty() ? Fraction.ZERO : new Fraction(stretch.seconds(), wholeSeconds);
    }

    static BigDecimal secondsBetween(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }
}
