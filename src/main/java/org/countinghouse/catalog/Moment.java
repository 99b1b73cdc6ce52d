package org.countinghouse.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A point in time as documents write it: a local date (its first moment) or an exact instant. */
public sealed interface Moment {
    /** The instant, a date meaning local midnight in {@code zone}. */
    Instant at(ZoneId zone);

    /** The local day, an instant counting as the day it falls on in {@code zone}. */
    LocalDate day(ZoneId zone);

    static Moment of(LocalDate date) {
        return new Day(date);
    }

    static Moment of(Instant instant) {
        return new Exact(instant);
    }

    /** A local date. */
    record Day(LocalDate date) implements Moment {
        @Override
        public Instant at(ZoneId zone) {
            return date.atStartOfDay(zone).toInstant();
        }

        @Override
        public LocalDate day(ZoneId zone) {
            return date;
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** An exact instant. */
    record Exact(Instant instant) implements Moment {
        @Override
        public Instant at(ZoneId zone) {
            return instant;
        }

        @Override
        public LocalDate day(ZoneId zone) {
            return instant.atZone(zone).toLocalDate();
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }
}
