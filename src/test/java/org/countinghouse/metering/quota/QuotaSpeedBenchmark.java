package org.countinghouse.metering.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quota checks and reservations a second through the service, each beside what the database alone gives in the same run:
 * bare {@code select 1} in the same kind of transaction, and bare updates of one row.
 */
@Tag("bench")
class QuotaSpeedBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("customers", 1_000);
    private static final int CHECKS = Integer.getInteger("checks", 20_000);
    private static final int RESERVATIONS = Integer.getInteger("reservations", 4_000);
    private static final int CALLERS = 4;

    @TempDir
    private Path folder;

    /** One call that is measured, by its number. */
    private interface Call {
        void run(int number) throws SQLException;
    }

    /** Calls a second, and the time in which 99 of 100 are answered. */
    private record Rate(double perSecond, double p99Millis) {}

    @Test
    void checksAndReservations() throws Exception {
        try (var world = new QuotaWorld(folder)) {
            fill(world);
            Call check = number -> world.check("customer-" + number * 7 % CUSTOMERS, "calls", 1);
            Call bare = _ -> world.database().read(connection -> {
                try (var statement = connection.prepareStatement("select 1")) {
                    return statement.execute();
                }
            });
            measure(CHECKS / 2, check);
            measure(CHECKS / 2, bare);
            Rate bareRate = measure(CHECKS, bare);
            Rate checks = measure(CHECKS, check);
            Rate one = measure(RESERVATIONS, number -> world.consume("customer-0", "calls", 1, "one-" + number));
            Rate updates = measure(RESERVATIONS, _ -> bareUpdate(world));
            Rate many = measure(
                    RESERVATIONS,
                    number -> world.consume("customer-" + number % CUSTOMERS, "calls", 1, "many-" + number));
            say("check", checks, "bare select 1", bareRate);
            say("reserve, all on one limit", one, "bare update of one row", updates);
            say("reserve, each on another limit", many, "bare update of one row", updates);
            assertThat(world.number("select count(*) from quota_hold")).isEqualTo(2L * RESERVATIONS);
        }
    }

    private static void fill(QuotaWorld world) {
        world.customer("template", "Europe/Berlin", """
                [{'meter':'calls','limit':'1000000','kind':'hard','window':'month','warn_at':['80','100']},
                 {'meter':'calls','limit':'100000','kind':'hard','window':'day'},
                 {'meter':'tokens_in','limit':'1000000','window':'month'}]""");
        world.metered.customers(java.util.stream.IntStream.range(0, CUSTOMERS)
                .mapToObj(number -> "customer-" + number)
                .toArray(String[]::new));
        world.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("insert into subscription (customer_id, plan_version_id, starts_on, time_zone,"
                        + " created_at) select c.id, s.plan_version_id, s.starts_on, s.time_zone, now()"
                        + " from customer c, subscription s where c.external_id like 'customer-%'");
                statement.execute("analyze");
            }
            return null;
        });
        world.upkeep.refresh(Progress.NONE);
        var events = new String[20_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = "warm-" + i + " 2026-11-02T0" + i % 9 + ":00:00Z api_call 1";
        }
        world.usage("customer-1", events);
    }

    private static void bareUpdate(QuotaWorld world) {
        world.database().write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update quota_head set valid_until = null where customer_id = (select min(customer_id)"
                            + " from quota_head)")) {
                return statement.executeUpdate();
            }
        });
    }

    private static Rate measure(int calls, Call call) throws Exception {
        var next = new AtomicInteger();
        var times = new long[calls];
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(() -> {
                for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                    long begin = System.nanoTime();
                    call.run(number);
                    times[number] = System.nanoTime() - begin;
                }
                return true;
            });
        }
        long begin = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            for (var done : threads.invokeAll(callers)) {
                done.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(times);
        return new Rate(calls / seconds, times[calls * 99 / 100] / 1e6);
    }

    private static void say(String what, Rate ours, String yardstick, Rate bare) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f/s, p99 %.1f ms; %s %,.0f/s, p99 %.1f ms (ratio %.2f)%n",
                what,
                ours.perSecond(),
                ours.p99Millis(),
                yardstick,
                bare.perSecond(),
                bare.p99Millis(),
                ours.perSecond() / bare.perSecond());
    }
}
