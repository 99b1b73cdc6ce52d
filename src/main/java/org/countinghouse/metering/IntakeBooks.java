package org.countinghouse.metering;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands beside the events of an intake: the batch of the day that they belong to, its counts, and the news of them
 * for those who listen. Counts and news go out a few times a second, not with every commit.
 */
final class IntakeBooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeBooks.class);
    private static final long PAUSE_MILLIS = 250;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);
    /** Totals get a row with every commit; so often they are folded while usage comes in. */
    private static final long FOLD_MILLIS = 5_000;

    /** PostgreSQL takes payloads of less than 8,000 bytes. */
    private static final int LARGEST_PAYLOAD = 7_500;

    private final Database database;
    private final Clock clock;
    private final Thread clerk;
    private final Map<Arrival, Sum> news = new LinkedHashMap<>();
    private Counts counts = Counts.NONE;
    private @Nullable LocalDate day;
    private long batch;
    private volatile boolean unfolded;
    private final CountDownLatch ending = new CountDownLatch(1);

    IntakeBooks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.clerk = Thread.ofVirtual().name("usage-intake-books").start(this::run);
    }

    private record Arrival(String customer, String event) {}

    private record Sum(long events, BigDecimal quantity) {
        Sum add(@Nullable BigDecimal more) {
            return new Sum(events + 1, more == null ? quantity : quantity.add(more));
        }
    }

    private record Counts(long read, long accepted, long duplicates, long rejected) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts add(IntakeResult.Outcome outcome) {
            return switch (outcome) {
                case STORED -> new Counts(read + 1, accepted + 1, duplicates, rejected);
                case DUPLICATE, CONFLICT -> new Counts(read + 1, accepted, duplicates + 1, rejected);
                case REJECTED -> new Counts(read + 1, accepted, duplicates, rejected + 1);
            };
        }
    }

    /** The batch of today, in UTC; made when the first event of the day comes. */
    synchronized long batch() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            if (day != null) {
                writeCounts();
            }
            batch = database.write(connection -> start(connection, today));
            day = today;
        }
        return batch;
    }

    /** After a batch could not take more: the next events begin another. */
    synchronized void another() {
        day = null;
    }

    private long start(Connection connection, LocalDate today) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into import_batch (file_name, format, started_at) values (?, 'http', ?) returning id")) {
            statement.setString(1, "HTTP " + today);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Notes what was committed. */
    synchronized void add(List<CheckedEvent> events, List<@Nullable IntakeResult> results) {
        for (IntakeResult result : results) {
            if (result != null) {
                counts = counts.add(result.outcome());
            }
        }
        for (CheckedEvent each : events) {
            IntakeResult result = results.get((int) each.line());
            if (result != null && result.outcome() == IntakeResult.Outcome.STORED) {
                UsageEvent event = each.event();
                news.merge(
                        new Arrival(event.customer(), event.event()),
                        new Sum(0, BigDecimal.ZERO).add(event.quantity()),
                        (before, _) -> before.add(event.quantity()));
            }
        }
    }

    private void run() {
        try {
            for (long passed = PAUSE_MILLIS;
                    !ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    passed += PAUSE_MILLIS) {
                tellSafely(passed % FOLD_MILLIS == 0);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellSafely(boolean fold) {
        try {
            tell();
            if (fold && unfolded) {
                unfolded = false;
                UsageTotals.fold(database);
            }
        } catch (Failure away) {
            LOG.info("Counts of the intake wait: {}", away.summary());
        } catch (RuntimeException defect) {
            LOG.error("Counts of the intake wait", defect);
        }
    }

    private void tell() {
        List<String> payloads;
        synchronized (this) {
            if (counts.equals(Counts.NONE) || day == null) {
                return;
            }
            payloads = payloads();
            news.clear();
            unfolded = true;
            writeCounts();
        }
        if (!payloads.isEmpty()) {
            database.write(connection -> {
                for (String payload : payloads) {
                    Database.notify(connection, UsageIntake.LIVE_CHANNEL, payload);
                }
                Database.notify(connection, "usage", Long.toString(batch));
                return true;
            });
        }
    }

    private synchronized void writeCounts() {
        if (counts.equals(Counts.NONE)) {
            return;
        }
        Counts add = counts;
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update import_batch set read = read + ?, accepted = accepted + ?, duplicates = duplicates + ?,
                        rejected = rejected + ?, finished_at = ? where id = ?""")) {
                statement.setLong(1, add.read());
                statement.setLong(2, add.accepted());
                statement.setLong(3, add.duplicates());
                statement.setLong(4, add.rejected());
                statement.setTimestamp(5, Timestamp.from(clock.instant()));
                statement.setLong(6, batch);
                return statement.executeUpdate();
            }
        });
        counts = Counts.NONE;
    }

    private List<String> payloads() {
        var payloads = new ArrayList<String>();
        ObjectNode current = payload();
        int size = 0;
        for (var each : news.entrySet()) {
            ObjectNode entry = JsonNodeFactory.instance
                    .objectNode()
                    .put("customer", each.getKey().customer())
                    .put("event", each.getKey().event())
                    .put("events", each.getValue().events())
                    .put("quantity", each.getValue().quantity().toPlainString());
            int length = entry.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (length > LARGEST_PAYLOAD) {
                continue;
            }
            if (size > 0 && size + length > LARGEST_PAYLOAD) {
                payloads.add(current.toString());
                current = payload();
                size = 0;
            }
            ((ArrayNode) current.get("usage")).add(entry);
            size += length;
        }
        if (size > 0) {
            payloads.add(current.toString());
        }
        return payloads;
    }

    private ObjectNode payload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("at", clock.instant().toString());
        payload.putArray("usage");
        return payload;
    }

    /** Tells what is left. A round that is under way comes to its end: an interrupt would cut its connection. */
    @Override
    public void close() {
        ending.countDown();
        try {
            clerk.join(LONGEST_ROUND);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        tellSafely(true);
    }
}
