package org.countinghouse.billing.tax;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;

/** What tax was charged in a period, by rate: the figures of a tax return. */
public final class TaxReport {
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
     */
    public record Line(
            String billingEntity,
            String country,
            String currency,
            String code,
            BigDecimal rate,
            String reason,
            long invoices,
            BigDecimal base,
            BigDecimal tax) {}

    /**
     * Numbered invoices issued from the first day to the day before {@code to}, less the credit notes issued and the
     * invoices voided in these days. So the report of a period that is past never changes. What a credit note takes from
     * the base of one of several rates follows from the tax it takes, and may be off by the rounding of that tax.
     *
     * @param from first day of issue
     */
    public List<Line> between(LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
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
                                when t.rate > 0 then round(coalesce(nt.amount, 0) * 100 / t.rate, 2) else 0 end,
                            -coalesce(nt.amount, 0)
                        from credit_note n join invoice i on i.id = n.invoice_id
                            join invoice_tax t on t.invoice_id = i.id
                            left join credit_note_tax nt on nt.credit_note_id = n.id and nt.position = t.position)
                    select e.code, coalesce(c.country, ''), i.currency, t.code, t.rate, t.reason,
                        sum(s.sign), sum(s.base), sum(s.amount)
                    from issued s join invoice i on i.id = s.id
                        join invoice_tax t on t.invoice_id = s.id and t.position = s.position
                        join customer c on c.id = i.customer_id join billing_entity e on e.id = i.billing_entity_id
                    where s.day >= ? and s.day < ?
                    group by 1, 2, 3, 4, 5, 6
                    having sum(s.sign) <> 0 or sum(s.base) <> 0 or sum(s.amount) <> 0
                    order by 1, 2, 3, 4, 5 desc, 6""")) {
                statement.setObject(1, from);
                statement.setObject(2, to);
                try (var rows = statement.executeQuery()) {
                    var lines = new ArrayList<Line>();
                    while (rows.next()) {
                        lines.add(new Line(
                                rows.getString(1),
                                rows.getString(2).strip(),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getBigDecimal(5),
                                rows.getString(6),
                                rows.getLong(7),
                                rows.getBigDecimal(8),
                                rows.getBigDecimal(9)));
                    }
                    return lines;
                }
            }
        });
    }
}
