package org.countinghouse.metering.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // Berlin leaves summer time on 25 October 2026 at 01:00 UTC, enters it on 29 March at 01:00 UTC.
        "DAY,     2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "DAY,     2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "WEEK,    2026-10-25T12:00:00Z, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z",
        "MONTH,   2026-10-31T22:59:59Z, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        "MONTH,   2026-10-31T23:00:00Z, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
        "QUARTER, 2026-05-05T00:00:00Z, 2026-03-31T22:00:00Z, 2026-06-30T22:00:00Z",
        "YEAR,    2026-05-05T00:00:00Z, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
        "HOUR,    2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "HOUR,    2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        "MINUTE,  2026-10-25T01:30:59Z, 2026-10-25T01:30:00Z, 2026-10-25T01:31:00Z"
    })
    void calendarWindowsAreThoseOfTheCustomersTimeZone(Quota.Window window, Instant time, Instant from, Instant to) {
        assertThat(new Frame.Calendar(window, BERLIN).at(time)).isEqualTo(new Span(from, to));
    }

    @Test
    void theDayOfTheClockChangeHasTwentyFiveHours() {
        Span day = new Frame.Calendar(Quota.Window.DAY, BERLIN).at(Instant.parse("2026-10-25T12:00:00Z"));
        assertThat(Duration.between(day.startsAt(), day.countsUntil())).isEqualTo(Duration.ofHours(25));
    }

    @ParameterizedTest
    @EnumSource(value = Quota.Window.class, names = "BILLING_PERIOD", mode = EnumSource.Mode.EXCLUDE)
    void aRollingPartCountsForTheWholeWindowAndASixtiethMoreAtMost(Quota.Window window) {
        var frame = new Frame.Rolling(window);
        Instant time = Instant.parse("2026-11-02T09:13:27Z");
        Span span = frame.at(time);
        Duration counts = Duration.between(time, span.countsUntil());
        Duration length = frame.reach().multipliedBy(60).dividedBy(61);
        assertThat(counts).isGreaterThan(length).isLessThanOrEqualTo(frame.reach());
        assertThat(span.startsAt()).isBeforeOrEqualTo(time);
    }

    @Test
    void billingPeriodsFollowTheSubscription() {
        var plan = PlanJson.read(Json.parse("""
                {"code":"p","currency":"EUR","anchor":"anniversary"}"""));
        var frame = Frame.BillingPeriod.of(plan, LocalDate.of(2026, 1, 31), BERLIN);
        assertThat(frame.at(Instant.parse("2026-03-01T00:00:00Z")))
                .isEqualTo(new Span(Instant.parse("2026-02-27T23:00:00Z"), Instant.parse("2026-03-30T22:00:00Z")));
    }

    @Test
    void codesAreReadBack() {
        var plan = PlanJson.read(Json.parse("""
                {"code":"p","currency":"EUR","interval":{"unit":"week","count":2},"anchor":"anniversary"}"""));
        for (Frame frame : new Frame[] {
            new Frame.Calendar(Quota.Window.QUARTER, BERLIN),
            new Frame.Rolling(Quota.Window.DAY),
            new Frame.Level(),
            Frame.BillingPeriod.of(plan, LocalDate.of(2026, 1, 31), BERLIN)
        }) {
            assertThat(Frame.parse(frame.code())).isEqualTo(frame);
        }
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, true", "UTC, true", "Asia/Kolkata, false", "Australia/Lord_Howe, false"})
    void hourlyReadingsServeWhereTheClockIsWholeHoursFromUtc(String zone, boolean whole) {
        assertThat(new Frame.Calendar(Quota.Window.DAY, ZoneId.of(zone)).wholeHours())
                .isEqualTo(whole);
    }
}
