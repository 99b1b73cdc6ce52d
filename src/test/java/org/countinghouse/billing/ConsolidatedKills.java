package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Statement;
import java.time.Clock;
import org.countinghouse.storage.Database;

/** Payers with two subscriptions and a child with one, each of whom gets one invoice, and what must hold of them. */
final class ConsolidatedKills {
    private static final int PARTS = 3;
    /** Those after them are for measuring. */
    private static final int MONTHS = 8;

    private ConsolidatedKills() {}

    /** All on the plan {@code mixed}, which there is. */
    static void fill(Database database, int payers) {
        execute(database, """
                insert into customer (external_id, name, country, currency, billing_entity_id, one_invoice, created_at)
                select 'payer-' || n, 'Payer ' || n, 'DE', 'EUR', b.id, true, now()
                from generate_series(1, %d) n, billing_entity b;
                insert into customer (external_id, name, country, currency, billing_entity_id, payer_id, created_at)
                select 'child-' || p.external_id, 'Child', 'DE', 'EUR', p.billing_entity_id, p.id, now()
                from customer p where p.external_id like 'payer-%%';
                insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)
                select c.id, v.id, '2026-01-01', 'UTC', now()
                from customer c cross join generate_series(1, 2) n
                    join plan p on p.code = 'mixed' join plan_version v on v.plan_id = p.id
                where c.one_invoice or (c.payer_id is not null and n = 1)""".formatted(payers));
    }

    /** A month for each round, all of one series of numbers; when they are used up, the same ones again. */
    static String period(Database database, Clock clock, int round) {
        if (round % MONTHS == 0 && round > 0) {
            var life = new InvoiceLife(database, clock);
            new Invoices(database).each(null, false, invoice -> {
                if (invoice.status() == InvoiceStatus.FINAL) {
                    life.makeVoid(invoice.id(), "once more");
                }
            });
        }
        return "2026-%02d".formatted(1 + round % MONTHS);
    }

    /** What is there after a kill is whole. */
    static void assertWhole(Database database) {
        assertThat(number(
                        database,
                        "select count(*) from invoice c where c.kind = 'consolidated'"
                                + " and (select count(*) from invoice p where p.collected_by = c.id) <> " + PARTS))
                .as("invoices without all of their parts")
                .isZero();
        assertThat(number(database, "select count(*) from invoice where kind = 'regular' and collected_by is null"))
                .as("periods outside of their payer's invoice")
                .isZero();
        assertThat(number(database, """
                        select count(*) from (select from invoice where kind = 'consolidated' and status <> 'void'
                            group by customer_id, ends_at having count(*) > 1) twice"""))
                .as("two invoices of a payer and period")
                .isZero();
        assertThat(number(database, """
                        select count(*) from (select from invoice where kind = 'regular' and status <> 'void'
                            group by subscription_id, starts_at having count(*) > 1) twice""")).as("parts that are collected twice").isZero();
        assertThat(number(database, """
                        select max(substring(number from '\\d+$')::int) - count(distinct number) from invoice
                            where number is not null""")).as("gaps in numbers").isZero();
    }

    /** A month of which everything is final. */
    static void assertDone(Database database, String period, int payers) {
        assertWhole(database);
        var month = BillingPeriod.parse(period);
        String of = " and status <> 'void' and period_from = '" + month.from() + "'";
        assertThat(number(
                        database,
                        "select count(*) from invoice where kind = 'consolidated' and number is not null" + of))
                .isEqualTo(payers);
        assertThat(number(database, "select count(*) from invoice where status = 'collected'" + of))
                .isEqualTo((long) payers * PARTS);
        assertThat(number(
                        database,
                        "select count(*) from ledger_transaction t join invoice i on i.id = t.source"
                                + " where t.kind = 'invoice' and i.kind = 'consolidated'"))
                .as("each posted once")
                .isEqualTo(number(
                        database, "select count(*) from invoice where kind = 'consolidated' and number is not null"));
    }

    static long number(Database database, String sql) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    static void execute(Database database, String sql) {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
