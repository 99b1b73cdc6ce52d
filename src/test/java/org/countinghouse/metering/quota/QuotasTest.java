package org.countinghouse.metering.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.BilledUsage;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {
    private static QuotaWorld world;

    @BeforeAll
    static void open(@TempDir Path folder) {
        world = new QuotaWorld(folder);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void turnBack() {
        world.clock.to("2026-11-02T09:00:00Z");
    }

    @Test
    void aHundredAtOnceNeverPassAHardLimitByOne() throws Exception {
        world.customer("crowd", "UTC", "[{'meter':'calls','limit':'60','kind':'hard','warn_at':['50']}]");
        world.check("crowd", "calls", 1);
        var callers = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 100; i++) {
            String key = "call-" + i;
            callers.add(() -> world.consume("crowd", "calls", 1, key).allowed());
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(callers)) {
                taken += answer.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(60);
        assertThat(world.check("crowd", "calls", 0).remaining()).isEqualByComparingTo("0");
        assertThat(world.number("select count(*) from quota_hold h join customer c on c.id = h.customer_id"
                        + " where c.external_id = 'crowd'"))
                .as("who was refused reserved nothing")
                .isEqualTo(60);
        assertThat(events("crowd")).containsExactlyInAnyOrder("warning 50", "refused 100");
    }

    @Test
    void aHundredAtOnceNeverPassARollingLimitAndTakeAllOfIt() throws Exception {
        world.customer("roll", "UTC", "[{'meter':'calls','limit':'40','kind':'hard','window':'hour','rolling':true}]");
        world.check("roll", "calls", 1);
        var callers = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 100; i++) {
            String key = "call-" + i;
            callers.add(() -> world.consume("roll", "calls", 1, key).allowed());
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(callers)) {
                taken += answer.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(40);
        world.clock.to("2026-11-02T09:59:59Z");
        assertThat(world.check("roll", "calls", 1).allowed()).isFalse();
        world.clock.to("2026-11-02T10:01:00Z");
        assertThat(world.check("roll", "calls", 40).allowed()).isTrue();
    }

    @Test
    void aKeyCountsOnceAndItsEventCountsInItsPlace() {
        world.customer("once", "UTC", "[{'meter':'calls','limit':'100','kind':'hard'}]");
        assertThat(world.consume("once", "calls", 30, "job-1").repeated()).isFalse();
        QuotaAnswer again = world.consume("once", "calls", 30, "job-1");
        assertThat(again.repeated()).isTrue();
        assertThat(again.allowed()).isTrue();
        assertThat(used("once", "calls")).isEqualByComparingTo("30");
        assertThatThrownBy(() -> world.consume("once", "calls", 31, "job-1"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("quota.key"));
        // The work turned out smaller than reserved.
        world.usage("once", "job-1 2026-11-02T08:59:00Z api_call 25", "other 2026-11-02T08:59:00Z api_call 7");
        assertThat(used("once", "calls")).isEqualByComparingTo("32");
        assertThat(world.consume("once", "calls", 30, "job-1").repeated())
                .as("after its event too")
                .isTrue();
        assertThat(world.consume("once", "calls", 7, "other").repeated())
                .as("its event came first")
                .isTrue();
        assertThat(used("once", "calls")).isEqualByComparingTo("32");
    }

    @Test
    void whatIsGivenBackIsFree() {
        world.customer("back", "UTC", "[{'meter':'calls','limit':'10','kind':'hard'}]");
        world.consume("back", "calls", 10, "a");
        assertThat(world.consume("back", "calls", 1, "b").allowed()).isFalse();
        assertThat(world.quotas.release("back", "a")).isTrue();
        assertThat(world.quotas.release("back", "a")).isFalse();
        assertThat(world.consume("back", "calls", 10, "c").allowed()).isTrue();
    }

    @Test
    void whatWasGivenBackIsTakenAnewOnlyIfThereIsRoom() {
        world.customer("anew", "UTC", "[{'meter':'calls','limit':'10','kind':'hard'}]");
        assertThat(world.consume("anew", "calls", 6, "job").allowed()).isTrue();
        world.quotas.release("anew", "job");
        assertThat(world.consume("anew", "calls", 5, "job").repeated())
                .as("with another amount it is another reservation")
                .isFalse();
        assertThat(used("anew", "calls")).isEqualByComparingTo("5");
        world.quotas.release("anew", "job");
        assertThat(world.consume("anew", "calls", 10, "others").allowed()).isTrue();
        assertThat(world.consume("anew", "calls", 5, "job").allowed())
                .as("others have the room")
                .isFalse();
        assertThat(used("anew", "calls")).isEqualByComparingTo("10");
        world.quotas.release("anew", "others");
        assertThat(world.consume("anew", "calls", 5, "job").allowed()).isTrue();
        assertThat(world.consume("anew", "calls", 5, "job").repeated()).isTrue();
        assertThat(used("anew", "calls")).isEqualByComparingTo("5");
    }

    @Test
    void everyLimitOnAFeatureHoldsAndTheTightestIsTold() {
        world.customer("both", "Europe/Berlin", """
                [{'meter':'calls','limit':'5','kind':'hard','window':'minute','feature':'search'},
                 {'meter':'calls','limit':'8','kind':'hard','window':'month','feature':'search'}]""");
        assertThat(world.consume("both", "search", 5, "a").allowed()).isTrue();
        QuotaAnswer refused = world.consume("both", "search", 1, "b");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.deciding().orElseThrow().scope().window()).isEqualTo(Quota.Window.MINUTE);
        assertThat(refused.deciding().orElseThrow().resetsAt()).isEqualTo(Instant.parse("2026-11-02T09:01:00Z"));
        world.clock.to("2026-11-02T09:01:00Z");
        assertThat(world.consume("both", "search", 4, "c").allowed()).isFalse();
        assertThat(world.consume("both", "calls", 3, "d").allowed()).isTrue();
        assertThat(used("both", "search"))
                .as("what one limit refuses counts on no other")
                .isEqualByComparingTo("8");
        world.clock.to("2026-11-30T23:00:00Z");
        assertThat(world.check("both", "search", 5).allowed())
                .as("December in Berlin")
                .isTrue();
    }

    @Test
    void importedUsageCountsInTheWindowOfItsTimeEvenWhenItComesLate() {
        world.customer("late", "Europe/Berlin", """
                [{'meter':'calls','limit':'10','kind':'soft','window':'day','warn_at':['80','100']}]""");
        // Opened before the clock change: the 25th has 25 hours in Berlin.
        world.clock.to("2026-10-25T12:00:00Z");
        world.check("late", "calls", 0);
        world.clock.to("2026-11-02T09:00:00Z");
        world.usage(
                "late",
                "a 2026-10-24T22:00:00Z api_call 3",
                "b 2026-10-25T22:59:59Z api_call 4",
                "c 2026-10-25T23:00:00Z api_call 9",
                "d 2026-11-02T08:00:00Z api_call 1",
                "early 2026-10-24T21:59:59Z api_call 100");
        assertThat(used("late", "calls")).isEqualByComparingTo("1");
        assertThat(world.number("select sum(used) from quota_counter k join customer c on c.id = k.customer_id"
                        + " where c.external_id = 'late' and starts_at = '2026-10-24T22:00:00Z'"))
                .isEqualTo(7);
        assertThat(events("late")).containsExactly("warning 80");
        world.usage("late", "e 2026-10-25T12:00:00Z api_call 5", "a 2026-10-24T22:00:00Z api_call 3");
        assertThat(events("late")).containsExactlyInAnyOrder("warning 80", "warning 80", "warning 100", "overage 100");
        assertThat(world.number("select sum(over) from quota_event e join customer c on c.id = e.customer_id"
                        + " where c.external_id = 'late' and kind = 'overage'"))
                .isEqualTo(2);
    }

    @Test
    void softLimitsAllowAndFlagOverage() {
        world.customer("soft", "UTC", "[{'meter':'calls','limit':'10','warn_at':['80'],'overage':'allowed'}]");
        QuotaAnswer answer = world.consume("soft", "calls", 12, "a");
        assertThat(answer.allowed()).isTrue();
        assertThat(answer.overage()).isTrue();
        assertThat(answer.limits().getFirst().over()).isEqualByComparingTo("2");
        assertThat(events("soft")).containsExactlyInAnyOrder("warning 80", "overage 100");
        world.consume("soft", "calls", 3, "b");
        assertThat(events("soft")).as("once per window").hasSize(2);
        assertThat(world.number("select over from quota_event e join customer c on c.id = e.customer_id"
                        + " where c.external_id = 'soft' and kind = 'overage'"))
                .isEqualTo(5);
    }

    @Test
    void warningsAreTold() throws Exception {
        world.customer("told", "UTC", "[{'meter':'calls','limit':'10','warn_at':['50']}]");
        world.check("told", "calls", 0);
        var heard = new java.util.concurrent.LinkedBlockingQueue<String>();
        try (var listening = world.database().listen(Quotas.CHANNEL, heard::add)) {
            assertThat(listening).isNotNull();
            while (heard.isEmpty()) {
                world.database().write(connection -> {
                    Database.notify(connection, Quotas.CHANNEL, "ready?");
                    return null;
                });
                Thread.sleep(20);
            }
            world.consume("told", "calls", 6, "a");
            String said = "ready?";
            while ("ready?".equals(said)) {
                said = heard.poll(10, java.util.concurrent.TimeUnit.SECONDS);
            }
            assertThat(said).isEqualTo(Long.toString(world.metered.customer("told")));
        }
    }

    @Test
    void anOverrideReplacesThePlansLimitAndKeepsTheCount() {
        world.customer("over", "UTC", "[{'meter':'calls','limit':'10','kind':'hard','window':'month'}]");
        world.consume("over", "calls", 10, "a");
        world.override("over", "calls", Quota.Window.MONTH, 25L, Quota.Kind.HARD);
        LimitUse limit = world.quotas.of("over").getFirst();
        assertThat(limit.source()).isEqualTo(LimitSource.OVERRIDE);
        assertThat(limit.limit()).isEqualByComparingTo("25");
        assertThat(limit.planLimit()).isEqualByComparingTo("10");
        assertThat(limit.used()).isEqualByComparingTo("10");
        world.override("over", "calls", Quota.Window.MONTH, null, Quota.Kind.SOFT);
        assertThat(world.check("over", "calls", 1_000_000).remaining()).isNull();
        world.settings.removeOverride("over", limit.scope(), "ended");
        assertThat(world.check("over", "calls", 1).allowed()).isFalse();
        assertThat(world.number("select count(*) from audit_entry where subject = 'customer over'"))
                .isEqualTo(3);
    }

    @Test
    void aGrantRaisesTheLimitUntilItEnds() {
        world.customer("grant", "UTC", "[{'meter':'calls','limit':'10','kind':'hard','window':'month'}]");
        world.consume("grant", "calls", 10, "a");
        LimitScope scope = world.quotas.of("grant").getFirst().scope();
        long id = world.settings.grant(
                "grant", scope, BigDecimal.valueOf(5), Instant.parse("2026-11-10T00:00:00Z"), "launch week");
        LimitUse raised = world.quotas.of("grant").getFirst();
        assertThat(raised.limit()).isEqualByComparingTo("15");
        assertThat(raised.granted()).isEqualByComparingTo("5");
        assertThat(raised.grantedUntil()).isEqualTo(Instant.parse("2026-11-10T00:00:00Z"));
        assertThat(world.consume("grant", "calls", 5, "b").allowed()).isTrue();
        world.clock.to("2026-11-10T00:00:00Z");
        assertThat(world.check("grant", "calls", 1).deciding().orElseThrow().limit())
                .as("nobody has to end it")
                .isEqualByComparingTo("10");
        world.clock.to("2026-11-09T00:00:00Z");
        world.settings.revoke("grant", id);
        assertThat(world.quotas.of("grant").getFirst().limit()).isEqualByComparingTo("10");
        assertThatThrownBy(() -> world.settings.grant(
                        "grant",
                        new LimitScope("tokens_in", null, Quota.Window.DAY, false),
                        BigDecimal.ONE,
                        Instant.parse("2027-01-01T00:00:00Z"),
                        "no limit"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("quota.no-limit"));
    }

    @Test
    void eachValueOfAPropertyHasTheLimitForItself() {
        world.customer("users", "UTC", "[{'meter':'calls','limit':'5','kind':'hard','per':'user_id'}]");
        var one = new QuotaRequest("users", "calls", BigDecimal.valueOf(5), Map.of("user_id", "ann"));
        var other = new QuotaRequest("users", "calls", BigDecimal.valueOf(5), Map.of("user_id", "bob"));
        assertThat(world.quotas.consume(one, "a").allowed()).isTrue();
        assertThat(world.quotas.consume(one, "b").allowed()).isFalse();
        world.usage("users", "x 2026-11-02T08:00:00Z api_call 2 user_id=bob", "y 2026-11-02T08:00:00Z api_call 99");
        assertThat(world.quotas.consume(other, "c").allowed()).isFalse();
        assertThat(world.quotas.check(other).deciding().orElseThrow().used()).isEqualByComparingTo("2");
        assertThatThrownBy(() -> world.check("users", "calls", 1))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("quota.subject"));
    }

    @Test
    void usageFromBeforeTheLimitCounts() {
        world.customer("before", "UTC", "[]");
        world.usage("before", "a 2026-11-01T08:00:00Z api_call 4", "b 2026-10-31T08:00:00Z api_call 50");
        world.override("before", "calls", Quota.Window.MONTH, 10L, Quota.Kind.HARD);
        assertThat(used("before", "calls")).isEqualByComparingTo("4");
    }

    @Test
    void limitsAreInTheMetersUnitThoughCountersAreUndivided() {
        world.customer("hours", "UTC", "[{'meter':'core_hours','limit':'1','kind':'hard'}]");
        world.usage("hours", "a 2026-11-02T08:00:00Z compute 1 cores=2 seconds=1200");
        assertThat(used("hours", "core_hours")).isEqualByComparingTo("0.666666666666");
        assertThat(world.quotas
                        .consume(QuotaRequest.of("hours", "core_hours", new BigDecimal("0.25")), "p")
                        .allowed())
                .isTrue();
        assertThat(world.quotas
                        .consume(QuotaRequest.of("hours", "core_hours", new BigDecimal("0.0834")), "q")
                        .allowed())
                .isFalse();
    }

    @Test
    void aLevelNeverBeginsAgain() {
        world.customer("level", "UTC", "[{'meter':'storage','limit':'10','kind':'hard'}]");
        world.usage("level", "a 2026-05-01T00:00:00Z stored 8");
        assertThat(world.check("level", "storage", 3).allowed()).isFalse();
        assertThat(world.quotas.of("level").getFirst().resetsAt()).isNull();
    }

    @Test
    void rebuiltCountersEqualThoseThatWereKept() {
        world.customer("rebuild", "Asia/Kolkata", """
                [{'meter':'calls','limit':'100','window':'day'},
                 {'meter':'calls','limit':'50','window':'hour','rolling':true},
                 {'meter':'calls','limit':'50','window':'day','per':'user_id'},
                 {'meter':'core_hours','limit':'100','window':'month'},
                 {'meter':'call_count','limit':'100'}]""");
        world.upkeep.refresh(Progress.NONE);
        var lines = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            Instant time =
                    Instant.parse("2026-11-02T08:59:00Z").minus(Duration.ofMinutes(i % 7 == 0 ? i * 20L : i / 4));
            lines.add("e%d %s api_call %d.%d user_id=u%d".formatted(i, time, i % 13, i % 10, i % 3));
            lines.add("c%d %s compute 1 cores=%d seconds=%d".formatted(i, time, i % 4, i));
        }
        List<String> first = lines.subList(0, 400);
        List<String> second = lines.subList(200, 600);
        world.usage("rebuild", first.toArray(String[]::new));
        var ann = Map.of("user_id", "u1");
        world.quotas.consume(new QuotaRequest("rebuild", "calls", BigDecimal.TEN, ann), "e299");
        world.quotas.consume(new QuotaRequest("rebuild", "calls", BigDecimal.TEN, ann), "stays");
        world.usage("rebuild", second.toArray(String[]::new));
        String kept = world.counters();
        assertThat(kept).isNotEmpty();
        world.upkeep.rebuild(Progress.NONE);
        assertThat(world.counters()).isEqualTo(kept);
    }

    @Test
    void correctedUsageAndUndoneImportsGiveBackWhatTheyCounted() {
        world.customer(
                "mend",
                "UTC",
                "[{'meter':'calls','limit':'100','window':'minute'},"
                        + "{'meter':'calls','limit':'100','window':'month'}]");
        world.upkeep.refresh(Progress.NONE);
        var kept = world.usage("mend", "a 2026-11-02T09:00:00Z api_call 30", "b 2026-11-02T09:00:00Z api_call 5");
        var undone = world.usage("mend", "c 2026-11-02T09:00:30Z api_call 20");
        assertThat(kept.accepted()).isEqualTo(2);
        new UsageCorrections(world.database(), world.clock, BilledUsage.NONE)
                .cancel("mend", "a", Why.of("sent by mistake"));
        new BatchUndo(world.database(), BilledUsage.NONE).undo(undone.batchId(), Why.of("wrong file"), Progress.NONE);
        assertThat(world.quotas.of("mend"))
                .allSatisfy(limit -> assertThat(limit.used()).isEqualByComparingTo("5"));
        String counters = world.counters();
        world.upkeep.rebuild(Progress.NONE);
        assertThat(world.counters()).isEqualTo(counters);
    }

    @Test
    void twoPlansAddUpAndAnEndedOneNoLongerCounts() {
        world.customer("two", "UTC", "[{'meter':'calls','limit':'10','kind':'hard'}]");
        new org.countinghouse.customers.Customers(world.database(), world.clock)
                .subscribe(new org.countinghouse.customers.Subscription(
                        "two",
                        "plan-two",
                        java.time.LocalDate.of(2026, 10, 1),
                        java.time.LocalDate.of(2026, 11, 15),
                        "UTC",
                        Map.of()));
        assertThat(world.check("two", "calls", 20).allowed()).isTrue();
        world.clock.to("2026-11-15T00:00:00Z");
        assertThat(world.check("two", "calls", 20).allowed()).isFalse();
    }

    @Test
    void wrongQuestionsAreRefusedInWords() {
        world.customer("wrong", "UTC", "[{'meter':'calls','limit':'10'}]");
        assertThat(code(() -> world.check("nobody", "calls", 1))).isEqualTo("quota.customer");
        assertThat(code(() -> world.check("wrong", "cals", 1))).isEqualTo("quota.feature");
        assertThat(code(() -> world.check("wrong", "calls", -1))).isEqualTo("quota.amount");
        assertThat(world.check("wrong", "tokens_in", 5).deciding())
                .as("a meter without a limit")
                .isEmpty();
    }

    @Test
    void readersSeeLimitsAndOnlyAdminsSetThem() {
        world.customer("rights", "UTC", "[{'meter':'calls','limit':'10','window':'month'}]");
        world.check("rights", "calls", 0);
        try (Database analyst = world.metered.test().as(GroupRole.ANALYST);
                Database finance = world.metered.test().as(GroupRole.FINANCE)) {
            assertThat(new Quotas(analyst, world.clock).of("rights")).hasSize(1);
            for (Database who : List.of(analyst, finance)) {
                assertThat(code(() -> new QuotaSettings(who, world.clock)
                                .override(
                                        "rights",
                                        new QuotaOverride(
                                                new LimitScope("calls", null, Quota.Window.MONTH, false),
                                                "calls",
                                                BigDecimal.TEN,
                                                Quota.Kind.SOFT,
                                                Quota.Overage.BILLED,
                                                List.of(),
                                                "mine"))))
                        .isEqualTo("database.permission");
            }
        }
    }

    @Test
    void aCustomersOwnTokenSeesItsLimitsAndNoOthers() {
        world.customer("own", "UTC", "[{'meter':'calls','limit':'10','kind':'hard','window':'month'}]");
        world.consume("own", "calls", 4, "a");
        var own = new Quotas(world.database().confined(world.metered.customer("own")), world.clock);
        assertThat(own.of("own"))
                .singleElement()
                .satisfies(limit -> assertThat(limit.used()).isEqualByComparingTo("4"));
        var other = new Quotas(world.database().confined(world.metered.customer("acme")), world.clock);
        assertThat(code(() -> other.of("own"))).isEqualTo("quota.customer");
    }

    @Test
    void countersThatNothingNeedsAreDeleted() {
        world.customer("old", "UTC", "[{'meter':'calls','limit':'10','window':'minute'}]");
        world.consume("old", "calls", 1, "a");
        world.clock.to("2026-11-05T09:00:00Z");
        world.consume("old", "calls", 1, "b");
        assertThat(world.upkeep.prune(Duration.ofDays(1))).isPositive();
        assertThat(used("old", "calls")).isEqualByComparingTo("1");
        world.usage("old", "x 2026-11-02T09:00:30Z api_call 5");
        assertThat(world.number("select count(*) from quota_counter k join customer c on c.id = k.customer_id"
                        + " where c.external_id = 'old'"))
                .isEqualTo(1);
    }

    private static BigDecimal used(String customer, String feature) {
        return world.quotas.of(customer).stream()
                .filter(limit -> limit.feature().equals(feature))
                .map(LimitUse::used)
                .max(BigDecimal::compareTo)
                .orElseThrow();
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return "";
        } catch (Failure failure) {
            return failure.code();
        }
    }

    private static List<String> events(String customer) {
        return world.database().read(connection -> {
            var events = new ArrayList<String>();
            try (var statement = connection.prepareStatement("select e.kind || ' ' || e.level from quota_event e"
                    + " join customer c on c.id = e.customer_id where c.external_id = ? order by e.id")) {
                statement.setString(1, customer);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        events.add(rows.getString(1));
                    }
                }
            }
            return events;
        });
    }
}
