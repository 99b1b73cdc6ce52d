package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * Usage over time, from hourly readings where they are exact and from the events themselves where they are not. Every
 * method is one or a few statements on one picture of the data; call them away from the interface thread.
 */
public final class UsageQueries {
    private final Database database;

    public UsageQueries(Database database) {
        this.database = database;
    }

    /** Chart, table and totals at once. */
    public UsageSeries series(UsageQuestion question) {
        return database.read(connection -> question.comparesCustomers()
                ? CustomerSeries.read(connection, question)
                : SeriesReader.read(connection, question));
    }

    /** All meters, those used last first, those never used at the end by name. */
    public List<MeterUsage> meters() {
        return database.read(connection -> {
            var meters = new ArrayList<MeterUsage>();
            try (var statement = connection.prepareStatement("""
                            select m.document, case when m.aggregation in ('count', 'sum')
                                then (select max(hour) from usage_total r where r.meter_code = m.code)
                                else (select max(occurred_at) from usage_effective e where e.event = m.event) end as last
                            from meter m order by last desc nulls last, m.name, m.code""");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    meters.add(new MeterUsage(MeterJson.read(rows.getString(1)), instant(rows, 2)));
                }
            }
            return meters;
        });
    }

    /**
     * From the first to the last event of a meter within a range, the last one included; empty without any. Exact to
     * the event within the month it is asked for.
     */
    public Optional<TimeRange> extent(Meter meter, TimeRange within) {
        return database.read(connection -> {
            var sql = new SqlText()
                    .add("select min(occurred_at), max(occurred_at) from usage_effective where")
                    .add(MeterSql.events(meter))
                    .add("and occurred_at >= ? and occurred_at < ?", within.from(), within.to());
            try (var statement = sql.prepare(connection);
                    var row = statement.executeQuery()) {
                row.next();
                Instant first = instant(row, 1);
                Instant last = instant(row, 2);
                return first == null || last == null
                        ? Optional.<TimeRange>empty()
                        : Optional.of(new TimeRange(first, last.plusNanos(1_000)));
            }
        });
    }

    /** The months with usage of a meter, the newest first. */
    public List<YearMonth> months(Meter meter, ZoneId zone) {
        return database.read(connection -> {
            var sql = meter.aggregation().additive()
                    ? new SqlText()
                            .add("select distinct date_trunc('month', hour at time zone ?)::date", zone.getId())
                            .add("from usage_total where meter_code = ? order by 1 desc", meter.code())
                    : new SqlText()
                            .add("select distinct date_trunc('month', occurred_at at time zone ?)::date", zone.getId())
                            .add("from usage_effective where")
                            .add(MeterSql.events(meter))
                            .add("order by 1 desc");
            var months = new ArrayList<YearMonth>();
            try (var statement = sql.prepare(connection);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    months.add(YearMonth.from(rows.getDate(1).toLocalDate()));
                }
            }
            return months;
        });
    }

    /** The most used values of one of a meter's dimensions within a range. */
    public List<String> dimensionValues(Meter meter, String dimension, TimeRange within, int limit) {
        return database.read(connection -> {
            var sql = meter.aggregation().additive()
                    ? new SqlText()
                            .add("select dimensions->>? as value from usage_total", dimension)
                            .add(
                                    "where meter_code = ? and hour >= ? and hour < ?",
                                    meter.code(),
                                    hour(within),
                                    within.to())
                            .add("and dimensions ?? ?", dimension)
                            .add("group by 1 order by sum(events) desc, 1 limit ?", limit)
                    : new SqlText()
                            .add("select properties->>? as value from usage_effective where", dimension)
                            .add(MeterSql.events(meter))
                            .add("and occurred_at >= ? and occurred_at < ?", within.from(), within.to())
                            .add("and properties ?? ?", dimension)
                            .add("group by 1 order by count(*) desc, 1 limit ?", limit);
            var values = new ArrayList<String>();
            try (var statement = sql.prepare(connection);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        });
    }

    /**
     * Who used most of a meter that adds up. The range is taken in whole hours.
     *
     * @param limit at most this many customers
     */
    public List<CustomerUsage> topCustomers(Meter meter, TimeRange range, int limit) {
        if (!meter.aggregation().additive()) {
            throw new IllegalArgumentException("Customers are not ranked by " + meter.aggregation());
        }
        return database.read(connection -> top(connection, meter, range, limit));
    }

    private static List<CustomerUsage> top(Connection connection, Meter meter, TimeRange range, int limit)
            throws SQLException {
        var whole = new TimeRange(hour(range), range.to());
        var ranking = CustomerRanking.of(connection, meter, whole, UsageScope.ALL, limit);
        Map<Long, List<String>> names = names(connection, ranking);
        return ranking.first().stream()
                .map(used -> {
                    List<String> name = names.getOrDefault(used.customer(), List.of("", ""));
                    return new CustomerUsage(
                            used.customer(),
                            name.getFirst(),
                            name.getLast(),
                            SeriesReader.quantity(meter, used.quantity()),
                            used.events());
                })
                .toList();
    }

    /** External id and name of the ranked customers that still exist. */
    private static Map<Long, List<String>> names(Connection connection, CustomerRanking ranking) throws SQLException {
        var ids = ranking.first().stream()
                .map(used -> String.valueOf(used.customer()))
                .toList();
        var sql = new SqlText()
                .add("select id, external_id, name from customer where id = any(?::bigint[])", new SqlText.Texts(ids));
        var names = new HashMap<Long, List<String>>();
        try (var statement = sql.prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                names.put(rows.getLong(1), List.of(rows.getString(2), rows.getString(3)));
            }
        }
        return names;
    }

    private static Instant hour(TimeRange range) {
        return range.from().truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
