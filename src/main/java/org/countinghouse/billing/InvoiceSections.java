package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Which lines of an invoice belong to which subscription. */
final class InvoiceSections {
    /** Whose usage it is may be somebody whom the reader does not see: then it is the payer's. So may be the plan. */
    private static final String SELECT = """
            select p.section, p.subscription_id, coalesce(u.id, c.id), coalesce(u.external_id, c.external_id),
                coalesce(u.name, c.name), coalesce(l.code, ''), coalesce(l.name, ''), coalesce(v.number, 0), p.period_from, p.period_to,
                (select count(*) from invoice_line n where n.invoice_id = p.id),
                p.currency, p.priced_in, p.price_rate, p.price_rate_day, p.price_rate_source
            from invoice p left join customer u on u.id = p.used_by left join customer c on c.id = p.customer_id
                left join plan_version v on v.id = p.plan_version_id left join plan l on l.id = v.plan_id
            where p.collected_by = ? order by p.section, p.id""";

    private InvoiceSections() {}

    /** The parts' lines stand one part after the other, then lines by hand. */
    static List<Invoice.Section> of(Connection connection, long invoiceId, List<Invoice.Line> lines)
            throws SQLException {
        var sections = new ArrayList<Invoice.Section>();
        int before = 0;
        try (var statement = connection.prepareStatement(SELECT)) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    int last = before + row.getInt(11);
                    sections.add(new Invoice.Section(
                            row.getInt(1),
                            row.getLong(2),
                            new Invoice.User(row.getLong(3), row.getString(4), row.getString(5)),
                            row.getString(6),
                            row.getString(7),
                            row.getInt(8),
                            new BillingPeriod(row.getObject(9, LocalDate.class), row.getObject(10, LocalDate.class)),
                            before + 1,
                            last,
                            net(lines, before + 1, last),
                            Invoices.rate(row, row.getString(13), row.getString(12), 14)));
                    before = last;
                }
            }
        }
        return sections;
    }

    private static BigDecimal net(List<Invoice.Line> lines, int first, int last) {
        return lines.stream()
                .filter(line -> line.position() >= first && line.position() <= last)
                .map(Invoice.Line::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
