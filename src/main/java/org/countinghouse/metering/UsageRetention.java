package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * How long events are kept, meter by meter, and for which customers none may go. Events of a type go when every meter
 * that counts them has had its months; the hourly readings stay for ever.
 */
public final class UsageRetention {
    private final Database database;

    public UsageRetention(Database database) {
        this.database = database;
    }

    /** Months after the end of a month for which a meter needs its events. */
    public record Kept(String meter, int months) {}

    /** A customer whose events stay. */
    public record Hold(String customer, String reason, String placedBy, Instant placedAt) {}

    /**
     * Keeps the events of a meter only so long.
     *
     * @param months 1 to 1,200, counted from the end of the events' month
     * @throws Failure {@code usage.retention.*} when the meter is not there or has no readings without its events
     */
    public void keep(String meter, int months) {
        if (months < 1 || months > 1_200) {
            throw new Failure(
                    "usage.retention.months", "Events are kept for 1 to 1,200 months, not " + months + ".", "");
        }
        database.write(connection -> {
            requireReadings(connection, meter);
            try (var statement = connection.prepareStatement("""
                    insert into usage_retention (meter_code, months) values (?, ?)
                    on conflict (meter_code) do update
                    set months = excluded.months, set_by = session_user, set_at = now()""")) {
                statement.setString(1, meter);
                statement.setInt(2, months);
                statement.executeUpdate();
            }
            audit(connection, "usage.retention", "meter " + meter, "months", Integer.toString(months));
            return true;
        });
    }

    /** Keeps the events of a meter for ever, as it is without a rule. */
    public void keepForEver(String meter) {
        database.write(connection -> {
            requireReadings(connection, meter);
            try (var statement = connection.prepareStatement("delete from usage_retention where meter_code = ?")) {
                statement.setString(1, meter);
                statement.executeUpdate();
            }
            audit(connection, "usage.retention", "meter " + meter, "months", "for ever");
            return true;
        });
    }

    /** Meters with a rule, by code. */
    public List<Kept> rules() {
        return database.read(connection -> {
            var rules = new ArrayList<Kept>();
            try (var statement =
                            connection.prepareStatement("select meter_code, months from usage_retention order by 1");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rules.add(new Kept(rows.getString(1), rows.getInt(2)));
                }
            }
            return rules;
        });
    }

    /**
     * From now on no event of the customer goes. A hold that stands is left as it is.
     *
     * @throws Failure {@code usage.customer}, {@code usage.reason}
     */
    public void hold(String customer, String reason) {
        Why why = Why.of(reason);
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into legal_hold (customer_id, reason) values (?, ?)
                    on conflict (customer_id) where released_at is null do nothing""")) {
                statement.setLong(1, CustomerIds.find(connection, customer));
                statement.setString(2, why.reason());
                if (statement.executeUpdate() > 0) {
                    audit(connection, "usage.hold", "customer " + customer, "reason", why.reason());
                }
            }
            return true;
        });
    }

    /** Ends a customer's hold; without one nothing happens. */
    public void release(String customer) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update legal_hold set released_by = session_user, released_at = now()
                    where customer_id = ? and released_at is null""")) {
                statement.setLong(1, CustomerIds.find(connection, customer));
                if (statement.executeUpdate() > 0) {
                    audit(connection, "usage.hold", "customer " + customer, "released", "yes");
                }
            }
            return true;
        });
    }

    /** Holds that stand, by customer. */
    public List<Hold> holds() {
        return database.read(connection -> {
            var holds = new ArrayList<Hold>();
            try (var statement = connection.prepareStatement("""
                            select c.external_id, h.reason, h.placed_by, h.placed_at from legal_hold h
                            join customer c on c.id = h.customer_id where h.released_at is null order by 1""");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    holds.add(new Hold(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getTimestamp(4).toInstant()));
                }
            }
            return holds;
        });
    }

    private static void requireReadings(Connection connection, String meter) throws SQLException {
        try (var statement = connection.prepareStatement("select document from meter where code = ?")) {
            statement.setString(1, meter);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "usage.retention.meter", "There is no meter \"" + meter + "\".", "Check its code.");
                }
                if (!MeterJson.read(row.getString(1)).aggregation().additive()) {
                    throw new Failure(
                            "usage.retention.events",
                            "Meter \"" + meter + "\" has no readings beside its events, which therefore stay.",
                            "Only counts and sums have hourly readings that can outlive their events.");
                }
            }
        }
    }

    private static void audit(Connection connection, String action, String subject, String name, String value)
            throws SQLException {
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put(name, value);
        AuditLog.append(connection, action, subject, detail.toString());
    }
}
