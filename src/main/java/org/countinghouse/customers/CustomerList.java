package org.countinghouse.customers;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.countinghouse.money.Decimals;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** All customers, each with its plan and its newest invoice. */
public final class CustomerList {
    /** Each look-up takes one row through an index, so that a page costs the same however many customers there are. */
    private static final String FROM = """
            customer c
            left join lateral (
                select p.name
                from subscription_current s
                join plan_version v on v.id = s.plan_version_id
                join plan p on p.id = v.plan_id
                where s.customer_id = c.id
                order by s.ends_on is not null, s.starts_on desc, s.id desc
                limit 1) subscribed on true
            left join lateral (
                select i.total, i.currency, i.period_from
                from invoice i
                where i.customer_id = c.id and i.status <> 'void' and i.collected_by is null
                order by i.period_from desc, i.id desc
                limit 1) billed on true
            left join lateral (
                select min(s.starts_on) as starts_on
                from subscription s
                where s.customer_id = c.id) first on true
            """;

    private CustomerList() {}

    public static RowSource<CustomerRow> of(Database database) {
        return ListQuery.of(database, FROM, CustomerList::row)
                .select("c.id, c.name, c.external_id, c.country, c.currency, subscribed.name as plan, c.status,"
                        + " billed.total, billed.currency as billed_currency, billed.period_from, first.starts_on")
                .id("c.id", CustomerRow::id)
                .column("name", "c.name", Column.Kind.TEXT)
                .column("external_id", "c.external_id", Column.Kind.TEXT)
                .column("plan", "subscribed.name", Column.Kind.TEXT)
                .column("status", "c.status", Column.Kind.TEXT)
                .column("country", "c.country", Column.Kind.TEXT)
                .column("currency", "c.currency", Column.Kind.TEXT)
                .column("last_period", "billed.period_from", Column.Kind.DATE)
                .column("last_invoice", "billed.total", Column.Kind.MONEY)
                .column("since", "first.starts_on", Column.Kind.DATE)
                .currency("coalesce(billed.currency, c.currency)")
                .required("name", "external_id", "status", "currency")
                .defaultSort(new Sort("name", false))
                .build();
    }

    private static CustomerRow row(ResultSet row) throws SQLException {
        return new CustomerRow(
                row.getLong("id"),
                row.getString("name"),
                row.getString("external_id"),
                row.getString("country"),
                row.getString("currency"),
                row.getString("plan"),
                row.getString("status"),
                money(row.getString("billed_currency"), row.getBigDecimal("total")),
                row.getObject("period_from", LocalDate.class),
                row.getObject("starts_on", LocalDate.class));
    }

    /** The column keeps twelve decimals; what is billed has the currency's own. */
    private static @Nullable BigMoney money(@Nullable String currency, @Nullable BigDecimal stored) {
        return currency == null || stored == null
                ? null
                : BigMoney.of(CurrencyUnit.of(currency), new BigDecimal(Decimals.plain(stored)));
    }
}
