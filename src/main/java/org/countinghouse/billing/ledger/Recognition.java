package org.countinghouse.billing.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What {@link #recognise} would make revenue.
     *
     * @param amount of all billing entities, in major units
     */
    public record Month(YearMonth month, String currency, BigDecimal amount) {}

    /** What {@link #recognise} would post now, by month and currency: the same work, taken back. Changes nothing. */
    public List<Month> preview() {
        Instant now = clock.instant();
        return database.trial(connection -> {
            long last = last(connection);
            Posting.recognise(connection, over(connection, now));
            return after(connection, last);
        });
    }

    private static long last(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(max(id), 0) from ledger_transaction");
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Month> after(Connection connection, long last) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select e.revenue_period, e.currency, -sum(e.amount)
                from ledger_transaction t join ledger_entry e on e.ledger_transaction_id = t.id
                where t.id > ? and t.kind = 'recognition' and e.account = 'revenue'
                group by e.revenue_period, e.currency order by e.revenue_period, e.currency""")) {
            statement.setLong(1, last);
            try (var row = statement.executeQuery()) {
                var months = new ArrayList<Month>();
                while (row.next()) {
                    months.add(new Month(
                            YearMonth.from(row.getObject(1, LocalDate.class)), row.getString(2), row.getBigDecimal(3)));
                }
                return months;
            }
        }
    }
}
