package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.customers.ContractTurn;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts and changes of one customer at the same moment: what the one stores the other sees. */
@Timeout(120)
class ContractsAtOnceTest {
    private static final int ROUNDS = 12;
    private static final LocalDate FIRST = LocalDate.of(2026, 7, 1);
    private static final String STARTED = "started";

    private BillingWorld world;
    private SubscriptionChanges changes;
    private SubscriptionStarts starts;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-07-10T15:00:00Z");
        changes = new SubscriptionChanges(world.database, world.clock);
        starts = new SubscriptionStarts(world.customers);
        world.plan("basic", "month", "calendar", "31.00", true);
        world.plan("pro", "month", "calendar", "62.00", true);
        world.plan("flat", "month", "calendar", "5.00", false);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void customer(String id) {
        world.customers.save(new Customer(id, id, "", "", "DE", "", "EUR", "en", "UTC", "main"));
    }

    private static Subscription wanted(String customer, String plan) {
        return new Subscription(customer, plan, FIRST, null, "UTC", Map.of());
    }

    private static String told(Callable<Long> work) throws Exception {
        try {
            work.call();
            return STARTED;
        } catch (Failure refused) {
            return refused.code();
        }
    }

    /** What becomes of each, when all begin at once. */
    private static List<String> atOnce(List<Callable<Long>> works) throws Exception {
        var begin = new CyclicBarrier(works.size());
        var told = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            var futures = new ArrayList<Future<String>>();
            for (Callable<Long> work : works) {
                futures.add(threads.submit(() -> {
                    begin.await();
                    return told(work);
                }));
            }
            for (Future<String> future : futures) {
                told.add(future.get());
            }
        }
        return told;
    }

    @Test
    void ofTwoStartsThatShareAMeterExactlyOnePasses() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "c" + round;
            customer(id);
            List<Callable<Long>> both = List.of(
                    () -> starts.start(wanted(id, "basic"), false), () -> starts.start(wanted(id, "pro"), false));
            assertThat(atOnce(both)).containsExactlyInAnyOrder(STARTED, "subscription.meter");
        }
        assertThat(world.number("select count(*) from subscription")).isEqualTo(ROUNDS);
        assertThat(SharedMeters.standing(world.database, FIRST)).isEmpty();
    }

    @Test
    void theSameStartTwiceIsOneSubscription() throws Exception {
        customer("acme");
        Callable<Long> start = () -> starts.start(wanted("acme", "basic"), false);
        assertThat(atOnce(List.of(start, start))).containsOnly(STARTED);
        assertThat(world.number("select count(*) from subscription")).isEqualTo(1);
    }

    @Test
    void ofAStartAndAChangeThatShareAMeterExactlyOnePasses() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "c" + round;
            long flat = world.subscribe(id, "flat", "2026-07-01", "UTC");
            var change = WantedChange.plan("pro", null, "grows").on(FIRST);
            List<Callable<Long>> both =
                    List.of(() -> starts.start(wanted(id, "basic"), false), () -> changes.add(flat, change));
            assertThat(atOnce(both)).containsExactlyInAnyOrder(STARTED, "subscription.meter");
        }
        assertThat(SharedMeters.standing(world.database, FIRST)).isEmpty();
    }

    @Test
    void ofTwoChangesOfTwoSubscriptionsThatWouldShareAMeterExactlyOnePasses() throws Exception {
        world.plan("other", "month", "calendar", "6.00", false);
        for (int round = 0; round < ROUNDS; round++) {
            String id = "c" + round;
            long one = world.subscribe(id, "flat", "2026-07-01", "UTC");
            long other = world.subscribe(id, "other", "2026-07-01", "UTC");
            var change = WantedChange.plan("pro", null, "grows").on(FIRST);
            List<Callable<Long>> both = List.of(() -> changes.add(one, change), () -> changes.add(other, change));
            assertThat(atOnce(both)).containsExactlyInAnyOrder(STARTED, "subscription.meter");
        }
    }

    @Test
    void aStartWaitsForTheTurnOfItsCustomerAndSeesWhatWasStored() throws Exception {
        customer("acme");
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<String> second = world.database.write(connection -> {
                ContractTurn.ofCustomer(connection, world.number("select id from customer"));
                Future<String> waiting = threads.submit(() -> told(() -> starts.start(wanted("acme", "pro"), false)));
                // Long enough for a start that does not wait; a customer of another turn is not held up.
                customer("free");
                starts.start(wanted("free", "pro"), false);
                assertThat(waiting.isDone()).isFalse();
                try (var statement = connection.prepareStatement("""
                        insert into subscription (customer_id, plan_version_id, starts_on, time_zone, quantities,
                            revision, created_at)
                        select c.id, v.id, date '2026-07-01', 'UTC', '{}', 0, now() from customer c,
                            plan_version v join plan p on p.id = v.plan_id
                        where c.external_id = 'acme' and p.code = 'basic'""")) {
                    statement.executeUpdate();
                }
                return waiting;
            });
            assertThat(second.get()).isEqualTo("subscription.meter");
        }
    }

    @Test
    void aMoveThatStartsASubscriptionAsksToo() {
        world.subscribe("acme", "basic", "2026-07-20", "UTC");
        var move = new PlanMove(world.database, world.customers, world.clock);
        assertThatThrownBy(() -> move.move("acme", null, "pro", FIRST, false, ""))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.meter"));
        assertThat(world.number("select count(*) from subscription")).isEqualTo(1);
        var moved = move.move("acme", null, "pro", FIRST, true, "meant");
        assertThat(moved.changeId()).isNull();
        assertThat(world.number("select count(*) from subscription")).isEqualTo(2);
    }

    @Test
    void aMoveThatChangesASubscriptionAsksToo() {
        world.subscribe("acme", "basic", "2026-07-20", "UTC");
        long flat = world.subscribe("acme", "flat", "2026-07-01", "UTC");
        var move = new PlanMove(world.database, world.customers, world.clock);
        assertThatThrownBy(() -> move.move("acme", "flat", "pro", FIRST, false, ""))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.meter"));
        assertThat(move.move("acme", "flat", "pro", FIRST, true, "meant").subscriptionId())
                .isEqualTo(flat);
    }
}
