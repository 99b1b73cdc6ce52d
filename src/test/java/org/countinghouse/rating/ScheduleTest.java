package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Interval.Unit;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument.Anchor;
import org.junit.jupiter.api.Test;

/** Billing periods, from pricing.md, section 4. */
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<Unit> UNITS = List.of(Unit.values());

    @Test
    void anAnniversaryOnThe31stReturnsToThe31st() {
        assertThat(beginnings(monthly("2026-01-31"), 6))
                .containsExactly("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30");
        assertThat(beginnings(monthly("2027-12-29"), 4))
                .containsExactly("2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29");
    }

    @Test
    void calendarPeriodsBeginWhereTheCalendarDoes() {
        assertThat(first(Unit.MONTH, 1, "2026-02-17")).isEqualTo("2026-02-01 to 2026-03-01");
        assertThat(first(Unit.QUARTER, 1, "2026-02-17")).isEqualTo("2026-01-01 to 2026-04-01");
        assertThat(first(Unit.HALF_YEAR, 1, "2026-08-17")).isEqualTo("2026-07-01 to 2027-01-01");
        assertThat(first(Unit.YEAR, 1, "2026-08-17")).isEqualTo("2026-01-01 to 2027-01-01");
        assertThat(first(Unit.WEEK, 1, "2026-11-21")).isEqualTo("2026-11-16 to 2026-11-23");
        assertThat(LocalDate.of(2026, 11, 16).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(first(Unit.DAY, 1, "2026-11-21")).isEqualTo("2026-11-21 to 2026-11-22");
        assertThat(first(Unit.MONTH, 2, "2026-02-17")).isEqualTo("2026-01-01 to 2026-03-01");
    }

    /** On 25 October 2026 Berlin has 25 hours, on 29 March 23. */
    @Test
    void hoursAreCountedOnTheTimeLine() {
        var hours = new Schedule(new Interval(Unit.HOUR, 1), Anchor.CALENDAR, Moment.of(Instant.EPOCH), BERLIN);
        assertThat(periodsOf(hours, LocalDate.of(2026, 10, 25))).isEqualTo(25);
        assertThat(periodsOf(hours, LocalDate.of(2026, 3, 29))).isEqualTo(23);
        assertThat(periodsOf(hours, LocalDate.of(2026, 3, 30))).isEqualTo(24);
    }

    @Test
    void aDayHasItsLocalLength() {
        var days = new Schedule(new Interval(Unit.DAY, 1), Anchor.CALENDAR, Moment.of(Instant.EPOCH), BERLIN);
        var period = days.containing(Instant.parse("2026-10-25T12:00:00Z"));
        assertThat(period.from().at(BERLIN)).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(period.to().at(BERLIN)).isEqualTo("2026-10-25T23:00:00Z");
    }

    @Test
    void nothingIsBilledBeforeTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monthly("2026-01-31").containing(Instant.parse("2026-01-01T00:00:00Z")));
    }

    /** Whatever the unit, the zone and the start: each instant lies in exactly one period. */
    @Test
    void periodsFollowEachOtherWithoutGaps() {
        var random = new Random(4);
        List<String> zones = List.of(
                "Europe/Berlin",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "UTC");
        for (int number = 0; number < 4_000; number++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant start = Instant.parse("2008-01-01T00:00:00Z").plusSeconds(random.nextLong(12L * 365 * 86_400));
            var schedule = new Schedule(
                    new Interval(UNITS.get(random.nextInt(UNITS.size())), random.nextInt(1, 4)),
                    random.nextBoolean() ? Anchor.CALENDAR : Anchor.ANNIVERSARY,
                    random.nextBoolean()
                            ? Moment.of(start)
                            : Moment.of(start.atZone(zone).toLocalDate()),
                    zone);
            Instant time = start.plusSeconds(random.nextLong(9L * 365 * 86_400));
            var period = schedule.containing(time);
            String about = "case " + number + ": " + schedule + " at " + time + " gives " + period;
            assertThat(time)
                    .as(about)
                    .isBetween(period.from().at(zone), period.to().at(zone).minusNanos(1));
            var next = schedule.after(period);
            assertThat(next.from().at(zone)).as(about).isEqualTo(period.to().at(zone));
            assertThat(schedule.containing(period.to().at(zone).minusNanos(1)))
                    .as(about)
                    .isEqualTo(period);
        }
    }

    private static long periodsOf(Schedule schedule, LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
        long count = 0;
        var period = schedule.containing(day.atStartOfDay(BERLIN).toInstant());
        while (period.from().at(BERLIN).isBefore(end)) {
            count++;
            period = schedule.after(period);
        }
        return count;
    }

    private static Schedule monthly(String start) {
        return new Schedule(Interval.MONTH, Anchor.ANNIVERSARY, Moment.of(LocalDate.parse(start)), BERLIN);
    }

    private static String first(Unit unit, int count, String start) {
        Moment day = Moment.of(LocalDate.parse(start));
        var period = new Schedule(new Interval(unit, count), Anchor.CALENDAR, day, BERLIN).containing(day.at(BERLIN));
        return period.from() + " to " + period.to();
    }

    private static List<String> beginnings(Schedule schedule, int count) {
        List<String> beginnings = new ArrayList<>();
        var period = schedule.containing(schedule.start().at(BERLIN));
        for (int number = 0; number < count; number++) {
            beginnings.add(period.from().toString());
            period = schedule.after(period);
        }
        return beginnings;
    }
}
