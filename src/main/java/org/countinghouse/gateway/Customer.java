package org.countinghouse.gateway;

import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * The customer that a call is about, as far as the caller may see it.
 *
 * @param id the database's
 * @param currency ISO 4217
 * @param timeZone IANA zone in which billing periods begin
 */
record Customer(long id, String externalId, String name, String currency, String timeZone) {
    /** @throws Failure {@code customer.unknown}, also for one that the caller may not see */
    static Customer find(Database database, String externalId) {
        return database.read(connection -> find(connection, externalId));
    }

    private static Customer find(Connection connection, String externalId) throws SQLException {
        if (externalId.indexOf('\0') >= 0) {
            throw unknown("");
        }
        try (var statement = connection.prepareStatement(
                "select id, external_id, name, currency, time_zone from customer where external_id = ?")) {
            statement.setString(1, externalId);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw unknown(externalId);
                }
                return new Customer(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
            }
        }
    }

    static Failure unknown(String externalId) {
        return new Failure("customer.unknown", "There is no customer \"" + externalId + "\".", "");
    }
}
