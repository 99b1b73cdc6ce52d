package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.countinghouse.work.Failure;

/** Customers by the ids under which their usage comes in: their own, and those mapped to them. */
final class CustomerIds {
    private static final String ALL = """
            select external_id, id from customer where erased_at is null
            union all
            select a.external_id, a.customer_id from customer_alias a
            where not exists (select from customer c where c.external_id = a.external_id)""";

    private CustomerIds() {}

    static Map<String, Long> all(Connection connection) throws SQLException {
        var customers = new HashMap<String, Long>();
        try (var statement = connection.prepareStatement(ALL);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                customers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return customers;
    }

    /** @throws Failure {@code usage.customer} when there is none */
    static long find(Connection connection, String externalId) throws SQLException {
        try (var statement =
                connection.prepareStatement("select id from (" + ALL + ") known where external_id = ? limit 1")) {
            statement.setString(1, externalId);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        throw new Failure(
                "usage.customer", "There is no customer \"" + externalId + "\".", "Check the id; nothing was changed.");
    }

    /** True when it is a customer's own id, not one mapped to it. */
    static boolean own(Connection connection, String externalId) throws SQLException {
        try (var statement = connection.prepareStatement("select from customer where external_id = ?")) {
            statement.setString(1, externalId);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
