package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database killed (-9) in the middle of work, which goes on when it is back, and killed again: every acknowledged
 * event is there once, readings equal events, and each charge has its event and its money.
 */
@Timeout(300)
class DatabaseKillTest {
    private static final int CALLERS = 4;
    private static final int BATCH = 5;
    private static final String EVENT =
            "{\"customer\":\"acme\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":2}";

    @TempDir
    private Path folder;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        killAndRecover(5);
    }

    @Test
    @Tag("faults")
    @Timeout(3_600)
    void whatWasAcknowledgedIsThereOnceAfterAHundredKills() throws Exception {
        killAndRecover(100);
    }

    private void killAndRecover(int rounds) throws Exception {
        try (var workspace = new ServerToKill(folder).open()) {
            fill(workspace);
        }
        var random = new Random(7);
        for (int round = 0; round < rounds; round++) {
            try (var workspace = new ServerToKill(folder).open()) {
                sendUntilKilled(workspace, round, 200 + random.nextInt(600));
            }
        }
        assertThat(acknowledged).isNotEmpty();
        try (var workspace = new ServerToKill(folder).open()) {
            check(workspace);
            try (var intake = new UsageIntake(workspace.database(), workspace.clock())) {
                var billing = billing(workspace, intake);
                for (String id : sent) {
                    assertThat(send(intake, billing, List.of(id))).as(id).isTrue();
                }
            }
            check(workspace);
            assertThat(texts(workspace, "select event_id from usage_event")).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private static void fill(Workspace workspace) throws IOException {
        var json = new ObjectMapper();
        workspace.meters().saveAll(json.readTree(MeteredWorld.METERS));
        workspace.plans().publish(json.readTree("""
                {"code":"pay","name":"Pay","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "trial_days":0,"fees":[],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), LocalDate.of(2026, 1, 1));
        workspace.customers().save(new BillingEntity("main", "Seller", "", "DE", "", "", "", 14, "R-", List.of()));
        workspace.customers().save(new Customer("acme", "Acme", "", "", "DE", "", "EUR", "en", "UTC", "main"));
        workspace
                .customers()
                .subscribe(new Subscription("acme", "pay", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        new Wallets(workspace.database(), workspace.clock())
                .topUp("acme", new BigDecimal("100000.00"), null, "first", "");
    }

    private static UsageBilling billing(Workspace workspace, UsageIntake intake) {
        return new UsageBilling(workspace.database(), workspace.clock(), intake.jointly(), workspace.quotas());
    }

    private void sendUntilKilled(Workspace workspace, int round, int millis) throws Exception {
        try (var intake = new UsageIntake(workspace.database(), workspace.clock());
                var threads = Executors.newFixedThreadPool(CALLERS)) {
            var billing = billing(workspace, intake);
            var killed = new AtomicBoolean();
            var callers = new ArrayList<Future<?>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String prefix = (caller == 0 ? "billed-" : "plain-") + round + "-" + caller + "-";
                int size = caller == 0 ? 1 : BATCH;
                callers.add(threads.submit(() -> {
                    for (int i = 0; !killed.get(); i += size) {
                        var ids = new ArrayList<String>();
                        for (int of = i; of < i + size; of++) {
                            ids.add(prefix + of);
                        }
                        sent.addAll(ids);
                        if (send(intake, billing, ids)) {
                            acknowledged.addAll(ids);
                        }
                    }
                }));
            }
            Thread.sleep(millis);
            new ServerToKill(folder).kill();
            Thread.sleep(millis / 2);
            killed.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
    }

    /** True when all were acknowledged. */
    private static boolean send(UsageIntake intake, UsageBilling billing, List<String> ids) {
        byte[] body = ("[" + String.join(",", ids.stream().map(EVENT::formatted).toList()) + "]")
                .getBytes(StandardCharsets.UTF_8);
        var rows = UsageDocument.read(body, null, MeteredWorld.CLOCK.instant());
        try {
            var results = ids.getFirst().startsWith("billed")
                    ? List.of(billing.take(rows.getFirst(), null, BillingMethod.WALLET)
                            .result())
                    : intake.take(rows, null);
            return results.stream()
                    .allMatch(result -> result.outcome() == Outcome.STORED || result.outcome() == Outcome.DUPLICATE);
        } catch (Failure away) {
            return false;
        }
    }

    private void check(Workspace workspace) {
        BooksAssert.assertThatBooksBalance(workspace.database());
        assertThat(texts(workspace, "select event_id from usage_event"))
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
        assertThat(MeteredWorld.rollupDifferences(workspace.database())).isZero();
        assertThat(texts(workspace, "select event_id from usage_charge where status = 'completed'"))
                .as("every charge has its event, and every billed event its charge")
                .containsExactlyInAnyOrderElementsOf(
                        texts(workspace, "select event_id from usage_event where event_id like 'billed-%'"));
        assertThat(texts(workspace, """
                        select 'differs' from wallet w where balance <> (select sum(amount) from wallet_entry)
                        or balance <> 100000 - (select sum(amount) from usage_charge where status = 'completed')
                        or (select sum(amount) from usage_charge) <> 0.02 * (select count(*) from usage_charge)""")).isEmpty();
    }

    private static List<String> texts(Workspace workspace, String sql) {
        return workspace.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        });
    }
}
