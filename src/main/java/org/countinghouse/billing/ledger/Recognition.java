package org.countinghouse.billing.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.countinghouse.storage.Database;

/** Makes deferred fees revenue, month by month. */
public final class Recognition {
    private final Database database;
    private final Clock clock;

    public Recognition(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Posts the months that are over by now. Once more changes nothing.
     *
     * @return number of lines and months that became revenue
     */
    public int recognise() {
        Instant now = clock.instant();
        return database.write(connection -> Posting.recognise(connection, over(connection, now))) / 2;
    }

    /** The first day of all sellers: months that end before it are over for each of them. */
    private static LocalDate over(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(min((? at time zone time_zone)::date),"
                + " (? at time zone 'UTC')::date) from billing_entity")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }
}
