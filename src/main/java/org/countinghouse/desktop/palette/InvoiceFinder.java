package org.countinghouse.desktop.palette;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.customers.CustomerWords;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.desktop.invoices.InvoiceStatuses;
import org.countinghouse.storage.Database;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.kordamp.ikonli.feather.Feather;

/** Invoices by number, drafts by the number they are called by, and the newest of customers; each opens selected. */
final class InvoiceFinder implements PaletteProvider {
    /**
     * Numbers are only looked through when a digit was typed: what all of them begin with finds nothing useful. The
     * digits are compared first, because comparing letters in any case takes three times as long. Of several customers
     * each shows its newest invoice before any shows its second.
     */
    private static final String SQL =
            """
            with numbered as (
                select i.id, 0 as kind, %s as rank, 0 as turn, i.number as name
                from invoice i
                where cardinality(:digits::text[]) > 0 and i.number like all (:digits)
                    and i.number ilike all (:words)
                order by rank, i.number desc
                limit :most),
            draft as (
                select i.id, 0, 0, 0, ''
                from invoice i
                where i.id = :id::bigint and i.number is null and i.collected_by is null),
            named as (
                select c.id, least(%s, %s) as rank, lower(c.name) as name
                from customer c
                where c.name || ' ' || c.external_id ilike all (:words)
                order by 2, 3, c.id
                limit :most),
            of_customer as (
                select newest.id, 1, named.rank, newest.turn, named.name
                from named cross join lateral (
                    select i.id, row_number() over (order by i.period_from desc, i.id desc)::int as turn
                    from invoice i
                    where i.customer_id = named.id and i.collected_by is null
                    order by i.period_from desc, i.id desc
                    limit :most) newest),
            found as (
                select distinct on (id) * from (
                    select * from numbered union all select * from draft union all select * from of_customer) together
                order by id, kind)
            select i.id, i.number, c.name as customer, i.period_from, i.period_to, i.currency, i.total, i.status,
                jsonb_array_length(i.problems) as problems
            from found join invoice i on i.id = found.id join customer c on c.id = i.customer_id
            order by found.kind, found.turn, found.rank, case when found.kind = 0 then found.name end desc,
                found.name, i.id
            limit :most
            """.formatted(Search.rank("i.number"), Search.rank("c.name"), Search.rank("c.external_id"));

    private final Search search;
    private final ScreenContext context;
    private final CustomerWords words;

    InvoiceFinder(Database database, ScreenContext context) {
        this.search = new Search(database, SQL);
        this.context = context;
        this.words = new CustomerWords(context.texts(), context.formats());
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        return search.find(Typed.of(query), limit, this::entry);
    }

    private PaletteEntry entry(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String number = row.getString("number");
        String name = number == null ? context.texts().get("invoices.draft", Long.toString(id)) : number;
        return PaletteEntry.place(
                "group.invoices",
                Feather.FILE_TEXT,
                name + " · " + row.getString("customer"),
                detail(row),
                context.navigator(),
                InvoiceFilter.location(id));
    }

    private String detail(ResultSet row) throws SQLException {
        var total = Money.of(
                CurrencyUnit.of(row.getString("currency")), row.getBigDecimal("total"), RoundingMode.UNNECESSARY);
        var status = InvoiceStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        String period = words.period(
                row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class));
        return period + " · " + context.formats().money(total) + " · "
                + InvoiceStatuses.of(status, row.getInt("problems") > 0, context.texts())
                        .text();
    }
}
