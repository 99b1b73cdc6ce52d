package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What open drafts come to, to be compared with what they come to later. */
final class OpenDrafts {
    private OpenDrafts() {}

    /** @param customerName of who pays */
    record Total(String customer, String customerName, String currency, BigDecimal tax, BigDecimal total) {}

    /** Those of who pays, by their ids. */
    static Map<Long, Total> of(Connection connection, long payer) throws SQLException {
        return select(connection, "i.customer_id = ?", payer);
    }

    /** Those that are in doubt about their taxes, by their ids. */
    static Map<Long, Total> doubted(Connection connection) throws SQLException {
        return select(connection, "i.tax_doubt and ? = 0", 0);
    }

    private static Map<Long, Total> select(Connection connection, String which, long value) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select i.id, c.external_id, c.name, i.currency, i.tax, i.total
                from invoice i join customer c on c.id = i.customer_id
                where i.number is null and i.status in ('draft', 'in_review', 'approved') and %s order by i.id""".formatted(which))) {
            statement.setLong(1, value);
            var found = new LinkedHashMap<Long, Total>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    String currency = row.getString(4);
                    found.put(
                            row.getLong(1),
                            new Total(
                                    row.getString(2),
                                    row.getString(3),
                                    currency,
                                    Amounts.exact(row.getBigDecimal(5), currency),
                                    Amounts.exact(row.getBigDecimal(6), currency)));
                }
            }
            return found;
        }
    }
}
