package org.countinghouse.insight;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;

/**
 * What one service of a customer used, from the events that name it in {@code service_id} or {@code service}. No hourly
 * reading knows the service, so it tells only of events that are still kept.
 */
public final class ServiceUsage {
    /** Where events name the service that was used. */
    static final String SERVICE = "coalesce(properties->>'service_id', properties->>'service')";

    private static final String NUMBER = "(properties->>?)::numeric";
    private static final String DECIMAL = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$";

    private final Database database;

    /** @param database whole, or confined to a customer */
    public ServiceUsage(Database database) {
        this.database = database;
    }

    /** What events of one type come to; an event without a quantity is one. */
    public record EventTotal(String event, BigDecimal quantity, long events, Instant first, Instant last) {}

    /** What a meter counted of the service, in its unit. */
    public record MeterTotal(Meter meter, BigDecimal quantity, long events) {}

    /** By type of event. */
    public List<EventTotal> events(long customerId, String service, TimeRange range) {
        return database.read(connection -> {
            var sql = new SqlText()
                    .add("select event, sum(coalesce(quantity, 1)), count(*), min(occurred_at), max(occurred_at)")
                    .add(from(customerId, service, range))
                    .add("group by 1 order by 1");
            var totals = new ArrayList<EventTotal>();
            try (var statement = sql.prepare(connection);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    totals.add(new EventTotal(
                            rows.getString(1),
                            plain(rows.getBigDecimal(2)),
                            rows.getLong(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant(),
                            rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
            return totals;
        });
    }

    /**
     * By meter, of those that counted any of its events. Meters whose value needs the order of events, or levels held
     * over time, tell nothing of a single service and are left out.
     */
    public List<MeterTotal> meters(List<Meter> meters, long customerId, String service, TimeRange range) {
        return database.read(connection -> {
            var totals = new ArrayList<MeterTotal>();
            for (Meter meter : meters) {
                Optional<SqlText> value = value(meter);
                if (value.isPresent()) {
                    total(connection, meter, value.get(), from(customerId, service, range))
                            .ifPresent(totals::add);
                }
            }
            return totals;
        });
    }

    private static Optional<MeterTotal> total(Connection connection, Meter meter, SqlText value, SqlText from)
            throws SQLException {
        var sql = new SqlText()
                .add("select")
                .add(value)
                .add(", count(*)")
                .add(from)
                .add("and event = ?", meter.eventType());
        meter.filters()
                .forEach((property, accepted) ->
                        sql.add("and properties->>? = any(?)", property, new SqlText.Texts(accepted)));
        for (String needed : needed(meter)) {
            if (meter.aggregation() == Aggregation.UNIQUE_COUNT) {
                sql.add("and properties->>? is not null", needed);
            } else {
                sql.add("and properties->>? ~ ?", needed, DECIMAL);
            }
        }
        try (var statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long events = row.getLong(2);
            if (events == 0) {
                return Optional.empty();
            }
            BigDecimal quantity = row.getBigDecimal(1);
            DerivedQuantity derived = meter.quantity();
            return Optional.of(new MeterTotal(
                    meter,
                    plain(derived == null ? quantity : quantity.divide(derived.divideBy(), MathContext.DECIMAL64)),
                    events));
        }
    }

    /** Properties without which an event counts nothing. */
    private static List<String> needed(Meter meter) {
        if (meter.aggregation() == Aggregation.COUNT) {
            return List.of();
        }
        if (meter.quantity() != null) {
            return meter.quantity().multiply();
        }
        return meter.property() == null ? List.of() : List.of(meter.property());
    }

    private static Optional<SqlText> value(Meter meter) {
        String aggregate = switch (meter.aggregation()) {
            case COUNT -> null;
            case SUM -> "sum";
            case MAX -> "max";
            case MIN -> "min";
            case AVERAGE -> "avg";
            case UNIQUE_COUNT -> "count";
            case LATEST, WEIGHTED_SUM, PERCENTILE -> "";
        };
        if (aggregate == null) {
            return Optional.of(new SqlText().add("count(*)"));
        }
        if (aggregate.isEmpty()) {
            return Optional.empty();
        }
        if (aggregate.equals("count")) {
            return meter.property() == null
                    ? Optional.empty()
                    : Optional.of(new SqlText().add("count(distinct properties->>?)", meter.property()));
        }
        var sql = new SqlText().add(aggregate + "(");
        List<String> factors = needed(meter);
        if (factors.isEmpty()) {
            sql.add("coalesce(quantity, 1)");
        }
        for (int index = 0; index < factors.size(); index++) {
            sql.add((index == 0 ? "" : "* ") + NUMBER, factors.get(index));
        }
        return Optional.of(sql.add(")"));
    }

    private static SqlText from(long customerId, String service, TimeRange range) {
        return new SqlText()
                .add("from usage_effective where customer_id = ?", customerId)
                .add("and occurred_at >= ? and occurred_at < ?", range.from(), range.to())
                .add("and " + SERVICE + " = ?", service);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
