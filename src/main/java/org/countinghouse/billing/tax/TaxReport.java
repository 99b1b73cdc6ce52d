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
     * @param invoices how many carry it
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
     * Numbered invoices issued from the first day to the day before {@code to}; void ones are not in it.
     *
     * @param from first day of issue
     */
    public List<Line> between(LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select e.code, coalesce(c.country, ''), i.currency, t.code, t.rate, t.reason,
                        count(distinct i.id), sum(t.base), sum(t.amount)
                    from invoice i join invoice_tax t on t.invoice_id = i.id join customer c on c.id = i.customer_id
                        join billing_entity e on e.id = i.billing_entity_id
                    where i.number is not null and i.status <> 'void' and i.issued_on >= ? and i.issued_on < ?
                    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5 desc, 6""")) {
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
