package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What later invoices of a period have given back of the usage that an invoice inside it billed, because the period came
 * to less. What was billed last is given back first. A credit note has nothing left to give there.
 */
final class GivenBackUsage {
    /** The latest first: invoices inside the period that came later, and the period's own. */
    private static final String LATER = """
            with mine as (select * from progressive_bill where invoice_id = ?),
                later as (
                    select r.id, false as inside from mine join invoice r on r.subscription_id = mine.subscription_id
                        and r.kind = 'regular' and r.status <> 'void'
                        and r.starts_at <= mine.starts_at and r.ends_at > mine.starts_at
                    union all
                    select b.invoice_id, true from mine join progressive_bill b
                        on b.subscription_id = mine.subscription_id and b.starts_at = mine.starts_at
                        and b.turn > mine.turn and b.standing)
            select charge, sum(greatest(-net, 0)) - sum(case when inside then greatest(net, 0) else 0 end)
            from (select later.id, later.inside, l.charge, sum(l.net) as net
                from later join invoice_line l on l.invoice_id = later.id and l.meter is not null
                group by later.id, later.inside, l.charge) x
            group by charge""";

    private GivenBackUsage() {}

    /** Net, by the position of the line; nothing of an invoice that is not inside a period. */
    static Map<Integer, BigDecimal> of(Connection connection, long invoiceId) throws SQLException {
        Map<String, BigDecimal> left = byCharge(connection, invoiceId);
        var lines = new HashMap<Integer, BigDecimal>();
        if (left.isEmpty()) {
            return lines;
        }
        try (var statement = connection.prepareStatement("select position, charge, net from invoice_line"
                + " where invoice_id = ? and meter is not null and net > 0 order by position")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    String charge = row.getString(2);
                    BigDecimal taken =
                            left.getOrDefault(charge, BigDecimal.ZERO).min(row.getBigDecimal(3));
                    if (taken.signum() > 0) {
                        lines.put(row.getInt(1), taken);
                        left.merge(charge, taken.negate(), BigDecimal::add);
                    }
                }
            }
        }
        return lines;
    }

    private static Map<String, BigDecimal> byCharge(Connection connection, long invoiceId) throws SQLException {
        var givenBack = new HashMap<String, BigDecimal>();
        try (var statement = connection.prepareStatement(LATER)) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBigDecimal(2).signum() > 0) {
                        givenBack.put(row.getString(1), row.getBigDecimal(2));
                    }
                }
            }
        }
        return givenBack;
    }
}
