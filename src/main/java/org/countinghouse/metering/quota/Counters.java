package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Single counters: reading one, and reserving on one without ever passing its limit. */
final class Counters {
    private Counters() {}

    /** What counts towards a limit at a moment, undivided. */
    static BigDecimal total(Connection connection, StandingLimit limit, String subject, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(sum(used + held), 0) from quota_counter where customer_id = ? and limit_id = ?
                and subject = ? and starts_at > ? and starts_at <= ? and counts_until > ?""")) {
            key(statement, limit, subject);
            statement.setTimestamp(4, Timestamp.from(now.minus(limit.frame().reach())));
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setTimestamp(6, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }

    /**
     * Reserves an amount; a hard limit is never passed, however many do it at once: PostgreSQL lets one after the other
     * change the counter and looks at the condition again each time.
     *
     * @return the new total, or null when the amount does not fit
     */
    static @Nullable BigDecimal reserve(
            Connection connection, StandingLimit limit, String subject, Instant now, BigDecimal amount)
            throws SQLException {
        BigDecimal most = limit.hard() ? limit.counterLimit() : null;
        if (most != null && limit.frame() instanceof Frame.Rolling) {
            awaitTurn(connection, limit);
            BigDecimal total = total(connection, limit, subject, now).add(amount);
            if (total.compareTo(most) > 0) {
                return null;
            }
            add(connection, limit, subject, now, amount, null);
            return total;
        }
        BigDecimal total = add(connection, limit, subject, now, amount, most);
        return total == null || !(limit.frame() instanceof Frame.Rolling)
                ? total
                : total(connection, limit, subject, now);
    }

    /** The parts of a rolling window are several rows, so those who reserve in it take turns at the limit's row. */
    private static void awaitTurn(Connection connection, StandingLimit limit) throws SQLException {
        try (var statement =
                connection.prepareStatement("select from quota_limit where customer_id = ? and id = ? for update")) {
            statement.setLong(1, limit.customerId());
            statement.setLong(2, limit.id());
            statement.execute();
        }
    }

    private static @Nullable BigDecimal add(
            Connection connection,
            StandingLimit limit,
            String subject,
            Instant now,
            BigDecimal amount,
            @Nullable BigDecimal most)
            throws SQLException {
        Span span = limit.frame().at(now);
        try (var statement = connection.prepareStatement("""
                insert into quota_counter (customer_id, limit_id, subject, starts_at, counts_until, used, held)
                select ?, ?, ?, ?, ?, 0, ? where ?::numeric is null or ? <= ?::numeric
                on conflict (customer_id, limit_id, subject, starts_at) do update
                set held = quota_counter.held + excluded.held
                where ?::numeric is null or quota_counter.used + quota_counter.held + excluded.held <= ?::numeric
                returning used + held""")) {
            key(statement, limit, subject);
            statement.setTimestamp(4, Timestamp.from(span.startsAt()));
            statement.setTimestamp(5, Timestamp.from(span.countsUntil()));
            statement.setBigDecimal(6, amount);
            statement.setBigDecimal(7, most);
            statement.setBigDecimal(8, amount);
            statement.setBigDecimal(9, most);
            statement.setBigDecimal(10, most);
            statement.setBigDecimal(11, most);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getBigDecimal(1) : null;
            }
        }
    }

    private static void key(PreparedStatement statement, StandingLimit limit, String subject) throws SQLException {
        statement.setLong(1, limit.customerId());
        statement.setLong(2, limit.id());
        statement.setString(3, subject);
    }
}
