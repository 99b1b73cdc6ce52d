package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * Import rate as a ratio, all in one run on one machine: against a bare COPY of the same rows into the same table with
 * its index, and against the floor of exactly-once (COPY into a temporary table, then insert with ON CONFLICT DO NOTHING
 * into that table).
 */
@Tag("bench")
class ImportSpeedBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 500_000);
    /** Of the times of the events: the longer, the more hourly readings there are to write. */
    private static final long SPAN_MILLIS =
            Duration.ofHours(Long.getLong("hours", 24)).toMillis();

    private static final int CUSTOMERS = Integer.getInteger("customers", 1_000);

    @TempDir
    private Path folder;

    @Test
    void importAgainstBareCopy() throws Exception {
        try (MeteredWorld world = MeteredWorld.in(folder)) {
            String[] customers = new String[CUSTOMERS];
            for (int i = 0; i < CUSTOMERS; i++) {
                customers[i] = "customer-" + i;
            }
            world.customers(customers);
            world.run(file("warm-up.csv", "w", 100_000));
            Path csv = file("usage.csv", "e", EVENTS);
            double ours =
                    rate(EVENTS, () -> assertThat(world.run(csv).accepted()).isEqualTo(EVENTS));
            double again =
                    rate(EVENTS, () -> assertThat(world.run(csv).duplicates()).isEqualTo(EVENTS));
            assertThat(world.rollupDifferences()).isZero();
            ownPart(world, csv);
            String rows = copyText(world);
            try (MeteredWorld empty = MeteredWorld.in(folder);
                    Connection connection = TestDatabase.superuser(empty.test().name())) {
                connection.setAutoCommit(false);
                makePartitions(connection);
                double bare = rate(EVENTS, () -> bareCopy(connection, rows));
                double floor = rate(EVENTS, () -> exactlyOnce(connection, rows));
                System.out.printf(
                        Locale.ROOT,
                        "import %,.0f events/s, repeated %,.0f/s; bare COPY %,.0f/s (ratio %.2f);"
                                + " COPY + ON CONFLICT %,.0f/s (ratio %.2f)%n",
                        ours,
                        again,
                        bare,
                        ours / bare,
                        floor,
                        ours / floor);
            }
        }
    }

    /** Reading, checking and encoding, without the database and on one thread; the second time, when it is compiled. */
    private static void ownPart(MeteredWorld world, Path csv) throws IOException {
        var customers = world.database().read(CustomerIds::all);
        var meters = new Meters(world.database(), MeteredWorld.CLOCK).all();
        double micros = 0;
        for (int time = 0; time < 2; time++) {
            var check = new EventCheck(customers, meters, MeteredWorld.CLOCK.instant(), false);
            long start = System.nanoTime();
            long events = 0;
            try (UsageReader reader =
                    UsageReaders.open(csv, ImportOptions.DEFAULT).reader()) {
                var batch = new ImportBatch();
                for (ReadResult row = reader.next(); row != null; row = reader.next()) {
                    batch.add(check.check((ReadResult.Event) row));
                    if (batch.full(ImportOptions.DEFAULT_BATCH_SIZE)) {
                        events += prepared(batch);
                        batch = new ImportBatch();
                    }
                }
                events += prepared(batch);
            } catch (BadRow bad) {
                throw new AssertionError(bad);
            }
            assertThat(events).isEqualTo(EVENTS);
            micros = (System.nanoTime() - start) / 1e3 / EVENTS;
        }
        System.out.printf(Locale.ROOT, "reading, checking and encoding alone: %.2f us an event%n", micros);
    }

    private static int prepared(ImportBatch batch) {
        batch.prepare(1);
        return batch.prepared().events().size();
    }

    private Path file(String name, String prefix, int events) throws IOException {
        Path file = folder.resolve(name);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("id,customer,event,time,quantity,region\n");
            Instant start = Instant.parse("2026-09-01T00:00:00Z");
            for (int i = 0; i < events; i++) {
                out.write(prefix + "-" + Integer.toHexString(i * 0x9E3779B9) + ",customer-" + i % CUSTOMERS
                        + ",api_call," + start.plusMillis(i * SPAN_MILLIS / EVENTS) + "," + i % 97 + ".25,"
                        + (i % 2 == 0 ? "eu" : "us")
                        + "\n");
            }
        }
        return file;
    }

    /** The stored rows of the measured file, in the order in which they arrived. */
    private static String copyText(MeteredWorld world) {
        return world.database().read(connection -> {
            var text = new StringBuilder();
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(50_000);
                try (var row = statement.executeQuery("select customer_id, occurred_at, key, id, event_id, event,"
                        + " quantity, properties, batch_id, received_at from usage_event"
                        + " where event_id like 'e-%' order by occurred_at")) {
                    while (row.next()) {
                        for (int column = 1; column <= 10; column++) {
                            text.append(row.getString(column)).append(column == 10 ? '\n' : '\t');
                        }
                    }
                }
            }
            return text.toString();
        });
    }

    private static void makePartitions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select ensure_usage_partitions(array[date '2026-09-01'])");
        }
        connection.commit();
    }

    private static void bareCopy(Connection connection, String rows) throws SQLException, IOException {
        copy(connection, "usage_event", rows);
        connection.commit();
    }

    private static void exactlyOnce(Connection connection, String rows) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate usage_event");
            connection.commit();
            statement.execute("create temporary table arrived (like usage_event) on commit drop");
            copy(connection, "arrived", rows);
            statement.execute("insert into usage_event select * from arrived on conflict do nothing");
        }
        connection.commit();
    }

    private static void copy(Connection connection, String table, String rows) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin", new BufferedReader(new StringReader(rows)));
    }

    /** Work that is measured. */
    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static double rate(int events, Work work) throws SQLException, IOException {
        long start = System.nanoTime();
        work.run();
        return events * 1e9 / (System.nanoTime() - start);
    }
}
