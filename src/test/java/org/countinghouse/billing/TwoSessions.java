package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.storage.TestDatabase;

/** What tests need where one session of the database has to wait for another. */
final class TwoSessions {
    private TwoSessions() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Until somebody waits for somebody's lock; only a superuser is told. */
    static void awaitWaiting(TestDatabase database) throws SQLException {
        try (Connection connection = TestDatabase.superuser(database.name());
                var statement = connection.prepareStatement("select from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            boolean waits = false;
            while (!waits) {
                try (var rows = statement.executeQuery()) {
                    waits = rows.next();
                }
            }
        }
    }
}
