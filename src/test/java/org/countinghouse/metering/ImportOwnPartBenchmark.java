package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the import costs without the database: reading, checking and encoding the events of a file, on one thread. In
 * processor time, which other work on the machine changes less than the time that passes: of that thread alone, and of
 * the whole program, with the garbage collector and what is still being compiled.
 */
@Tag("bench")
class ImportOwnPartBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 500_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    private Path folder;

    /** How far the rows go. */
    private enum Part {
        READ,
        CHECK,
        ENCODE
    }

    @Test
    void processorTimeOfAnEvent() throws Exception {
        Path csv = ImportSpeedBenchmark.file(folder.resolve("usage.csv"), "e", EVENTS);
        System.out.println(measured(csv));
    }

    /** The parts in microseconds an event, each with those before it: the median of the rounds. */
    static String measured(Path csv) throws IOException {
        long size = Files.size(csv);
        var text = new StringBuilder("import without the database, processor time of an event");
        for (Part part : Part.values()) {
            double[] own = new double[ROUNDS];
            double[] all = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = THREADS.getCurrentThreadCpuTime();
                long startOfAll = PROCESS.getProcessCpuTime();
                assertThat(run(csv, part)).isEqualTo(EVENTS);
                own[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / EVENTS;
                all[round] = (PROCESS.getProcessCpuTime() - startOfAll) / 1e3 / EVENTS;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "; %s %.2f us, at least %.2f (with the collector %.2f)",
                    part.name().toLowerCase(Locale.ROOT),
                    warm(own)[warm(own).length / 2],
                    warm(own)[0],
                    warm(all)[warm(all).length / 2]));
        }
        return text.append(String.format(Locale.ROOT, " (%d bytes an event)", size / EVENTS))
                .toString();
    }

    /** In order, without the first rounds, which are not compiled yet. */
    private static double[] warm(double[] rounds) {
        double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        return warm;
    }

    private static int run(Path csv, Part part) throws IOException {
        var check = new EventCheck(customers(), meters(), MeteredWorld.CLOCK.instant(), false);
        int events = 0;
        try (UsageReader reader = UsageReaders.open(csv, ImportOptions.DEFAULT).reader()) {
            var batch = new ImportBatch();
            for (ReadResult row = reader.next(); row != null; row = reader.next()) {
                if (part == Part.READ) {
                    events++;
                    continue;
                }
                CheckedEvent checked = check.check((ReadResult.Event) row);
                if (part == Part.CHECK) {
                    events++;
                    continue;
                }
                batch.add(checked);
                if (batch.full(ImportOptions.DEFAULT_BATCH_SIZE)) {
                    events += prepared(batch);
                    batch = new ImportBatch();
                }
            }
            return events + prepared(batch);
        } catch (BadRow bad) {
            throw new AssertionError(bad);
        }
    }

    private static int prepared(ImportBatch batch) {
        batch.prepare(1);
        return batch.prepared().events().size();
    }

    private static Map<String, Long> customers() {
        var customers = new HashMap<String, Long>();
        for (long i = 0; i < ImportSpeedBenchmark.CUSTOMERS; i++) {
            customers.put("customer-" + i, i + 1);
        }
        return customers;
    }

    private static List<Meter> meters() throws IOException {
        return MeterJson.readAll(new ObjectMapper().readTree(MeteredWorld.METERS));
    }
}
