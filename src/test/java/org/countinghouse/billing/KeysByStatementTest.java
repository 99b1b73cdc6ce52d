package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;
import static org.countinghouse.billing.TwoSessions.awaitWaiting;
import static org.countinghouse.billing.TwoSessions.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the foreign keys of parts and entries promise holds although they are looked at once a statement. */
class KeysByStatementTest {
    private static final String LINE =
            "insert into invoice_line (invoice_id, position, kind, name, quantity, exact, amount,"
                    + " discount, credit, net, explanation) values (%s, 99, 'manual', 'Added', 1, 0, 0, 0, 0, 0, '{}')";
    private static final List<String> PARTS =
            List.of("invoice_line", "invoice_tax", "invoice_input", "invoice_transition");

    private BilledWorld world;
    private long draft;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.use("acme", "e1", 5, "2026-10-03T10:00:00Z");
        world.draftOctober();
        draft = number("select id from invoice");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void noPartWithoutItsInvoice() {
        for (String orphan : List.of(
                LINE.formatted(draft + 1_000),
                "insert into invoice_tax (invoice_id, position, code, rate, base, amount) values (4711, 9, 'VAT', 19, 0, 0)",
                "insert into invoice_input (invoice_id, request) values (4711, '{}')",
                "insert into invoice_transition (invoice_id, to_status, at) values (4711, 'draft', now())")) {
            assertThatThrownBy(() -> world.execute(orphan))
                    .as(orphan)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("database.reference"));
        }
        world.execute(LINE.formatted(draft)); // one that is there
    }

    @Test
    void aDeletedDraftLeavesNoPart() {
        for (String part : PARTS) {
            assertThat(number("select count(*) from " + part)).as(part).isPositive();
        }
        world.execute("delete from invoice");
        for (String part : PARTS) {
            assertThat(number("select count(*) from " + part)).as(part).isZero();
        }
    }

    @Test
    void keysStayAsTheyAre() {
        for (String wrong : List.of(
                "update invoice set id = id + 1000",
                "update invoice_line set invoice_id = invoice_id + 1000",
                "update invoice_tax set invoice_id = invoice_id + 1000",
                "update invoice_input set invoice_id = invoice_id + 1000",
                "update invoice_transition set invoice_id = invoice_id + 1000",
                "update ledger_account set code = 'till' where code = 'cash'",
                "delete from ledger_account where code = 'cash'")) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
    }

    @Test
    void noEntryWithoutWhatItRefersTo() {
        for (String wrong : List.of(
                "select t.id, v.position, 'till', c.id, null::bigint",
                "select t.id, v.position, 'cash', c.id + 1000, null::bigint",
                "select t.id, v.position, 'cash', c.id, 4711",
                "select t.id + 1000, v.position, 'cash', c.id, null::bigint")) {
            assertThatThrownBy(() -> world.execute("with t as (insert into ledger_transaction (billing_entity_id, kind,"
                            + " source, booked_on, entries) select id, 'payment', 77, '2026-11-02', 2 from billing_entity"
                            + " returning id) insert into ledger_entry (ledger_transaction_id, position, account,"
                            + " customer_id, invoice_id, currency, amount) " + wrong + ", 'EUR', v.amount from t,"
                            + " customer c, (values (1, 1.00), (2, -1.00)) v (position, amount)"))
                    .as(wrong)
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    @Timeout(60)
    void whoAddsAPartWaitsForWhoDeletesTheDraft() throws Exception {
        try (Connection first = TestDatabase.superuser(world.test().name());
                Connection second = TestDatabase.superuser(world.test().name());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            run(first, "delete from invoice");
            Future<Void> added = threads.submit(task(second, LINE.formatted(draft)));
            awaitWaiting(world.test());
            first.commit();
            assertThatThrownBy(added::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(SQLException.class)
                    .hasMessageContaining("there is no invoice " + draft);
            assertThat(number("select count(*) from invoice_line")).isZero();
        }
    }

    @Test
    @Timeout(60)
    void whoDeletesTheDraftWaitsForWhoAddsAPart() throws Exception {
        try (Connection first = TestDatabase.superuser(world.test().name());
                Connection second = TestDatabase.superuser(world.test().name());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            run(first, LINE.formatted(draft));
            Future<Void> deleted = threads.submit(task(second, "delete from invoice"));
            awaitWaiting(world.test());
            first.commit();
            deleted.get();
            assertThat(number("select count(*) from invoice_line")).isZero();
        }
    }

    private static Callable<Void> task(Connection connection, String sql) {
        return () -> {
            run(connection, sql);
            return null;
        };
    }

    private long number(String sql) {
        return world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
