package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the usage explorer asks, over the hourly readings of a year that stand for a hundred million events. */
@Tag("bench")
class ExplorerSpeedBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("customers", 10_000);
    private static final long EVENTS = 100_000_000;
    private static final int HOURS = 8_760;
    private static final TimeRange YEAR = new TimeRange(
            LocalDate.of(2025, 11, 1).atStartOfDay().toInstant(ZoneOffset.UTC),
            LocalDate.of(2026, 11, 1).atStartOfDay().toInstant(ZoneOffset.UTC));
    private static final TimeRange WEEK = new TimeRange(
            LocalDate.of(2026, 10, 24).atStartOfDay().toInstant(ZoneOffset.UTC),
            LocalDate.of(2026, 10, 31).atStartOfDay().toInstant(ZoneOffset.UTC));

    @TempDir
    private Path folder;

    private UsageQueries queries;
    private Meter calls;

    @Test
    void questionsOverAYear() throws Exception {
        try (MeteredWorld world = MeteredWorld.in(folder)) {
            String[] customers = new String[CUSTOMERS];
            Arrays.setAll(customers, i -> "customer-" + i);
            world.customers(customers);
            fill(world);
            queries = new UsageQueries(world.database());
            calls = new Meters(world.database(), MeteredWorld.CLOCK)
                    .all().stream()
                            .filter(meter -> meter.code().equals("calls"))
                            .findFirst()
                            .orElseThrow();
            long one = world.customer("customer-7");
            var all = UsageScope.ALL;
            time("meters, months and values for the first page", () -> {
                queries.meters();
                queries.dimensionValues(calls, "region", YEAR, 20);
                return queries.months(calls, ZoneOffset.UTC);
            });
            var series = time("year by day", () -> ask(YEAR, Granularity.DAY, new Grouping.None(), all));
            assertThat(series.total().sum().events()).isEqualTo(EVENTS / CUSTOMERS / HOURS * CUSTOMERS * HOURS);
            time("year by day and region", () -> ask(YEAR, Granularity.DAY, new Grouping.ByDimension("region"), all));
            time(
                    "year by day, one region",
                    () -> ask(
                            YEAR, Granularity.DAY, new Grouping.None(), new UsageScope(null, Map.of("region", "eu"))));
            time("week by hour", () -> ask(WEEK, Granularity.HOUR, new Grouping.None(), all));
            time(
                    "year by day of one customer",
                    () -> ask(YEAR, Granularity.DAY, new Grouping.None(), all.withCustomer(one)));
            byCustomer("from hourly readings alone");
            sumUp(world);
            byCustomer("once days and months are summed up");
            time("bare sum of the readings of the year", () -> world.number("select sum(quantity) from usage_rollup"));
        }
    }

    private void byCustomer(String how) {
        var customers = new Grouping.ByCustomer();
        var eu = new UsageScope(null, Map.of("region", "eu"));
        var berlin = ZoneId.of("Europe/Berlin");
        var year = new TimeRange(
                LocalDate.of(2025, 11, 1).atStartOfDay(berlin).toInstant(),
                LocalDate.of(2026, 11, 1).atStartOfDay(berlin).toInstant());
        time("week by hour and customer, " + how, () -> ask(WEEK, Granularity.HOUR, customers, UsageScope.ALL));
        time("year by month and customer, " + how, () -> ask(YEAR, Granularity.MONTH, customers, UsageScope.ALL));
        time("year by day and customer, one region, " + how, () -> ask(YEAR, Granularity.DAY, customers, eu));
        time(
                "year by month of Berlin and customer, " + how,
                () -> queries.series(
                        new UsageQuestion(calls, year, berlin, Granularity.MONTH, customers, UsageScope.ALL)));
    }

    private static void sumUp(MeteredWorld world) throws SQLException {
        long start = System.nanoTime();
        new UsageUpkeep(world.database(), MeteredWorld.CLOCK).run(0, Progress.NONE);
        System.out.printf(Locale.ROOT, "summing up the year: %.0f s%n", (System.nanoTime() - start) / 1e9);
        try (Connection connection = TestDatabase.superuser(world.test().name());
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze usage_summary");
        }
    }

    private UsageSeries ask(TimeRange range, Granularity granularity, Grouping grouping, UsageScope scope) {
        return queries.series(new UsageQuestion(calls, range, ZoneOffset.UTC, granularity, grouping, scope));
    }

    private static <T> T time(String what, Supplier<T> question) {
        T answer = null;
        double[] millis = new double[3];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            answer = question.get();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf(
                Locale.ROOT, "%s: first %.0f ms, then %.0f ms%n", what, millis[0], Math.min(millis[1], millis[2]));
        return answer;
    }

    /** Readings and totals as storing the events would have left them. */
    private static void fill(MeteredWorld world) throws SQLException {
        try (Connection connection = TestDatabase.superuser(world.test().name());
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'; set synchronous_commit = off");
            for (String month : List.of(
                    "2025-11-01",
                    "2025-12-01",
                    "2026-01-01",
                    "2026-02-01",
                    "2026-03-01",
                    "2026-04-01",
                    "2026-05-01",
                    "2026-06-01",
                    "2026-07-01",
                    "2026-08-01",
                    "2026-09-01",
                    "2026-10-01")) {
                statement.execute("select ensure_usage_partitions(array[date '" + month + "'])");
                statement.execute("""
                        insert into usage_rollup
                        select c.id, 'calls', h, md5(r)::uuid, jsonb_build_object('region', r), 3 * %d, %d
                        from generate_series(timestamptz '%s', timestamptz '%s' + interval '1 month' - interval '1 hour',
                            '1 hour') h,
                        (select id, case when id %% 2 = 0 then 'eu' else 'us' end as r from customer
                            where external_id like 'customer-%%') c""".formatted(EVENTS / CUSTOMERS / HOURS, EVENTS / CUSTOMERS / HOURS, month, month));
            }
            statement.execute("""
                    insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                    select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events)
                    from usage_rollup group by 1, 2, 3, 4""");
            statement.execute("vacuum analyze");
        }
    }
}
