package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer's token sees that customer's rows and no others, whatever is asked: the database sees to it. */
class ConfinedTest {
    /** Tables with rows of customers, and how a row names its customer. */
    private static final List<String> OWNED = List.of(
            "select id from customer",
            "select customer_id from subscription",
            "select customer_id from usage_event",
            "select customer_id from usage_rollup",
            "select customer_id from invoice",
            "select i.customer_id from invoice_line l join invoice i on i.id = l.invoice_id");

    @TempDir
    static Path folder;

    private static MeteredWorld world;

    @BeforeAll
    static void open() throws Exception {
        world = MeteredWorld.in(folder);
        var rows = new StringBuilder();
        for (String customer : List.of("acme", "umbrella")) {
            for (int i = 0; i < 5; i++) {
                rows.append(
                        "{\"customer\":\"%s\",\"id\":\"%d\",\"event\":\"api_call\",\"time\":\"2026-10-0%dT00:00:00Z\"}\n"
                                .formatted(customer, i, i + 1));
            }
        }
        world.run(world.file("usage.jsonl", rows.toString()));
        try (Connection connection = TestDatabase.superuser(world.test().name());
                Statement statement = connection.createStatement()) {
            statement.execute("insert into plan (code, name, currency, created_at)"
                    + " select 'plan-' || external_id, 'Plan', 'EUR', now() from customer");
            statement.execute("insert into plan_version (plan_id, number, state, effective_from, document, created_at)"
                    + " select id, 1, 'published', '2026-01-01', '{}', now() from plan");
            statement.execute(
                    "insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)"
                            + " select c.id, v.id, '2026-01-01', 'UTC', now() from customer c"
                            + " join plan p on p.code = 'plan-' || c.external_id join plan_version v on v.plan_id = p.id");
            statement.execute("insert into invoice (billing_entity_id, customer_id, subscription_id, plan_version_id,"
                    + " status, period_from, period_to, currency, subtotal, discounts, credits, net, tax, total,"
                    + " prepaid, due, created_at) select c.billing_entity_id, c.id, s.id, s.plan_version_id, 'draft',"
                    + " '2026-10-01', '2026-11-01', 'EUR', 1, 0, 0, 1, 0, 1, 0, 1, now()"
                    + " from customer c join subscription s on s.customer_id = c.id");
            statement.execute("insert into invoice_line (invoice_id, position, kind, name, quantity, exact, amount,"
                    + " discount, credit, net, explanation) select id, 1, 'fee', 'Fee', 1, 1, 1, 0, 0, 1, '[]'"
                    + " from invoice");
        }
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void noQuestionOfACustomerHoldsAConnectionForEver() {
        long acme = world.customer("acme");
        assertThat(text(world.database().confined(acme), "show statement_timeout"))
                .isEqualTo("20s");
        assertThat(text(world.database(), "show statement_timeout"))
                .as("of the house, on the same connection after it")
                .isEqualTo("0");
    }

    private static String text(Database database, String question) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(question)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Test
    void aCustomerSeesItsOwnRowsAndNoOthers() {
        long acme = world.customer("acme");
        Database confined = world.database().confined(acme);
        for (String question : OWNED) {
            assertThat(numbers(world.database(), question)).as(question).contains(world.customer("umbrella"));
            assertThat(numbers(confined, question)).as(question).isNotEmpty().containsOnly(acme);
        }
        assertThat(numbers(confined, "select count(*) from plan")).containsExactly(1L);
        assertThat(numbers(confined, "select count(*) from plan_version")).containsExactly(1L);
        assertThat(numbers(confined, "select count(*) from import_batch")).containsExactly(0L);
        assertThat(numbers(confined, "select count(*) from usage_event where customer_id <> " + acme))
                .containsExactly(0L);
    }

    @Test
    void nobodyNamedIsNobodySeen() {
        Database nobody = world.database().confined(0);
        for (String question : OWNED) {
            assertThat(numbers(nobody, question)).as(question).isEmpty();
            assertThat(unset(question)).as(question).isEmpty();
        }
    }

    @Test
    void theConfinementEndsWithItsTransaction() {
        for (int i = 0; i < 50; i++) {
            world.database().confined(world.customer("acme")).read(connection -> connection.getAutoCommit());
        }
        assertThat(numbers(world.database(), "select count(distinct customer_id) from usage_event"))
                .containsExactly(2L);
    }

    @Test
    void aConfinedDatabaseChangesNothing() {
        Database confined = world.database().confined(world.customer("acme"));
        assertThatThrownBy(() -> confined.write(connection -> 1)).isInstanceOf(StorageFailure.class);
        assertThatThrownBy(() -> confined.entities(session -> 1)).isInstanceOf(StorageFailure.class);
        assertThatThrownBy(confined::bulk).isInstanceOf(StorageFailure.class);
        assertThatThrownBy(() -> confined.administer(connection -> 1)).isInstanceOf(StorageFailure.class);
        for (String sql : List.of(
                "select * from access_token",
                "select * from audit_entry",
                "select * from invoice_input",
                "select * from usage_key",
                "select * from billing_run",
                "select * from usage_event_2026_10",
                "delete from usage_event",
                "update customer set name = 'x'")) {
            assertThatThrownBy(() -> confined.read(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.execute(sql);
                        }
                    }))
                    .as(sql)
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void theGatewaysOwnSignInCanConfineToo() {
        long acme = world.customer("acme");
        try (Database gateway = world.test().as(GroupRole.GATEWAY)) {
            assertThat(numbers(gateway, "select distinct customer_id from usage_event"))
                    .hasSize(2);
            assertThat(numbers(gateway.confined(acme), "select customer_id from usage_event"))
                    .containsOnly(acme);
        }
        for (GroupRole staff : List.of(GroupRole.ANALYST, GroupRole.FINANCE, GroupRole.ADMIN, GroupRole.AUDITOR)) {
            try (Database other = world.test().as(staff)) {
                assertThat(numbers(other, "select distinct customer_id from invoice"))
                        .hasSizeGreaterThan(1);
            }
        }
    }

    private static List<Long> unset(String question) {
        return world.database().read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local role ch_customer");
            }
            return numbers(connection, question);
        });
    }

    private static List<Long> numbers(Database database, String question) {
        return database.read(connection -> numbers(connection, question));
    }

    private static List<Long> numbers(Connection connection, String question) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
