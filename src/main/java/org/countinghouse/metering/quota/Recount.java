package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.MeterQuantity;
import org.countinghouse.metering.StoredProperties;

/**
 * Fills counters from what is stored: hourly readings where a counter's time is whole hours, the events themselves
 * where it is not. Needs {@link QuotaLock#alone}.
 */
final class Recount {
    private static final int FLUSH_AT = 20_000;

    private final Connection connection;
    private final CounterDeltas deltas = new CounterDeltas();

    Recount(Connection connection) {
        this.connection = connection;
    }

    /** Makes the counters of a limit what they should be, from the moment on from which it is counted. */
    void fill(StandingLimit limit, Meter meter) throws SQLException {
        empty(limit);
        boolean hourly = limit.frame().wholeHours()
                && (limit.per().isEmpty() || meter.dimensions().contains(limit.per()));
        if (hourly) {
            readings(limit);
        } else {
            events(limit, meter);
        }
        settleArrived(limit, meter);
        holds(limit);
        deltas.write(connection);
    }

    private void empty(StandingLimit limit) throws SQLException {
        try (var statement = connection.prepareStatement("update quota_counter set used = 0, held = 0"
                + " where customer_id = ? and limit_id = ? and starts_at >= ?")) {
            statement.setLong(1, limit.customerId());
            statement.setLong(2, limit.id());
            statement.setTimestamp(3, Timestamp.from(limit.countedFrom()));
            statement.executeUpdate();
        }
    }

    private void readings(StandingLimit limit) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select hour, quantity, dimensions from usage_rollup
                where customer_id = ? and meter_code = ? and hour >= ? and events > 0""")) {
            bind(statement, limit, limit.meter());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Map<String, String> dimensions =
                            limit.per().isEmpty() ? Map.of() : StoredProperties.texts(rows.getString(3));
                    use(limit, rows.getTimestamp(1).toInstant(), rows.getBigDecimal(2), property(dimensions));
                }
            }
        }
    }

    private void events(StandingLimit limit, Meter meter) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select occurred_at, quantity, properties from usage_effective
                where customer_id = ? and event = ? and occurred_at >= ?""")) {
            bind(statement, limit, meter.eventType());
            statement.setFetchSize(10_000);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var property = property(StoredProperties.texts(rows.getString(3)));
                    if (MeterQuantity.matches(meter, property)) {
                        Optional<BigDecimal> quantity = MeterQuantity.of(meter, rows.getBigDecimal(2), property);
                        if (quantity.isPresent()) {
                            use(limit, rows.getTimestamp(1).toInstant(), quantity.get(), property);
                        }
                    }
                }
            }
        }
    }

    private void use(
            StandingLimit limit, Instant time, BigDecimal quantity, Function<String, Optional<String>> property)
            throws SQLException {
        Optional<String> subject = Subjects.of(limit, property);
        if (subject.isPresent()) {
            deltas.use(limit, subject.get(), time, quantity);
            if (deltas.size() >= FLUSH_AT) {
                deltas.write(connection);
            }
        }
    }

    /** A reservation whose event is there counts by its event. */
    private void settleArrived(StandingLimit limit, Meter meter) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update quota_hold h set settled_at = e.received_at from usage_key k join usage_event e
                    on e.customer_id = k.customer_id and e.occurred_at = k.occurred_at and e.key = k.key
                where h.customer_id = ? and h.meter_code = ? and h.settled_at is null
                    and k.customer_id = h.customer_id and k.key = h.key and e.event = ?""")) {
            statement.setLong(1, limit.customerId());
            statement.setString(2, limit.meter());
            statement.setString(3, meter.eventType());
            statement.executeUpdate();
        }
    }

    private void holds(StandingLimit limit) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select at, amount, properties from quota_hold
                where customer_id = ? and meter_code = ? and at >= ? and settled_at is null""")) {
            bind(statement, limit, limit.meter());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant at = rows.getTimestamp(1).toInstant();
                    BigDecimal amount = rows.getBigDecimal(2);
                    Subjects.of(limit, property(StoredProperties.texts(rows.getString(3))))
                            .ifPresent(subject -> deltas.hold(limit, subject, at, amount));
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, StandingLimit limit, String name) throws SQLException {
        statement.setLong(1, limit.customerId());
        statement.setString(2, name);
        statement.setTimestamp(3, Timestamp.from(limit.countedFrom()));
    }

    private static Function<String, Optional<String>> property(Map<String, String> texts) {
        return name -> Optional.ofNullable(texts.get(name));
    }
}
