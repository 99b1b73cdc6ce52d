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

    private final Database database;

    public TaxReport(Database database) {
        this.database = database;
    }

    /**
     * A line of the report.
     *
     * @param country of the customers
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
            BigDecimal booksTax) {}

    /**
     * Numbered invoices issued from the first day to the day before {@code to}, less the credit notes issued and the
     * invoices voided in these days. So the report of a period that is past never changes. What a credit note takes from
     * the base of one of several rates follows from the tax it takes, and may be off by the rounding of that tax.
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
                        line.code(),
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
        return ListQuery.of(database, "(" + """
                        with issued as (
                            select i.id, i.issued_on as day, 1 as sign, t.position, t.base, t.amount
                            from invoice i join invoice_tax t on t.invoice_id = i.id where i.number is not null
                            union all
                            select i.id, (v.at at time zone 'UTC')::date, -1, t.position, -t.base, -t.amount
                            from invoice i join invoice_tax t on t.invoice_id = i.id
                                join invoice_transition v on v.invoice_id = i.id and v.to_status = 'void'
                            where i.number is not null and i.status = 'void'
                            union all
                            select i.id, n.issued_on, 0, t.position,
                                -case when t.base = i.net then n.net
                                    when t.rate > 0 then round(coalesce(nt.amount, 0) * 100 / t.rate, minor_units(i.currency))
                                    when other.rate > 0 then n.net - round(coalesce(nto.amount, 0) * 100 / other.rate,
                                        minor_units(i.currency))
                                    else 0 end,
                                -coalesce(nt.amount, 0)
                            from credit_note n join invoice i on i.id = n.invoice_id
                                join invoice_tax t on t.invoice_id = i.id
                                left join credit_note_tax nt on nt.credit_note_id = n.id and nt.position = t.position
                                -- The only other one: what it does not take is this one's.
                                left join lateral (select max(o.position) as position, max(o.rate) as rate
                                    from invoice_tax o where o.invoice_id = i.id and o.position <> t.position
                                    having count(*) = 1) other on true
                                left join credit_note_tax nto on nto.credit_note_id = n.id
                                    and nto.position = other.position),
                        grouped as (
                            select e.code as entity, trim(coalesce(c.country, '')) as country, i.currency, t.code, t.rate,
                                t.reason, sum(s.sign) as invoices, sum(s.base) as base, sum(s.amount) as tax,
                                coalesce(i.books_currency, i.currency) as books_currency,
                                sum(round(s.amount * coalesce(i.exchange_rate, 1),
                                    minor_units(coalesce(i.books_currency, i.currency)))) as books_tax
                            from issued s join invoice i on i.id = s.id
                                join invoice_tax t on t.invoice_id = s.id and t.position = s.position
                                join customer c on c.id = i.customer_id
                                join billing_entity e on e.id = i.billing_entity_id
                            where s.day >= date '%s' and s.day < date '%s'
                            group by 1, 2, 3, 4, 5, 6, 10
                            having sum(s.sign) <> 0 or sum(s.base) <> 0 or sum(s.amount) <> 0)
                        select *, row_number() over (order by entity, country, currency, code, rate desc, reason,
                            books_currency) as place
                        from grouped
                        """.formatted(from, to) + ") r", TaxReport::line)
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
