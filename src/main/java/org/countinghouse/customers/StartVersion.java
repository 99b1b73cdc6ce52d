package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import org.countinghouse.work.Failure;

/**
 * The plan version that a subscription starts with.
 *
 * @param currency of its plan
 */
public record StartVersion(long id, String currency) {
    /**
     * The published version that is named, else the latest; either in force on the first day.
     *
     * @throws Failure {@code subscription.plan} when there is none
     */
    public static StartVersion of(Connection connection, Subscription wanted) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select v.id, p.currency from plan_version v join plan p on p.id = v.plan_id
                where p.code = ? and v.state = 'published' and (?::int is null or v.number = ?) and v.effective_from <= ?
                order by v.effective_from desc, v.number desc limit 1""")) {
            statement.setString(1, wanted.plan());
            statement.setObject(2, wanted.version(), Types.INTEGER);
            statement.setObject(3, wanted.version(), Types.INTEGER);
            statement.setObject(4, wanted.startsOn());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw missing(wanted);
                }
                return new StartVersion(row.getLong(1), row.getString(2));
            }
        }
    }

    private static Failure missing(Subscription wanted) {
        String which = wanted.version() == null ? "" : " " + wanted.version();
        return new Failure(
                "subscription.plan",
                "Plan \"" + wanted.plan() + "\" has no published version" + which + " in force on " + wanted.startsOn()
                        + ".",
                "Publish a version that is effective on or before that day, or start the subscription later.");
    }
}
