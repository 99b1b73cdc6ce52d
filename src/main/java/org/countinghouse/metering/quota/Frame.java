package org.countinghouse.metering.quota;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Quota;
import org.countinghouse.rating.Schedule;
import org.jspecify.annotations.Nullable;

/** How time is divided for a limit. Its {@link #code} is stored beside counters and read back. */
sealed interface Frame {
    /** Usage before this counts nowhere; the store takes none. */
    Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    String code();

    /** The counter that usage of an instant belongs to. */
    Span at(Instant time);

    /** Longer than any counter of this frame counts. */
    Duration reach();

    /** When the count begins again from nothing; null when it never does at once. */
    @Nullable
    Instant resetsAfter(Instant time);

    /** True when every counter begins and ends with an hour of UTC, so that hourly readings fill it exactly. */
    boolean wholeHours();

    /** The first moment that a counter opened at an instant has to know about. */
    default Instant neededFrom(Instant now) {
        return at(now).startsAt();
    }

    /** The stretch of time in which one warning is given once. */
    default Span noticed(Instant time) {
        return at(time);
    }

    /** Reads a {@link #code}. */
    static Frame parse(String code) {
        String[] parts = code.split(" ", 2);
        return switch (parts[0]) {
            case "level" -> new Level();
            case "rolling" -> new Rolling(window(parts[1]));
            case "period" -> BillingPeriod.parse(parts[1]);
            default -> new Calendar(window(parts[0]), ZoneId.of(parts[1]));
        };
    }

    private static Quota.Window window(String name) {
        return Quota.Window.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Calendar windows of a time zone; minutes and hours are counted on the time line, so none is skipped or double. */
    record Calendar(Quota.Window window, ZoneId zone) implements Frame {
        @Override
        public String code() {
            return name(window) + " " + zone.getId();
        }

        @Override
        public Span at(Instant time) {
            ZonedDateTime local = time.atZone(zone);
            LocalDate day = local.toLocalDate();
            return switch (window) {
                case MINUTE -> clock(local, ChronoUnit.MINUTES);
                case HOUR -> clock(local, ChronoUnit.HOURS);
                case DAY -> days(day, day.plusDays(1));
                case WEEK -> {
                    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    yield days(monday, monday.plusWeeks(1));
                }
                case QUARTER -> {
                    LocalDate first = day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
                    yield days(first, first.plusMonths(3));
                }
                case YEAR -> days(day.withDayOfYear(1), day.withDayOfYear(1).plusYears(1));
                case MONTH, BILLING_PERIOD ->
                    days(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
            };
        }

        /** The clock's minute or hour: its begin is found by going back on the time line, not on the clock. */
        private static Span clock(ZonedDateTime local, ChronoUnit unit) {
            LocalTime time = local.toLocalTime();
            Instant start = local.toInstant()
                    .minusNanos(time.toNanoOfDay() - time.truncatedTo(unit).toNanoOfDay());
            return new Span(start, start.plus(1, unit));
        }

        private Span days(LocalDate from, LocalDate to) {
            return new Span(
                    from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
        }

        @Override
        public Duration reach() {
            return switch (window) {
                case MINUTE -> Duration.ofMinutes(1);
                case HOUR -> Duration.ofHours(1);
                case DAY -> Duration.ofDays(2);
                case WEEK -> Duration.ofDays(8);
                case MONTH, BILLING_PERIOD -> Duration.ofDays(32);
                case QUARTER -> Duration.ofDays(93);
                case YEAR -> Duration.ofDays(367);
            };
        }

        @Override
        public Instant resetsAfter(Instant time) {
            return at(time).countsUntil();
        }

        @Override
        public boolean wholeHours() {
            return window != Quota.Window.MINUTE && Zones.wholeHours(zone);
        }
    }

    /**
     * A window that ends now. It is counted in sixty parts, and a part counts until the whole of it has left the window:
     * so usage counts for the window's length at least and a sixtieth more at most, and no window of that length ever
     * holds more than the limit.
     */
    record Rolling(Quota.Window window) implements Frame {
        private static final int PARTS = 60;

        @Override
        public String code() {
            return "rolling " + name(window);
        }

        /** A month is 30 days, a quarter 90, a year 365: a rolling window has no calendar. */
        private Duration length() {
            return switch (window) {
                case MINUTE -> Duration.ofMinutes(1);
                case HOUR -> Duration.ofHours(1);
                case DAY -> Duration.ofDays(1);
                case WEEK -> Duration.ofDays(7);
                case MONTH, BILLING_PERIOD -> Duration.ofDays(30);
                case QUARTER -> Duration.ofDays(90);
                case YEAR -> Duration.ofDays(365);
            };
        }

        private static Instant floor(Instant time, Duration part) {
            return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), part.toSeconds()) * part.toSeconds());
        }

        @Override
        public Span at(Instant time) {
            Duration part = length().dividedBy(PARTS);
            Instant start = floor(time, part);
            return new Span(start, start.plus(part).plus(length()));
        }

        @Override
        public Duration reach() {
            return length().plus(length().dividedBy(PARTS));
        }

        @Override
        public @Nullable Instant resetsAfter(Instant time) {
            return null;
        }

        @Override
        public boolean wholeHours() {
            return length().dividedBy(PARTS).toSeconds() % 3600 == 0;
        }

        @Override
        public Instant neededFrom(Instant now) {
            return at(now.minus(reach())).startsAt();
        }

        @Override
        public Span noticed(Instant time) {
            Instant start = floor(time, length());
            return new Span(start, start.plus(length()));
        }
    }

    /** The periods in which a subscription is billed. */
    record BillingPeriod(Schedule schedule) implements Frame {
        static BillingPeriod of(PlanDocument plan, LocalDate startsOn, ZoneId zone) {
            // Calendar periods are the same whenever the subscription began, so a renewal goes on counting.
            LocalDate start =
                    plan.anchor() == PlanDocument.Anchor.CALENDAR ? LocalDate.ofInstant(BEGINNING, zone) : startsOn;
            return new BillingPeriod(Schedule.of(plan, Moment.of(start), zone));
        }

        static BillingPeriod parse(String text) {
            String[] parts = text.split(" ", 5);
            var interval =
                    new Interval(Interval.Unit.valueOf(parts[1].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[0]));
            var anchor = PlanDocument.Anchor.valueOf(parts[2].toUpperCase(Locale.ROOT));
            return new BillingPeriod(
                    new Schedule(interval, anchor, Moment.of(LocalDate.parse(parts[3])), ZoneId.of(parts[4])));
        }

        @Override
        public String code() {
            return "period " + schedule.interval().count() + " "
                    + name(schedule.interval().unit()) + " " + name(schedule.anchor()) + " "
                    + LocalDate.ofInstant(schedule.start().at(schedule.zone()), schedule.zone()) + " "
                    + schedule.zone().getId();
        }

        /** Usage from before the subscription is in a span of its own that no limit looks at. */
        @Override
        public Span at(Instant time) {
            Instant start = schedule.start().at(schedule.zone());
            if (time.isBefore(start)) {
                return new Span(BEGINNING, start);
            }
            var period = schedule.containing(time);
            return new Span(period.from().at(schedule.zone()), period.to().at(schedule.zone()));
        }

        @Override
        public Duration reach() {
            long units = schedule.interval().count();
            return switch (schedule.interval().unit()) {
                case HOUR -> Duration.ofHours(units + 1);
                case DAY -> Duration.ofDays(units + 1);
                case WEEK -> Duration.ofDays(units * 7 + 1);
                default -> Duration.ofDays(units * schedule.interval().unit().months() * 31 + 1);
            };
        }

        @Override
        public Instant resetsAfter(Instant time) {
            return at(time).countsUntil();
        }

        @Override
        public boolean wholeHours() {
            return Zones.wholeHours(schedule.zone());
        }
    }

    /** A level that usage raises and lowers (seats, storage): one counter that never begins again. */
    record Level() implements Frame {
        private static final Span ALWAYS = new Span(BEGINNING, Instant.parse("2200-01-01T00:00:00Z"));

        @Override
        public String code() {
            return "level";
        }

        @Override
        public Span at(Instant time) {
            return ALWAYS;
        }

        @Override
        public Duration reach() {
            return Duration.between(ALWAYS.startsAt(), ALWAYS.countsUntil());
        }

        @Override
        public @Nullable Instant resetsAfter(Instant time) {
            return null;
        }

        @Override
        public boolean wholeHours() {
            return true;
        }
    }
}
