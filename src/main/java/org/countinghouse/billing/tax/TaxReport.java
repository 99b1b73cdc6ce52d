package org.countinghouse.billing.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.TableFile;
import org.joda.money.CurrencyUnit;

/** What tax was charged in a period, by rate: the figures of a tax return. */
public final class TaxReport {
    /** More than there are countries and rates. */
    private static final int MOST = 100_000;

    private static final List<String> HEADING = List.of(
            "entity",
            "country",
            "currency",
            "tax",
            "percent",
            "invoices",
            "base",
            "tax_amount",
            "books_currency",
            "books_tax",
            "reason");

    /** What an invoice {@code i} bills without any tax; lines of before do not tell it, their invoices do. */
    private static final String WITHOUT =
            "coalesce(l.untaxed, not exists " + "(select from invoice_tax a where a.invoice_id = l.invoice_id))";

    private static final String UNTAXED =
            "select coalesce(sum(l.net), 0) as net from invoice_line l" + " where l.invoice_id = i.id and " + WITHOUT;
    /** The taxes of invoices, and what has none as another row. */
    private static final String TAXED_AND_NOT = "select position, base, amount from invoice_tax where invoice_id = i.id"
            + " union all select null, u.net, 0 from (" + UNTAXED + ") u where u.net <> 0";
    /** What a credit note {@code n} takes of it. */
    private static final String UNTAXED_CREDIT = "select coalesce(sum(c.amount), 0) as net from credit_note_line c"
            + " join invoice_line l on l.invoice_id = n.invoice_id and l.position = c.line"
            + " where c.credit_note_id = n.id and " + WITHOUT;

    private final Database database;

    public TaxReport(Database database) {
        this.database = database;
    }

    /**
     * A line of the report.
     *
     * @param country of the customers when the invoices became final; empty: not known
     * @param code empty: what no tax was on, not even one of nothing with a reason
     * @param rate percent
     * @param reason of reverse charge or exemption; empty where tax was charged
     * @param invoices how many carry it, less those that were voided
     * @param base net that was taxed
     * @param booksCurrency in which the seller owes it: that of the books, or the invoices' own
     * @param booksTax the tax in it, of each invoice at the rate of its issue
     */
    public record Line(
            long position,
            String billingEntity,
            String country,
            String currency,
            String code,
            BigDecimal rate,
            String reason,
            long invoices,
            BigDecimal base,
            BigDecimal tax,
            String booksCurrency,
            BigDecimal booksTax) {
        /** Whether no tax was on it. */
        public boolean untaxed() {
            return code.isEmpty();
        }

        /** The tax, or that there was none, as files have it. */
        public String taxName() {
            return untaxed() ? "no tax" : code;
        }
    }

    /**
     * Numbered invoices issued from the first day to the day before {@code to}, less the credit notes issued and the
     * invoices voided in these days. So the report of a period that is past never changes. What a credit note takes from
     * the base of one of several rates follows from the tax it takes, and may be off by the rounding of that tax. What no
     * tax was on has a row of its own for each country: rows of one tax and of none add up to all that was billed.
     *
     * @param from first day of issue
     */
    public List<Line> between(LocalDate from, LocalDate to) {
        return rows(from, to).page(Filter.ALL, List.of(), null, 0, MOST).rows();
    }

    /**
     * The same as a file, a workbook or CSV by the ending of its name.
     *
     * @return the number of rows
     */
    public long save(LocalDate from, LocalDate to, Path file) {
        var lines = between(from, to);
        TableFile.write(file, "tax", HEADING, rows -> {
            for (Line line : lines) {
                rows.add(List.of(
                        line.billingEntity(),
                        line.country(),
                        line.currency(),
                        line.taxName(),
                        line.rate().stripTrailingZeros(),
                        BigDecimal.valueOf(line.invoices()),
                        amount(line.base(), line.currency()),
                        amount(line.tax(), line.currency()),
                        line.booksCurrency(),
                        amount(line.booksTax(), line.booksCurrency()),
                        line.reason()));
            }
        });
        return lines.size();
    }

    private static TableFile.Amount amount(BigDecimal value, String currency) {
        int decimals = Math.max(0, CurrencyUnit.of(currency).getDecimalPlaces());
        return new TableFile.Amount(value.setScale(decimals, RoundingMode.HALF_UP));
    }

    /** The same for a table. */
    public RowSource<Line> rows(LocalDate from, LocalDate to) {
        // Dates are written by the program, never anybody's text.
        return ListQuery.of(
                        database,
                        "(" + """
                        with issued as (
                            select i.id, i.issued_on as day, 1 as sign, t.position, t.base, t.amount
                            from invoice i join invoice_tax t on t.invoice_id = i.id where i.number is not null
                            union all
                            select i.id, i.issued_on, 1, null, u.net, 0
                            from invoice i join lateral (%1$s) u on u.net <> 0 where i.number is not null
                            union all
                            select i.id, coalesce((select l.booked_on from ledger_transaction l
                                    where l.kind = 'void' and l.source = i.id), (v.at at time zone e.time_zone)::date), -1, t.position, -t.base, -t.amount
                            from invoice i join lateral (%2$s) t on true
                                join invoice_transition v on v.invoice_id = i.id and v.to_status = 'void'
                                join billing_entity e on e.id = i.billing_entity_id
                            where i.number is not null and i.status = 'void'
                            union all
                            select i.id, n.issued_on, 0, t.position,
                                -case when t.base = i.net - iu.net then n.net - nu.net
                                    when t.rate > 0 then round(coalesce(nt.amount, 0) * 100 / t.rate, minor_units(i.currency))
                                    when other.rate > 0 then n.net - nu.net
                                        - round(coalesce(nto.amount, 0) * 100 / other.rate, minor_units(i.currency))
                                    else 0 end,
                                -coalesce(nt.amount, 0)
                            from credit_note n join invoice i on i.id = n.invoice_id
                                join invoice_tax t on t.invoice_id = i.id
                                join lateral (%1$s) iu on true
                                join lateral (%3$s) nu on true
                                left join credit_note_tax nt on nt.credit_note_id = n.id and nt.position = t.position
                                -- The only other one: what it does not take is this one's.
                                left join lateral (select max(o.position) as position, max(o.rate) as rate
                                    from invoice_tax o where o.invoice_id = i.id and o.position <> t.position
                                    having count(*) = 1) other on true
                                left join credit_note_tax nto on nto.credit_note_id = n.id
                                    and nto.position = other.position
                            union all
                            select i.id, n.issued_on, 0, null, -nu.net, 0
                            from credit_note n join invoice i on i.id = n.invoice_id
                                join lateral (%3$s) nu on nu.net <> 0),
                        grouped as (
                            select e.code as entity, coalesce(i.tax_country, '') as country, i.currency,
                                coalesce(t.code, '') as code, coalesce(t.rate, 0) as rate, coalesce(t.reason, '') as reason,
                                sum(s.sign) as invoices, sum(s.base) as base, sum(s.amount) as tax,
                                coalesce(i.books_currency, i.currency) as books_currency,
                                sum(round(s.amount * coalesce(i.exchange_rate, 1),
                                    minor_units(coalesce(i.books_currency, i.currency)))) as books_tax
                            from issued s join invoice i on i.id = s.id
                                left join invoice_tax t on t.invoice_id = s.id and t.position = s.position
                                join billing_entity e on e.id = i.billing_entity_id
                            where s.day >= date '%4$s' and s.day < date '%5$s'
                            group by 1, 2, 3, 4, 5, 6, 10
                            having sum(s.sign) <> 0 or sum(s.base) <> 0 or sum(s.amount) <> 0)
                        select *, row_number() over (order by entity, country, currency, code, rate desc, reason,
                            books_currency) as place
                        from grouped
                        """.formatted(UNTAXED, TAXED_AND_NOT, UNTAXED_CREDIT, from, to) + ") r",
                        TaxReport::line)
                .id("r.place", Line::position)
                .column("entity", "r.entity", Column.Kind.TEXT)
                .column("country", "r.country", Column.Kind.TEXT)
                .column("currency", "r.currency::text", Column.Kind.TEXT)
                .column("code", "r.code", Column.Kind.TEXT)
                .column("rate", "r.rate", Column.Kind.RATE)
                .column("invoices", "r.invoices", Column.Kind.NUMBER)
                .column("base", "r.base", Column.Kind.MONEY)
                .column("tax", "r.tax", Column.Kind.MONEY)
                .column("booksTax", "r.books_tax", Column.Kind.RATE)
                .column("reason", "r.reason", Column.Kind.TEXT)
                .currency("r.currency")
                .required(
                        "entity",
                        "country",
                        "currency",
                        "code",
                        "rate",
                        "invoices",
                        "base",
                        "tax",
                        "booksTax",
                        "reason")
                .build();
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("place"),
                row.getString("entity"),
                row.getString("country"),
                row.getString("currency"),
                row.getString("code"),
                row.getBigDecimal("rate"),
                row.getString("reason"),
                row.getLong("invoices"),
                row.getBigDecimal("base"),
                row.getBigDecimal("tax"),
                row.getString("books_currency"),
                row.getBigDecimal("books_tax"));
    }
}
