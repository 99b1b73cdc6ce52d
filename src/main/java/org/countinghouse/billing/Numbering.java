package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gapless invoice numbers, a series per billing entity and year. The counter row is locked and moved on inside the
 * finalising transaction, so that a rollback gives the numbers back (Directive 2006/112/EC, Article 226(2)).
 */
final class Numbering {
    private Numbering() {}

    /** The first of {@code count} consecutive numbers of the series, taken for this transaction. */
    static long take(Connection connection, long billingEntityId, String series, int count) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into number_series (billing_entity_id, series, next_number) values (?, ?, 1 + ?)
                on conflict (billing_entity_id, series)
                do update set next_number = number_series.next_number + ?
                returning next_number - ?""")) {
            statement.setLong(1, billingEntityId);
            statement.setString(2, series);
            statement.setInt(3, count);
            statement.setInt(4, count);
            statement.setInt(5, count);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** For example {@code INV-2023-000042}. */
    static String format(String prefix, String series, long number) {
        return "%s%s-%06d".formatted(prefix, series, number);
    }
}
