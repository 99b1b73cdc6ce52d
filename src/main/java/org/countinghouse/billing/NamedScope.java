package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Of whom something is billed, by the names that people give them; null: of everybody.
 *
 * @param customer external id
 * @param plan code
 */
public record NamedScope(
        @Nullable String customer,
        @Nullable Long subscription,
        @Nullable String plan) {
    /**
     * Everything that is due at a moment, of these.
     *
     * @throws Failure {@code customer.unknown}, {@code subscription.missing}, {@code plan.missing}
     */
    public RunScope upTo(Database database, Instant moment) {
        return database.read(connection -> RunScope.upTo(moment)
                .ofCustomer(
                        customer == null
                                ? null
                                : id(
                                        connection,
                                        "select id from customer where external_id = ?",
                                        customer,
                                        "customer.unknown",
                                        "There is no customer \"" + customer + "\"."))
                .ofSubscription(
                        subscription == null
                                ? null
                                : id(
                                        connection,
                                        "select id from subscription where id = ?",
                                        subscription,
                                        "subscription.missing",
                                        "There is no subscription " + subscription + "."))
                .ofPlan(
                        plan == null
                                ? null
                                : id(
                                        connection,
                                        "select id from plan where code = ?",
                                        plan,
                                        "plan.missing",
                                        "There is no plan \"" + plan + "\".")));
    }

    private static long id(Connection connection, String sql, Object name, String code, String otherwise)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, name);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(code, otherwise, "Nothing was changed.");
                }
                return row.getLong(1);
            }
        }
    }
}
