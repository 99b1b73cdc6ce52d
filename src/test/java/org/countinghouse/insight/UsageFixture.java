package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;

/** A database with two meters, twelve customers and usage as an import leaves it: events and hourly rollups. */
public final class UsageFixture implements AutoCloseable {
    /** A meter that adds up, with usage in one hour of November 2023. */
    public static final Meter TOKENS = meter("tokens_in", "Input tokens", Aggregation.SUM, "tokens", "model", "region");
    /** The number of the same events. */
    public static final Meter REQUESTS = meter("requests", "Requests", Aggregation.COUNT, "requests", "model");
    /** A meter that does not add up. */
    public static final Meter LARGEST = meter("largest", "Largest request", Aggregation.MAX, "tokens");
    /** A meter that was never used. */
    public static final Meter UNUSED = meter("unused", "Unused", Aggregation.SUM, "calls", "model");

    public static final Instant FIRST = Instant.parse("2023-11-16T18:15:00Z");
    public static final int CUSTOMERS = 12;
    public static final int EVENTS = 720;

    private final TestDatabase test = TestDatabase.fresh();

    private static Meter meter(String code, String name, Aggregation aggregation, String unit, String... dimensions) {
        String event = code.equals("unused") ? "unused" : "tokens_in";
        return new Meter(
                code,
                name,
                event,
                aggregation,
                null,
                unit,
                null,
                java.util.Map.of(),
                null,
                false,
                null,
                List.of(dimensions));
    }

    /** Meters and customers, no usage. */
    public static UsageFixture empty() {
        var fixture = new UsageFixture();
        fixture.database().administer(connection -> {
            asOwner(connection);
            for (Meter meter : List.of(TOKENS, REQUESTS, LARGEST, UNUSED)) {
                fixture.add(connection, meter);
            }
            fixture.addCustomers(connection);
            return null;
        });
        return fixture;
    }

    /** 720 events within an hour (one every five seconds), and some a month later. */
    public static UsageFixture withUsage() {
        UsageFixture fixture = empty();
        fixture.database().administer(connection -> {
            asOwner(connection);
            fixture.addUsage(connection);
            return null;
        });
        return fixture;
    }

    private static void asOwner(Connection connection) throws SQLException {
        run(connection, "set local search_path = countinghouse");
    }

    private void add(Connection connection, Meter meter) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into meter (code, name, event, aggregation, unit, document, created_at)"
                        + " values (?, ?, ?, ?, ?, ?::jsonb, now())")) {
            statement.setString(1, meter.code());
            statement.setString(2, meter.name());
            statement.setString(3, meter.eventType());
            statement.setString(4, meter.aggregation().name().toLowerCase(java.util.Locale.ROOT));
            statement.setString(5, meter.unit());
            statement.setString(6, MeterJson.write(meter).toString());
            statement.executeUpdate();
        }
    }

    private void addCustomers(Connection connection) throws SQLException {
        run(
                connection,
                "insert into billing_entity (code, name, country, created_at) values ('main', 'Seller', 'DE', now())");
        run(connection, """
                insert into customer (external_id, name, currency, billing_entity_id, created_at)
                select 'c-' || n, 'Customer ' || chr(64 + n), 'USD', (select min(id) from billing_entity), now()
                from generate_series(1, %d) n""".formatted(CUSTOMERS));
    }

    private void addUsage(Connection connection) throws SQLException {
        run(connection, "select ensure_usage_partitions(array[date '2023-11-01', date '2023-12-01'])");
        run(connection, """
                insert into import_batch (file_name, format, read, accepted, duplicates, rejected, started_at, finished_at)
                values ('usage.jsonl', 'jsonl', 725, 723, 1, 1, '2023-12-05T10:00Z', '2023-12-05T10:00:07Z')""");
        run(connection, """
                insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, properties, batch_id, received_at)
                select 1 + (n * n) %% %d, %s, gen_random_uuid(), 'e' || n, 'tokens_in', n %% 97 + 0.5,
                    jsonb_strip_nulls(jsonb_build_object('model', 'model-' || n %% 11,
                        'region', case n %% 3 when 0 then 'eu' when 1 then 'us' end)), 1, now()
                from generate_series(0, %d) n""".formatted(
                        CUSTOMERS, "'" + FIRST + "'::timestamptz + n * interval '5 seconds'", EVENTS - 1));
        run(connection, """
                insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, properties, batch_id, received_at)
                select n, '2023-12-03T12:00Z'::timestamptz + n * interval '1 day', gen_random_uuid(), 'd' || n, 'tokens_in', 1000 * n,
                    '{"model":"model-1","region":"eu"}', 1, now()
                from generate_series(1, 3) n""");
        for (Meter meter : List.of(TOKENS, REQUESTS)) {
            addRollups(connection, meter);
        }
    }

    /** One more event in the hour of all the others, stored a minute after it happened. */
    public void addPunctualEvent() {
        database().administer(connection -> {
            asOwner(connection);
            run(connection, """
                    insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, properties, batch_id, received_at)
                    values (1, '2023-11-16T18:15:01Z', gen_random_uuid(), 'punctual', 'tokens_in', 1, '{"model":"model-1"}', 1,
                        '2023-11-16T18:16:01Z')""");
            return null;
        });
    }

    private void addRollups(Connection connection, Meter meter) throws SQLException {
        String kept = String.join(
                ",",
                meter.dimensions().stream()
                        .map(name -> "'" + name + "', properties->'" + name + "'")
                        .toList());
        run(connection, """
                insert into usage_rollup (customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events)
                select customer_id, '%s', date_trunc('hour', occurred_at, 'UTC'), md5(d::text)::uuid, d, sum(%s), count(*)
                from (select *, jsonb_strip_nulls(jsonb_build_object(%s)) as d from usage_event) e
                group by customer_id, 3, d""".formatted(meter.code(), meter.aggregation() == Aggregation.COUNT ? "1" : "quantity", kept));
        run(connection, """
                insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                select meter_code, hour, dimensions_key, dimensions, quantity, events from usage_rollup
                where meter_code = '%s'""".formatted(meter.code()));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public Database database() {
        return test.database();
    }

    /** The same database, signed in as a new staff member of these groups. The caller closes it. */
    public Database as(GroupRole... groups) {
        return test.as(groups);
    }

    public UsageQueries queries() {
        return new UsageQueries(database());
    }

    /** The whole hour's worth of usage, in November 2023. */
    public static TimeRange trace() {
        return new TimeRange(Instant.parse("2023-11-16T18:00:00Z"), Instant.parse("2023-11-16T20:00:00Z"));
    }

    public static UsageQuestion question(Meter meter, TimeRange range, Granularity granularity, Grouping grouping) {
        return new UsageQuestion(meter, range, ZoneOffset.UTC, granularity, grouping, UsageScope.ALL);
    }

    @Override
    public void close() {
        test.close();
    }
}
