package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;
import static org.countinghouse.billing.TwoSessions.awaitWaiting;
import static org.countinghouse.billing.TwoSessions.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an invoice refers to is there and stays, and its period is open, although both are looked at once a statement. */
class AskedByKeyTest {
    private static final String COPY =
            "insert into invoice (billing_entity_id, customer_id, used_by, subscription_id, billing_run_id, plan_version_id,"
                    + " kind, status, period_from, period_to, starts_at, ends_at, currency, subtotal, discounts, credits,"
                    + " net, tax, total, prepaid, due, created_at) select %s, 'regular', 'draft', date '2026-09-01',"
                    + " date '2026-10-01', timestamptz '2026-09-01 00:00Z', timestamptz '2026-10-01 00:00Z', currency,"
                    + " 0, 0, 0, 0, 0, 0, 0, 0, created_at from invoice where id = (select min(id) from invoice)";
    private static final List<String> REFERRED = List.of(
            "billing_entity_id", "customer_id", "used_by", "subscription_id", "billing_run_id", "plan_version_id");

    private BilledWorld world;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.draftOctober();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing_entity_id",
                "customer_id",
                "used_by",
                "subscription_id",
                "billing_run_id",
                "plan_version_id"
            })
    void noInvoiceWithoutWhatItRefersTo(String wrong) {
        String columns = String.join(", ", REFERRED).replace(wrong, "4711");
        assertThatThrownBy(() -> world.execute(COPY.formatted(columns)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("database.reference"));
        if (!wrong.equals("used_by")) {
            assertThatThrownBy(() -> world.execute("update invoice set " + wrong + " = 4711"))
                    .as("an update")
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("database.reference"));
        }
        world.execute(COPY.formatted(String.join(", ", REFERRED))); // all are there
    }

    @Test
    void whatInvoicesReferToIsNeverDeletedAndKeepsItsKey() throws SQLException {
        try (Connection admin = TestDatabase.superuser(world.test().name())) {
            for (String table : List.of("billing_entity", "customer", "subscription", "billing_run", "plan_version")) {
                for (String wrong : List.of("delete from " + table, "truncate " + table + " cascade")) {
                    assertThatThrownBy(() -> run(admin, wrong)).as(wrong).hasMessageContaining("is never deleted");
                }
                assertThatThrownBy(() -> run(admin, "update " + table + " set id = default"))
                        .as(table)
                        .hasMessageContaining("is kept");
            }
        }
    }

    @Test
    void noPostingWithoutItsSeller() {
        assertThatThrownBy(() -> world.execute("insert into ledger_transaction (billing_entity_id, kind, source,"
                        + " booked_on, entries) values (4711, 'payment', 77, '2026-11-02', 2)"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("database.reference"));
    }

    @Test
    void nothingIsMadeOrNumberedInAClosedPeriod() throws SQLException {
        try (Connection admin = TestDatabase.superuser(world.test().name())) {
            run(
                    admin,
                    "insert into period_lock (period_from, period_to, reason, closed_at)"
                            + " values ('2026-09-01', '2026-11-01', 'closed', now())");
        }
        assertThatThrownBy(() -> world.execute(COPY.formatted(String.join(", ", REFERRED))))
                .hasMessageContaining("no invoice can be made in it");
        assertThatThrownBy(() -> world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER)))
                .hasMessageContaining("no invoice can become final in it");
        assertThat(world.number("select count(*) from invoice where number is not null"))
                .isZero();
        assertThat(world.number("select count(*) from ledger_entry")).isZero();
    }

    @Test
    void aPeriodIsKept() {
        for (String wrong : List.of("starts_at = starts_at + interval '1 hour'", "ends_at = '2027-01-01 00:00Z'")) {
            assertThatThrownBy(() -> world.execute("update invoice set " + wrong))
                    .as(wrong)
                    .hasMessageContaining("keeps its period");
        }
    }

    /** Closing a period waits for invoices that are being made in it. */
    @Test
    @Timeout(60)
    void whoClosesAPeriodWaitsForWhoBillsInIt() throws Exception {
        try (Connection first = TestDatabase.superuser(world.test().name());
                Connection second = TestDatabase.superuser(world.test().name());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            run(first, COPY.formatted(String.join(", ", REFERRED)));
            Future<?> closed = threads.submit(() -> {
                run(
                        second,
                        "insert into period_lock (period_from, period_to, reason, closed_at)"
                                + " values ('2026-09-01', '2026-10-01', 'closed', now())");
                return null;
            });
            awaitWaiting(world.test());
            first.commit();
            closed.get();
        }
    }

    /** Whoever holds a customer to erase it is waited for, and no invoice is made for what is erased then. */
    @Test
    @Timeout(60)
    void whoBillsWaitsForWhoErases() throws Exception {
        try (Connection first = TestDatabase.superuser(world.test().name());
                Connection second = TestDatabase.superuser(world.test().name());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            run(first, "select from customer for update");
            run(first, "update customer set status = 'closed', erased_at = now(), erased_by = 'x', erase_reason = 'x'");
            Future<?> billed = threads.submit(() -> {
                run(second, COPY.formatted(String.join(", ", REFERRED)));
                return null;
            });
            awaitWaiting(world.test());
            first.commit();
            assertThatThrownBy(billed::get).hasMessageContaining("is erased");
            assertThat(world.number("select count(*) from invoice")).isEqualByComparingTo("1");
        }
    }
}
