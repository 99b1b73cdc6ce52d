package org.countinghouse.metering;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customers;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Progress;

/** A real database with a few customers and meters, and files to import. */
public final class MeteredWorld implements AutoCloseable {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    public static final String METERS = """
            [{"code":"calls","aggregation":"sum","event":"api_call","dimensions":["region"]},
             {"code":"call_count","aggregation":"count","event":"api_call","filters":{"region":["eu"]}},
             {"code":"core_hours","aggregation":"sum","event":"compute","dimensions":["region"],
              "quantity":{"multiply":["cores","seconds"],"divide_by":"3600"}},
             {"code":"tokens_in","aggregation":"sum","dimensions":["model"]},
             {"code":"tokens_out","aggregation":"sum","dimensions":["model"]},
             {"code":"cloud_charges","aggregation":"sum","event":"cloud_charge","dimensions":["ChargeId"]},
             {"code":"storage","aggregation":"sum","event":"stored","carry_over":true}]""";

    private final TestDatabase test;
    private final Path folder;

    private MeteredWorld(TestDatabase test, Path folder) {
        this.test = test;
        this.folder = folder;
    }

    /** @param folder for files */
    public static MeteredWorld in(Path folder) {
        TestDatabase test = TestDatabase.fresh(Stream.of(Plans.ENTITIES, Customers.ENTITIES)
                .flatMap(List::stream)
                .toArray(Class<?>[]::new));
        var world = new MeteredWorld(test, folder);
        world.fill();
        return world;
    }

    private void fill() {
        try {
            new Meters(database(), CLOCK).saveAll(new ObjectMapper().readTree(METERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Customers(database(), CLOCK)
                .save(new BillingEntity("main", "Seller", "", "DE", "", "", "", 14, "R-", List.of()));
        customers("acme", "umbrella", "Zoë & Söhne");
    }

    /** Adds customers by their external ids. */
    public void customers(String... externalIds) {
        database().write(connection -> {
            String sql = "insert into customer (external_id, name, currency, billing_entity_id, created_at)"
                    + " select ?, ?, 'EUR', id, now() from billing_entity limit 1";
            try (var statement = connection.prepareStatement(sql)) {
                for (String id : externalIds) {
                    statement.setString(1, id);
                    statement.setString(2, id + " Ltd");
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return null;
        });
    }

    public Database database() {
        return test.database();
    }

    public TestDatabase test() {
        return test;
    }

    public long customer(String externalId) {
        return number("select id from customer where external_id = '" + externalId + "'")
                .longValueExact();
    }

    public Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ImportReport run(Path file, ImportOptions options) {
        return new UsageImport(database(), CLOCK).run(file, options, Progress.NONE);
    }

    public ImportReport run(Path file) {
        return run(file, ImportOptions.DEFAULT);
    }

    /** The reasons in a file of rejected rows. */
    static List<String> reasons(ImportReport report) {
        if (report.rejectedFile() == null) {
            return List.of();
        }
        var reasons = new ArrayList<String>();
        try (var rows = de.siegmar.fastcsv.reader.CsvReader.builder().ofNamedCsvRecord(report.rejectedFile())) {
            rows.forEach(row -> reasons.add(row.getField("line") + ": " + row.getField("reason")));
            return reasons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BigDecimal number(String sql) {
        return database().read(connection -> number(connection, sql));
    }

    static void execute(Database database, String sql) {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static BigDecimal number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            BigDecimal number = row.getBigDecimal(1);
            return number == null ? BigDecimal.ZERO : number;
        }
    }

    /** All stored events and rollups as one text: equal texts mean an equal state. */
    String state() {
        return database().read(connection -> {
            var out = new StringBuilder();
            for (String sql : List.of(
                    "select customer_id, occurred_at, key, event_id, event, quantity, properties from usage_event"
                            + " order by 1, 2, 3",
                    "select customer_id, key, occurred_at, payload_hash from usage_key order by 1, 2",
                    "select customer_id, meter_code, hour, dimensions, trim_scale(quantity), events from usage_rollup"
                            + " order by 1, 2, 3, dimensions_key")) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("select t::text from (" + sql + ") t")) {
                    while (row.next()) {
                        out.append(row.getString(1)).append('\n');
                    }
                }
            }
            return out.toString();
        });
    }

    /** Differences between the rollups of the plain sum meters and what the raw events say. */
    public long rollupDifferences() {
        return rollupDifferences(database());
    }

    /**
     * How many hourly readings of sums differ from what the events that count come to, and how many totals of all
     * customers, and sums of days and months that are ready, from the readings.
     */
    public static long rollupDifferences(Database database) {
        return readingDifferences(database) + totalDifferences(database) + summaryDifferences(database);
    }

    /** How many sums of days and months that are ready differ from the readings. */
    public static long summaryDifferences(Database database) {
        return database.read(connection -> number(connection, """
                with summed as (
                    select s.span, s.starts, customer_id, meter_code, dimensions_key, dimensions, sum(quantity),
                        sum(events)
                    from usage_summary_span s join usage_rollup r on date_trunc(s.span, r.hour, 'UTC') = s.starts
                    where ready group by 1, 2, 3, 4, 5, 6 having sum(events) <> 0 or sum(quantity) <> 0),
                kept as (
                    select span, starts, customer_id, meter_code, dimensions_key, dimensions, sum(quantity), sum(events)
                    from usage_summary join usage_summary_span using (span, starts)
                    where ready group by 1, 2, 3, 4, 5, 6 having sum(events) <> 0 or sum(quantity) <> 0)
                select count(*) from ((select * from summed except select * from kept)
                    union all (select * from kept except select * from summed)) difference""")).longValueExact();
    }

    private static long totalDifferences(Database database) {
        return database.read(connection -> number(connection, """
                with summed as (
                    select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events) from usage_rollup
                    group by 1, 2, 3, 4 having sum(events) <> 0 or sum(quantity) <> 0),
                kept as (
                    select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events) from usage_total
                    group by 1, 2, 3, 4 having sum(events) <> 0 or sum(quantity) <> 0)
                select count(*) from ((select * from summed except select * from kept)
                    union all (select * from kept except select * from summed)) difference""")).longValueExact();
    }

    private static long readingDifferences(Database database) {
        return database.read(connection -> number(connection, """
                with raw as (
                    select e.customer_id, m.code, date_trunc('hour', e.occurred_at) as hour,
                        coalesce((select jsonb_object_agg(d, e.properties -> d)
                            from jsonb_array_elements_text(coalesce(m.document -> 'dimensions', '[]')) d
                            where e.properties ? d), '{}') as dimensions,
                        sum(coalesce(e.quantity, 1)) as quantity, count(*) as events
                    from usage_effective e join meter m on m.event = e.event
                    where m.aggregation = 'sum' and m.document -> 'quantity' is null
                    group by 1, 2, 3, 4),
                kept as (
                    select customer_id, meter_code, hour, dimensions, quantity, events from usage_rollup r
                    join meter m on m.code = r.meter_code
                    where m.aggregation = 'sum' and m.document -> 'quantity' is null and events > 0)
                select count(*) from ((select * from raw except select * from kept)
                    union all (select * from kept except select * from raw)) difference""")).longValueExact();
    }

    @Override
    public void close() {
        test.close();
    }
}
