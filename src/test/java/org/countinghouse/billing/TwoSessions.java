package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.countinghouse.storage.TestDatabase;

/** What tests need where one session of the database has to wait for another. */
final class TwoSessions {
    private TwoSessions() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Until somebody waits for somebody's lock, or a minute is over; only a superuser is told. */
    static void awaitWaiting(TestDatabase database) throws SQLException {
        try (Connection connection = TestDatabase.superuser(database.name());
                var statement = connection.prepareStatement("select from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            boolean waits = false;
            long begin = System.nanoTime();
            while (!waits) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as("nobody waits")
                        .isLessThan(Duration.ofMinutes(1));
                try (var rows = statement.executeQuery()) {
                    waits = rows.next();
                }
            }
        }
    }
}
