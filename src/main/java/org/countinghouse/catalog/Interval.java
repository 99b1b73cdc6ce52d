package org.countinghouse.catalog;

import java.time.ZonedDateTime;

/** How long a billing period is, for example one month or two weeks. */
public record Interval(Unit unit, int count) {
    public static final Interval MONTH = new Interval(Unit.MONTH, 1);

    /** Calendar units; the larger ones are whole numbers of months, the smaller ones of hours or days. */
    public enum Unit {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        HALF_YEAR,
        YEAR;

        /** Months in the unit; 0 for the units below a month. */
        public int months() {
            return switch (this) {
                case HOUR, DAY, WEEK -> 0;
                case MONTH -> 1;
                case QUARTER -> 3;
                case HALF_YEAR -> 6;
                case YEAR -> 12;
            };
        }

        private int hours() {
            return switch (this) {
                case HOUR -> 1;
                case DAY -> 24;
                case WEEK -> 168;
                default -> 0;
            };
        }
    }

    /**
     * The moment {@code periods} intervals after a start. Months are always counted from the start, so the 31st
     * clamps to a short month's end and returns to the 31st afterwards.
     */
    public ZonedDateTime after(ZonedDateTime start, long periods) {
        long units = Math.multiplyExact(periods, (long) count);
        return switch (unit) {
            case HOUR -> start.plusHours(units);
            case DAY -> start.plusDays(units);
            case WEEK -> start.plusWeeks(units);
            default -> start.plusMonths(units * unit.months());
        };
    }

    /** How many of {@code part} make up this interval; 0 when it is no whole number. */
    public int dividedInto(Interval part) {
        long whole = (long) count * (unit.months() + unit.hours());
        long piece = (long) part.count * (part.unit.months() + part.unit.hours());
        boolean sameKind = (unit.months() == 0) == (part.unit.months() == 0);
        return sameKind && whole % piece == 0 ? Math.toIntExact(whole / piece) : 0;
    }
}
