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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.countinghouse.storage.TestDatabase;
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

    static final int CUSTOMERS = Integer.getInteger("customers", 1_000);

    /** All readings and how many events there are, in a few characters. */
    private static final String READINGS = "select md5(string_agg(r::text, ',' order by r::text)) || ' '"
            + " || (select count(*) from usage_event) from usage_rollup r";

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
            world.run(file(folder.resolve("warm-up.csv"), "w", 100_000));
            Path csv = file(folder.resolve("usage.csv"), "e", EVENTS);
            double ours =
                    rate(EVENTS, () -> assertThat(world.run(csv).accepted()).isEqualTo(EVENTS));
            double again =
                    rate(EVENTS, () -> assertThat(world.run(csv).duplicates()).isEqualTo(EVENTS));
            assertThat(world.rollupDifferences()).isZero();
            System.out.println(ImportOwnPartBenchmark.measured(csv));
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

    /** The same events again, in any order, long after their time: they change nothing and cost no more than new ones. */
    @Test
    void lateAndShuffledDuplicates() throws Exception {
        try (MeteredWorld world = MeteredWorld.in(folder)) {
            world.customers(
                    IntStream.range(0, CUSTOMERS).mapToObj(i -> "customer-" + i).toArray(String[]::new));
            world.run(file(folder.resolve("warm-up.csv"), "w", 100_000));
            Path csv = file(folder.resolve("usage.csv"), "e", EVENTS);
            double first =
                    rate(EVENTS, () -> assertThat(world.run(csv).accepted()).isEqualTo(EVENTS));
            String before = readings(world);
            List<String> lines = Files.readAllLines(csv);
            Collections.shuffle(lines.subList(1, lines.size()), new Random(4));
            Path shuffled = Files.write(folder.resolve("shuffled.csv"), lines);
            double again = rate(
                    EVENTS, () -> assertThat(world.run(shuffled).duplicates()).isEqualTo(EVENTS));
            assertThat(readings(world)).isEqualTo(before);
            assertThat(world.rollupDifferences()).isZero();
            System.out.printf(
                    Locale.ROOT,
                    "new events %,.0f/s; the same shuffled %,.0f/s (%.2f of the cost of new ones)%n",
                    first,
                    again,
                    first / again);
        }
    }

    private static String readings(MeteredWorld world) {
        return world.database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(READINGS)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** A file of events that are spread evenly over the time. */
    static Path file(Path file, String prefix, int events) throws IOException {
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
