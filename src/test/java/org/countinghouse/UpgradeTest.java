package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.countinghouse.billing.Finalising;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceParties;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Invoices;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.customers.Customers;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database that an older program has filled is brought up to date: invoices that are final, open, void and written off,
 * somebody who pays for another, payments, a credit note, fees in advance, subscriptions that change, a wallet, and the
 * ledger of it all. Nothing of it is lost, the books agree, and work goes on.
 */
class UpgradeTest {
    private static final int OLDER = 35;
    private static final Clock DECEMBER = Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC);

    private Map<String, Long> before;
    private TestDatabase test;

    @BeforeEach
    void upgrade() throws Exception {
        String name = TestDatabase.older(OLDER);
        try (Connection connection = TestDatabase.superuser(name);
                Statement statement = connection.createStatement()) {
            statement.execute(rows());
            before = counts(connection);
        }
        test = TestDatabase.existing(
                name,
                Stream.of(Plans.ENTITIES, Customers.ENTITIES)
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Database database() {
        return test.database();
    }

    @Test
    void everyRowIsThereAndTheBooksAgree() throws Exception {
        assertThat(before)
                .containsEntry("invoice", 13L)
                .containsEntry("ledger_entry", 47L)
                .containsEntry("customer", 7L);
        try (Connection connection = TestDatabase.superuser(test.name())) {
            var after = counts(connection);
            // What is said of invoices that ask for nothing is a step that older programs did not take.
            before.merge("invoice_transition", 1L, Long::sum);
            before.forEach((table, rows) -> assertThat(after).as(table).containsEntry(table, rows));
        }
        assertThatBooksBalance(database());
    }

    @Test
    void whatTheStepsFillIsRight() {
        var invoices = new Invoices(database());
        var umbrella = invoices.find("R-2026-000002");
        assertThat(umbrella.status()).isEqualTo(InvoiceStatus.OVERDUE);
        assertThat(umbrella.customer()).isEqualTo("umbrella");
        assertThat(umbrella.total()).isEqualByComparingTo("40.46");
        assertThat(umbrella.lines()).hasSize(2);
        var life = new InvoiceLife(database(), DECEMBER);
        assertThat(life.open(umbrella.id())).isEqualByComparingTo("13.56");
        assertThat(life.payments().of(umbrella.id())).hasSize(2).allMatch(payment -> payment.takenBack() == null);
        assertThat(one("select count(*) from invoice_parties")).isEqualTo(one("select count(number) from invoice"));
        var vienna = new InvoiceParties(database())
                .of(Long.parseLong(one("select min(i.id) from invoice i join customer c on c.id = i.customer_id"
                        + " where c.external_id = 'vienna' and i.number is not null")));
        assertThat(vienna.buyerName()).isEqualTo("Wien & Söhne");
        assertThat(vienna.buyerAddress()).containsExactly("Ring 1", "1010 Wien");
        assertThat(one("select string_agg(distinct tax_country, ',' order by tax_country) from invoice"
                        + " where number is not null"))
                .isEqualTo("AT,DE");
        assertThat(one("select bool_and(tax_doubt) from invoice where number is null and status = 'draft'"))
                .isEqualTo("t");
        assertThat(one("select string_agg(i.status, ',') from invoice i join customer c on c.id = i.customer_id"
                        + " where c.external_id = 'idle' and i.number is not null"))
                .as("nothing was to be paid")
                .isEqualTo("paid");
        assertThat(one("select time_zone from billing_entity")).isEqualTo("UTC");
        var changes = new SubscriptionChanges(database(), DECEMBER)
                .of(Long.parseLong(one("select s.id from subscription s join customer c on c.id = s.customer_id"
                        + " where c.external_id = 'umbrella'")));
        assertThat(changes).hasSize(2);
    }

    @Test
    void workGoesOn() {
        var life = new InvoiceLife(database(), DECEMBER);
        long umbrella = new Invoices(database()).find("R-2026-000002").id();
        long wrong = life.payments().of(umbrella).getFirst().id();
        life.payments().takeBack(wrong, "the bank took it back");
        assertThat(life.open(umbrella)).isEqualByComparingTo("23.56");
        assertThat(life.pay(umbrella, new BigDecimal("23.56"), LocalDate.of(2026, 12, 1), "transfer 1"))
                .isEqualByComparingTo("0");
        List<Long> drafts = Stream.of(one("select string_agg(id::text, ',' order by id) from invoice"
                                + " where number is null and status = 'draft'")
                        .split(",", -1))
                .map(Long::valueOf)
                .toList();
        assertThat(new Finalising(database(), DECEMBER).finalise(drafts)).isEqualTo(drafts.size());
        assertThatBooksBalance(database());
    }

    private String one(String sql) {
        return database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** Rows by table; parts of tables are counted with the whole. */
    private static Map<String, Long> counts(Connection connection) throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var tables = connection.createStatement();
                var counting = connection.createStatement();
                var table = tables.executeQuery("select c.relname from pg_class c join pg_namespace n"
                        + " on n.oid = c.relnamespace where n.nspname = 'countinghouse' and c.relkind in ('r', 'p')"
                        + " and not c.relispartition and c.relname <> 'flyway_schema_history'")) {
            while (table.next()) {
                try (var row = counting.executeQuery("select count(*) from " + table.getString(1))) {
                    row.next();
                    counts.put(table.getString(1), row.getLong(1));
                }
            }
        }
        return counts;
    }

    private static String rows() throws IOException {
        try (InputStream stream =
                UpgradeTest.class.getResourceAsStream("/org/countinghouse/storage/filled-at-" + OLDER + ".sql")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
