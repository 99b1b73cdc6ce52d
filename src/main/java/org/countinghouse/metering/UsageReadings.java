package org.countinghouse.metering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.UsageEvent;
import org.countinghouse.storage.Database;

/**
 * A customer's stored usage for rating: hourly readings where they give the same result, raw events only where the
 * aggregation, the properties or the bounds of the period need them.
 */
public final class UsageReadings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Database database;

    public UsageReadings(Database database) {
        this.database = database;
    }

    /**
     * Usage of the half-open period.
     *
     * @param meters what is metered
     * @param properties by which the plan tells usage apart
     */
    public PeriodUsage of(long customerId, List<Meter> meters, Set<String> properties, Instant from, Instant to) {
        var fromReadings = new ArrayList<String>();
        var fromEvents = new ArrayList<String>();
        for (Meter meter : meters) {
            if (readingsServe(meter, properties, from, to)) {
                fromReadings.add(meter.code());
            } else {
                fromEvents.add(meter.eventType());
            }
        }
        return database.read(connection -> new PeriodUsage(
                fromReadings.isEmpty() ? List.of() : readings(connection, customerId, fromReadings, from, to),
                fromEvents.isEmpty() ? List.of() : events(connection, customerId, fromEvents, from, to)));
    }

    private static boolean readingsServe(Meter meter, Set<String> properties, Instant from, Instant to) {
        boolean additive = meter.aggregation() == Aggregation.SUM || meter.aggregation() == Aggregation.COUNT;
        boolean wholeHours =
                from.equals(from.truncatedTo(ChronoUnit.HOURS)) && to.equals(to.truncatedTo(ChronoUnit.HOURS));
        return additive
                && wholeHours
                && !meter.carryOver()
                && meter.dimensions().containsAll(properties);
    }

    private static List<Reading> readings(
            Connection connection, long customerId, List<String> meters, Instant from, Instant to) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select meter_code, hour, dimensions, quantity, events from usage_rollup
                where customer_id = ? and meter_code = any (?) and hour >= ? and hour < ?
                order by meter_code, hour, dimensions_key""")) {
            statement.setLong(1, customerId);
            statement.setArray(2, connection.createArrayOf("text", meters.toArray()));
            statement.setTimestamp(3, Timestamp.from(from));
            statement.setTimestamp(4, Timestamp.from(to));
            var readings = new ArrayList<Reading>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    readings.add(new Reading(
                            rows.getString(1),
                            rows.getTimestamp(2).toInstant(),
                            properties(rows.getString(3)),
                            rows.getBigDecimal(4),
                            rows.getBigDecimal(5)));
                }
            }
            return readings;
        }
    }

    private static List<UsageEvent> events(
            Connection connection, long customerId, List<String> types, Instant from, Instant to) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select event_id, occurred_at, event, quantity, properties from usage_event
                where customer_id = ? and event = any (?) and occurred_at >= ? and occurred_at < ?
                order by occurred_at, id""")) {
            statement.setLong(1, customerId);
            statement.setArray(2, connection.createArrayOf("text", types.toArray()));
            statement.setTimestamp(3, Timestamp.from(from));
            statement.setTimestamp(4, Timestamp.from(to));
            var events = new ArrayList<UsageEvent>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new UsageEvent(
                            rows.getString(1),
                            rows.getTimestamp(2).toInstant(),
                            rows.getString(3),
                            rows.getBigDecimal(4),
                            properties(rows.getString(5))));
                }
            }
            return events;
        }
    }

    /** Properties as text, a missing or null one left out: rating knows it as its own group. */
    private static Map<String, String> properties(String json) throws SQLException {
        try {
            var properties = new HashMap<String, String>();
            for (var entry : JSON.readTree(json).properties()) {
                if (!entry.getValue().isNull()) {
                    var value = entry.getValue();
                    properties.put(entry.getKey(), value.isValueNode() ? value.asText() : value.toString());
                }
            }
            return properties;
        } catch (JsonProcessingException e) {
            throw new SQLException("stored properties cannot be read", e);
        }
    }
}
