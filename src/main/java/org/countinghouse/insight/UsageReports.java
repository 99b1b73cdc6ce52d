package org.countinghouse.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** A customer's usage in tables: sums by meter, and the events themselves. */
public final class UsageReports {
    private static final int DECIMALS = 12;
    private final Database database;

    /** @param database whole, or confined to a customer */
    public UsageReports(Database database) {
        this.database = database;
    }

    /** What a meter read in a range. */
    public record MeterTotal(Meter meter, BigDecimal quantity, long events) {}

    /** @param service the service it names; null when it names none */
    public record Event(
            long id,
            Instant time,
            String eventId,
            String event,
            @Nullable BigDecimal quantity,
            String properties,
            @Nullable String service) {}

    /** Where a page of events begins: after this one. */
    public record After(Instant time, long id) {}

    /** Every meter that read anything, by code. The range is taken in whole hours. */
    public List<MeterTotal> totals(List<Meter> meters, long customerId, TimeRange range, ZoneId zone) {
        Map<String, MeterTotal> additive = additive(meters, customerId, range);
        var totals = new ArrayList<MeterTotal>();
        for (Meter meter : meters) {
            MeterTotal total =
                    meter.aggregation().additive() ? additive.get(meter.code()) : level(meter, customerId, range, zone);
            if (total != null && total.events() > 0) {
                totals.add(total);
            }
        }
        return totals;
    }

    private Map<String, MeterTotal> additive(List<Meter> meters, long customerId, TimeRange range) {
        var byCode = new HashMap<String, Meter>();
        meters.forEach(meter -> byCode.put(meter.code(), meter));
        return database.read(connection -> {
            var sql = new SqlText()
                    .add(
                            "select meter_code, sum(quantity), sum(events) from usage_rollup where customer_id = ?",
                            customerId)
                    .add("and hour >= ? and hour < ? group by 1", range.from(), range.to());
            var totals = new HashMap<String, MeterTotal>();
            try (var statement = sql.prepare(connection);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Meter meter = byCode.get(rows.getString(1));
                    if (meter != null) {
                        totals.put(
                                meter.code(),
                                new MeterTotal(meter, divided(meter, rows.getBigDecimal(2)), rows.getLong(3)));
                    }
                }
            }
            return totals;
        });
    }

    private MeterTotal level(Meter meter, long customerId, TimeRange range, ZoneId zone) {
        var granularity = Granularity.MONTH.fits(range) ? Granularity.MONTH : Granularity.automatic(range);
        var question = new UsageQuestion(
                meter, range, zone, granularity, new Grouping.None(), UsageScope.ALL.withCustomer(customerId));
        var sum = new UsageQueries(database).series(question).total().sum();
        return new MeterTotal(meter, sum.quantity(), sum.events());
    }

    private static BigDecimal divided(Meter meter, BigDecimal quantity) {
        BigDecimal value = meter.quantity() == null
                ? quantity
                : quantity.divide(meter.quantity().divideBy(), DECIMALS, RoundingMode.HALF_UP);
        return plain(value);
    }

    /**
     * The newest first.
     *
     * @param event type of event; null = all
     * @param after null = from the newest
     */
    public List<Event> history(
            long customerId, @Nullable String event, TimeRange range, @Nullable After after, int limit) {
        return database.read(connection -> history(connection, customerId, event, range, after, limit));
    }

    private static List<Event> history(
            Connection connection,
            long customerId,
            @Nullable String event,
            TimeRange range,
            @Nullable After after,
            int limit)
            throws SQLException {
        var sql = new SqlText()
                .add("select id, occurred_at, event_id, event, quantity, properties::text, " + ServiceUsage.SERVICE)
                .add("from usage_effective where customer_id = ?", customerId)
                .add("and occurred_at >= ? and occurred_at < ?", range.from(), range.to());
        if (event != null) {
            sql.add("and event = ?", event);
        }
        if (after != null) {
            sql.add("and (occurred_at, id) < (?, ?)", after.time(), after.id());
        }
        sql.add("order by occurred_at desc, id desc limit ?", limit);
        var events = new ArrayList<Event>();
        try (var statement = sql.prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                BigDecimal quantity = rows.getBigDecimal(5);
                events.add(new Event(
                        rows.getLong(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant(),
                        rows.getString(3),
                        rows.getString(4),
                        quantity == null ? null : plain(quantity),
                        rows.getString(6),
                        rows.getString(7)));
            }
        }
        return events;
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
