package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A monthly run over subscriptions with five charges each and a hundred hourly readings a charge, each of ten events,
 * beside its yardstick: the same rows inserted bare, 100 invoices a commit.
 */
@Tag("bench")
class BillingRunSpeedBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARGES = 5;
    private static final int SUBSCRIPTIONS = Integer.getInteger("countinghouse.bench.subscriptions", 10_000);
    private static final int HOURS = Integer.getInteger("countinghouse.bench.hours", 100);
    /** Billed and made final before the clock starts: a server that bills as many every month has its code compiled. */
    private static final int BEFORE = Integer.getInteger("countinghouse.bench.before", Math.max(30_000, SUBSCRIPTIONS));

    private static final int TURNS = 5;
    /** Days and months are summed up before, as the upkeep of a program that runs has done. */
    private static final boolean SUMS = Boolean.parseBoolean(System.getProperty("countinghouse.bench.sums", "true"));

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");
    private static final List<String> TABLES =
            List.of("invoice", "invoice_line", "invoice_tax", "invoice_input", "invoice_transition");

    @Test
    void aMonthlyRun() throws Exception {
        try (var world = new BillingWorld("2026-11-02T09:00:00Z")) {
            fill(world);
            if (SUMS) {
                new UsageUpkeep(world.database, world.clock).run(0, Progress.NONE);
                world.arrange("analyze");
            }
            long last = before(world);
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long begin = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            Duration server = server(world);
            var report = world.runs.run(OCTOBER, false, Progress.NONE);
            long taken = System.nanoTime() - begin;
            cpu = PROCESS.getProcessCpuTime() - cpu;
            server = server(world).minus(server);
            long memory = memory();
            assertThat(report.drafted()).isEqualTo(SUBSCRIPTIONS);
            assertThat(report.failures()).isEmpty();
            long bare = yardstick(world, last);
            long run = SUBSCRIPTIONS * 1_000_000_000L / taken;
            long yardstick = SUBSCRIPTIONS * 1_000_000_000L / bare;
            System.out.printf(
                    "Billing run: %,d invoices of %s lines, %,d readings: %,d invoices/s; bare inserts %,d/s; ratio %d %%%n",
                    SUBSCRIPTIONS,
                    world.number("select count(*) from invoice_line where invoice_id > " + last) / SUBSCRIPTIONS,
                    world.number("select count(*) from usage_rollup"),
                    run,
                    yardstick,
                    100 * run / yardstick);
            System.out.printf(
                    "Processor time an invoice: program %,d us, database %,d us, of %,d us that passed; at most %,d MB of heap; bytes: %s%n",
                    cpu / SUBSCRIPTIONS / 1_000,
                    server.dividedBy(SUBSCRIPTIONS).toNanos() / 1_000,
                    taken / SUBSCRIPTIONS / 1_000,
                    memory >> 20,
                    bytes(world));
            long issued = finalise(world);
            System.out.printf(
                    "Issued with numbers and ledger entries, 1,000 a commit: %,d invoices/s; drafted and issued: %,d/s%n",
                    SUBSCRIPTIONS * 1_000_000_000L / issued, SUBSCRIPTIONS * 1_000_000_000L / (taken + issued));
            assertThat(100 * run / yardstick).isGreaterThanOrEqualTo(10);
        }
    }

    /**
     * Bills those of the other plans, one after the other, and lets the compiler come to an end each time: it puts off what
     * it has no time for. Returns the last of their invoices.
     */
    private static long before(BillingWorld world) throws InterruptedException {
        var compiler = ManagementFactory.getCompilationMXBean();
        for (int turn = 0; turn < TURNS; turn++) {
            long plan = world.number("select id from plan where code = 'before" + turn + "'");
            world.runs.run(RunScope.of(OCTOBER).ofPlan(plan), false, Progress.NONE);
            finalise(world);
            long compiled;
            do {
                compiled = compiler.getTotalCompilationTime();
                Thread.sleep(1_000);
            } while (compiler.getTotalCompilationTime() - compiled > 50);
        }
        return world.number("select coalesce(max(id), 0) from invoice");
    }

    private static long finalise(BillingWorld world) {
        List<Long> drafts = world.invoices.draftsOf(OCTOBER);
        long begin = System.nanoTime();
        assertThat(world.finalising.finalise(drafts, Progress.NONE)).isEqualTo(drafts.size());
        return System.nanoTime() - begin;
    }

    /** Processor time of all of the server's processes that are there; a pool keeps its own. */
    private static Duration server(BillingWorld world) {
        return world.texts("select pid from pg_stat_activity").stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The most that was used of the heap, garbage included, in bytes. */
    private static long memory() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static String bytes(BillingWorld world) {
        return TABLES.stream()
                .map(table -> table + " "
                        + world.number("select pg_total_relation_size('" + table + "')") / (SUBSCRIPTIONS + BEFORE))
                .collect(Collectors.joining(", "));
    }

    private static void fill(BillingWorld world) throws Exception {
        new Meters(world.database, world.clock)
                .saveAll(JSON.readTree(IntStream.range(0, CHARGES)
                        .mapToObj(i ->
                                "{\"code\":\"m%d\",\"name\":\"M\",\"aggregation\":\"sum\",\"unit\":\"u\"}".formatted(i))
                        .collect(Collectors.joining(",", "[", "]"))));
        for (int turn = 0; turn < TURNS; turn++) {
            world.plans.publish(JSON.readTree(plan("before" + turn)), LocalDate.of(2020, 1, 1));
        }
        world.plans.publish(JSON.readTree(plan("five")), LocalDate.of(2020, 1, 1));
        world.arrange("insert into tax_rate (billing_entity_id, country, code, valid_from, rate, set_at)"
                + " values (1, 'DE', 'VAT', '2000-01-01', 19, now())");
        world.arrange("insert into customer (external_id, name, country, currency, billing_entity_id, created_at)"
                + " select 'c' || n, 'Customer ' || n, 'DE', 'EUR', 1, now() from generate_series(1, "
                + (SUBSCRIPTIONS + BEFORE) + ") n");
        world.arrange("insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)"
                + " select c.id, v.id, '2026-01-01', 'UTC', now() from customer c join plan p on p.code ="
                + " case when substr(c.external_id, 2)::int <= " + BEFORE
                + " then 'before' || substr(c.external_id, 2)::int % " + TURNS
                + " else 'five' end join plan_version v on v.plan_id = p.id order by c.id");
        world.update("select ensure_usage_partitions(array['2026-10-01'::date])");
        world.arrange("insert into usage_rollup (customer_id, meter_code, hour, dimensions_key, dimensions, quantity,"
                + " events) select c.id, 'm' || m, timestamptz '2026-10-01 00:00Z' + h * interval '7 hours',"
                + " '00000000-0000-0000-0000-000000000000', '{}', (c.id * 7 + h * 3 + m) % 20, 10 from customer c,"
                + " generate_series(0, " + (CHARGES - 1) + ") m, generate_series(0, " + (HOURS - 1) + ") h");
        world.arrange("insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)"
                + " select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events)"
                + " from usage_rollup group by 1, 2, 3, 4");
        world.arrange("analyze");
    }

    private static String plan(String code) {
        return """
                {"code":"%s","name":"Five","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "trial_days":0,"fees":[{"code":"base","name":"Base","amount":"10.00","quantity":"1",
                 "timing":"arrears","proration":"day"}],"charges":[%s]}""".formatted(code, charges());
    }

    private static String charges() {
        return IntStream.range(0, CHARGES)
                .mapToObj(i -> "{\"code\":\"c%d\",\"name\":\"Charge %d\",\"meter\":\"m%d\",\"price\":{\"model\":"
                                .formatted(i, i, i)
                        + "\"graduated\",\"tiers\":[{\"up_to\":\"500\",\"unit_amount\":\"0.01\"},"
                        + "{\"up_to\":null,\"unit_amount\":\"0.005\"}]}}")
                .collect(Collectors.joining(","));
    }

    /** The rows of the run again, into tables of the same shape and indexes, by multi-row inserts. */
    private static long yardstick(BillingWorld world, long after) throws SQLException {
        try (Connection connection = TestDatabase.superuser(world.test().name())) {
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                execute(connection, "create table bare_" + table + " (like " + table + " including all)");
            }
            connection.commit();
            long taken = 0;
            for (long from = after + 1; from <= after + SUBSCRIPTIONS; from += 100) {
                var batches = new ArrayList<String>();
                for (String table : TABLES) {
                    batches.add(rows(connection, table, from));
                }
                connection.commit();
                long begin = System.nanoTime();
                for (String batch : batches) {
                    execute(connection, batch);
                }
                connection.commit();
                taken += System.nanoTime() - begin;
            }
            try (ResultSet row = connection.createStatement().executeQuery("select count(*) from bare_invoice")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(SUBSCRIPTIONS);
            }
            // The server would write and analyze them while invoices become final.
            for (String table : TABLES) {
                execute(connection, "drop table bare_" + table);
            }
            connection.commit();
            return taken;
        }
    }

    private static String rows(Connection connection, String table, long from) throws SQLException {
        String key = table.equals("invoice") ? "id" : "invoice_id";
        try (PreparedStatement statement = connection.prepareStatement("""
                select 'insert into bare_' || ? || ' overriding system value values ' || string_agg(r.txt, ',')
                from (select '(' || (select string_agg(coalesce(quote_literal(e.value), 'null'), ',' order by a.attnum)
                        from jsonb_each_text(to_jsonb(t)) e
                        join pg_attribute a on a.attrelid = ?::regclass and a.attname = e.key) || ')' as txt
                    from %s t where t.%s between ? and ? + 99) r""".formatted(table, key))) {
            statement.setString(1, table);
            statement.setString(2, table);
            statement.setLong(3, from);
            statement.setLong(4, from);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
