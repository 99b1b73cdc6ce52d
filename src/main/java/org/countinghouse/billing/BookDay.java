package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day of a moment as a seller's books have it: days begin at midnight in the billing entity's time zone. It stands on
 * invoices and credit notes, decides on the year of their numbers, and is the day of entries that name none.
 *
 * @param zone in which it begins and ends
 */
record BookDay(LocalDate day, ZoneId zone) {
    /** The day of a moment in a zone. */
    static BookDay of(Instant moment, ZoneId zone) {
        return new BookDay(LocalDate.ofInstant(moment, zone), zone);
    }

    static BookDay ofSeller(Connection connection, Instant moment, long billingEntityId) throws SQLException {
        return of(moment, zone(connection, "select time_zone from billing_entity where id = ?", billingEntityId));
    }

    /** Of the seller of an invoice. */
    static BookDay ofInvoice(Connection connection, Instant moment, long invoiceId) throws SQLException {
        return of(
                moment,
                zone(
                        connection,
                        "select e.time_zone from invoice i join billing_entity e on e.id = i.billing_entity_id where i.id = ?",
                        invoiceId));
    }

    /** The last one of all sellers: later days are yet to come everywhere. Without sellers that of UTC. */
    static LocalDate latest(Connection connection, Instant moment) throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(max((? at time zone time_zone)::date),"
                + " (? at time zone 'UTC')::date) from billing_entity")) {
            statement.setTimestamp(1, Timestamp.from(moment));
            statement.setTimestamp(2, Timestamp.from(moment));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }

    Instant startsAt() {
        return day.atStartOfDay(zone).toInstant();
    }

    Instant endsAt() {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** An invoice that does not exist has no seller: whoever asks refuses it by itself. */
    private static ZoneId zone(Connection connection, String sql, long id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                return row.next() ? ZoneId.of(row.getString(1)) : ZoneId.of("UTC");
            }
        }
    }
}
