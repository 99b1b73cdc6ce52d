package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs bill every interval and anchor, each subscription in its own time zone. */
class BillingPeriodsTest {
    private static final String PERIODS =
            "select period_from || ' ' || period_to || ' ' || total::numeric(12,2) from invoice order by starts_at";

    private BillingWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-11-02T09:00:00Z");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private BillingRunReport upTo(String moment) {
        return world.runs.run(RunScope.upTo(Instant.parse(moment)), false, Progress.NONE);
    }

    @Test
    void everythingDueIsBilledOnceAndTheNextRunGoesOnFromThere() throws Exception {
        world.plan("monthly", "month", "calendar", "31.00", false);
        world.subscribe("berlin", "monthly", "2026-08-17", "Europe/Berlin");
        assertThat(upTo("2026-10-31T22:59:59Z").drafted()).isEqualTo(2);
        assertThat(upTo("2026-10-31T22:59:59Z").drafted()).isZero();
        // The month ends at midnight in Berlin, an hour before it does in UTC.
        assertThat(upTo("2026-10-31T23:00:00Z").drafted()).isEqualTo(1);
        assertThat(world.texts(PERIODS))
                .containsExactly(
                        "2026-08-01 2026-09-01 15.00", "2026-09-01 2026-10-01 31.00", "2026-10-01 2026-11-01 31.00");
    }

    @Test
    void anAnniversaryOnTheThirtyFirstClampsAndReturns() throws Exception {
        world.plan("monthly", "month", "anniversary", "10.00", false);
        world.subscribe("anna", "monthly", "2026-01-31", "UTC");
        upTo("2026-05-01T00:00:00Z");
        assertThat(world.texts(PERIODS))
                .containsExactly(
                        "2026-01-31 2026-02-28 10.00", "2026-02-28 2026-03-31 10.00", "2026-03-31 2026-04-30 10.00");
    }

    @Test
    void weeksQuartersHalfYearsAndYears() throws Exception {
        for (String unit : List.of("week", "quarter", "half_year", "year")) {
            world.plan(unit, unit, "calendar", "100.00", false);
            world.subscribe("of-" + unit, unit, "2026-01-01", "UTC");
        }
        upTo("2027-01-01T00:00:00Z");
        assertThat(world.texts("select c.external_id || ' ' || count(*) from invoice i join customer c"
                        + " on c.id = i.customer_id group by c.external_id order by 1"))
                .containsExactly("of-half_year 2", "of-quarter 4", "of-week 52", "of-year 1");
        assertThat(world.number(
                        "select count(*) from (select starts_at, lag(ends_at) over (partition by subscription_id"
                                + " order by starts_at) as before from invoice) p where before <> starts_at"))
                .isZero();
    }

    @Test
    void hoursAreCountedOnTheTimeLine() throws Exception {
        world.plan("hourly", "hour", "calendar", "1.00", false);
        world.subscribe("hal", "hourly", "2026-10-25", "Europe/Berlin");
        // The clock goes back that night: the day has 25 hours.
        upTo("2026-10-25T23:00:00Z");
        assertThat(world.number("select count(*) from invoice")).isEqualTo(25);
        assertThat(world.number("select count(distinct starts_at) from invoice where period_from = '2026-10-25'"))
                .isEqualTo(25);
    }

    @Test
    void feesBeginAfterTheTrial() throws Exception {
        world.plan("trial", "month", "calendar", "31.00", false, 14);
        world.subscribe("tim", "trial", "2026-10-08", "UTC");
        upTo("2026-12-01T00:00:00Z");
        // From the 22nd on: 10 of 31 days.
        assertThat(world.texts(PERIODS)).containsExactly("2026-10-01 2026-11-01 10.00", "2026-11-01 2026-12-01 31.00");
    }

    @Test
    void aMonthBillsThePeriodsThatEndInIt() throws Exception {
        world.plan("yearly", "year", "anniversary", "120.00", false);
        world.plan("weekly", "week", "calendar", "7.00", false);
        world.subscribe("yoko", "yearly", "2025-10-15", "UTC");
        world.subscribe("wim", "weekly", "2026-09-28", "UTC");
        var october = BillingPeriod.parse("2026-10");
        assertThat(world.runs.run(october, false, Progress.NONE).drafted()).isEqualTo(5);
        assertThat(world.runs.run(october, false, Progress.NONE).existing()).isEqualTo(5);
    }

    @Test
    void anEndedSubscriptionIsBilledAtItsEnd() throws Exception {
        world.plan("monthly", "month", "calendar", "31.00", false);
        long id = world.subscribe("eva", "monthly", "2026-10-01", "UTC");
        world.update("update subscription set ends_on = '2026-10-11' where id = " + id);
        assertThat(upTo("2026-10-11T00:00:00Z").drafted()).isEqualTo(1);
        assertThat(upTo("2027-10-11T00:00:00Z").drafted()).isZero();
        assertThat(world.texts(PERIODS)).containsExactly("2026-10-01 2026-11-01 10.00");
    }

    @Test
    void whatIsVoidedIsDueAgain() throws Exception {
        world.plan("monthly", "month", "calendar", "31.00", false);
        world.subscribe("berlin", "monthly", "2026-08-01", "UTC");
        upTo("2026-11-01T00:00:00Z");
        world.update("update invoice set status = 'void' where period_from = '2026-09-01'");
        assertThat(upTo("2026-11-01T00:00:00Z").drafted()).isEqualTo(1);
    }

    @Test
    void aRunWaitsForLateUsageAsLongAsTheSellerWants() throws Exception {
        world.plan("monthly", "month", "calendar", "31.00", false);
        world.subscribe("berlin", "monthly", "2026-10-01", "UTC");
        world.arrange("update billing_entity set billing_grace_hours = 48");
        assertThat(upTo("2026-11-02T23:00:00Z").drafted()).isZero();
        var now = RunScope.upTo(Instant.parse("2026-11-02T23:00:00Z"));
        assertThat(world.runs.run(now.withoutGrace(), true, Progress.NONE).drafted())
                .isEqualTo(1);
        assertThat(upTo("2026-11-03T00:00:00Z").drafted()).isEqualTo(1);
    }

    @Test
    void aScopeIsACustomerASubscriptionOrAPlan() throws Exception {
        world.plan("one", "month", "calendar", "1.00", false);
        world.plan("two", "month", "calendar", "2.00", false);
        long first = world.subscribe("ann", "one", "2026-10-01", "UTC");
        world.subscribe("ann", "two", "2026-10-01", "UTC");
        world.subscribe("bob", "two", "2026-10-01", "UTC");
        var all = RunScope.upTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(dry(all)).isEqualTo(3);
        assertThat(dry(all.ofCustomer(world.number("select id from customer where external_id = 'ann'"))))
                .isEqualTo(2);
        assertThat(dry(all.ofSubscription(first))).isEqualTo(1);
        assertThat(dry(all.ofPlan(world.number("select id from plan where code = 'two'"))))
                .isEqualTo(2);
    }

    private int dry(RunScope scope) {
        return world.runs.run(scope, true, Progress.NONE).drafted();
    }
}
