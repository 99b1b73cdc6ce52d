package org.countinghouse.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Who did what and when. Entries are only ever added, in the transaction of the act itself, so there is no act without
 * its entry; the database fills in the sign-in and the time, and refuses every change.
 */
public final class AuditLog {
    private AuditLog() {}

    /**
     * @param action what was done, stable, for example {@code invoice.finalise}
     * @param subject to what, for example {@code invoice 42}
     * @param detail a JSON object with what a reader needs to understand it; never a secret
     */
    public static void append(Connection connection, String action, String subject, String detail) throws SQLException {
        String sql = "insert into audit_entry (action, subject, detail) values (?, ?, ?::jsonb)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, action);
            statement.setString(2, subject);
            statement.setString(3, detail);
            statement.executeUpdate();
        }
    }

    /** What was done to one of many: {@code subject} and {@code detail} as above. */
    public record Entry(String subject, String detail) {}

    /** The same act on many subjects, an entry each. */
    public static void append(Connection connection, String action, List<Entry> entries) throws SQLException {
        String sql = "insert into audit_entry (action, subject, detail)"
                + " select ?, subject, detail::jsonb from unnest(?::text[], ?::text[]) u (subject, detail)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, action);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", entries.stream().map(Entry::subject).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", entries.stream().map(Entry::detail).toArray()));
            statement.executeUpdate();
        }
    }
}
