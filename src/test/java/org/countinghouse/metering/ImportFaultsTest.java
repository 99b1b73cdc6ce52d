package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.countinghouse.CommandProcess;
import org.countinghouse.metering.collect.SettableClock;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Importers at once, importers killed, duplicates in any order: the state is always that of one clean import. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ImportFaultsTest {
    private static final int EVENTS = 20_000;

    @TempDir
    private Path folder;

    private MeteredWorld world;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** What seems too far ahead waits in the inbox, and is taken when it is sent again by a clock that is right. */
    @Test
    void aClockThatJumpsLosesNothingAndCountsNothingTwice() {
        var clock = new SettableClock(MeteredWorld.CLOCK.instant());
        try (var intake = new UsageIntake(world.database(), clock)) {
            assertThat(send(intake, clock, "first")).isEqualTo(IntakeResult.Outcome.STORED);
            clock.pass(Duration.ofHours(-26));
            assertThat(send(intake, clock, "first")).isNotEqualTo(IntakeResult.Outcome.STORED);
            assertThat(send(intake, clock, "second")).isEqualTo(IntakeResult.Outcome.REJECTED);
            assertThat(world.number("select count(*) from usage_inbox")).isPositive();
            clock.pass(Duration.ofHours(26));
            assertThat(send(intake, clock, "second")).isEqualTo(IntakeResult.Outcome.STORED);
            clock.pass(Duration.ofDays(400));
            assertThat(send(intake, clock, "first")).isEqualTo(IntakeResult.Outcome.DUPLICATE);
            assertThat(send(intake, clock, "third")).isEqualTo(IntakeResult.Outcome.STORED);
            clock.pass(Duration.ofDays(-400));
            for (String id : List.of("first", "second", "third")) {
                assertThat(send(intake, clock, id)).isEqualTo(IntakeResult.Outcome.DUPLICATE);
            }
        }
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'"))
                .isEqualByComparingTo("6");
        assertThat(world.rollupDifferences()).isZero();
    }

    private static IntakeResult.Outcome send(UsageIntake intake, Clock clock, String id) {
        String event = "{\"customer\":\"acme\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"%s\",\"quantity\":2}"
                .formatted(id, MeteredWorld.CLOCK.instant());
        var rows = UsageDocument.read(event.getBytes(StandardCharsets.UTF_8), null, clock.instant());
        return intake.take(rows, null).getFirst().outcome();
    }

    @Test
    void importersOfTheSameEventsAtOnceBothFinishAndStoreEachOnce() throws Exception {
        List<String> rows = rows(EVENTS);
        Path forwards = world.file("forwards.jsonl", String.join("\n", rows));
        Collections.reverse(rows);
        Path backwards = world.file("backwards.jsonl", String.join("\n", rows));
        var options = ImportOptions.DEFAULT.withBatchSize(700);
        List<ImportReport> reports = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<ImportReport>> imports =
                    List.of(() -> world.run(forwards, options), () -> world.run(backwards, options));
            for (var done : threads.invokeAll(imports)) {
                reports.add(done.get());
            }
        }
        assertThat(reports.stream().mapToLong(ImportReport::accepted).sum()).isEqualTo(EVENTS);
        assertThat(reports.stream().mapToLong(ImportReport::duplicates).sum()).isEqualTo(EVENTS);
        assertCleanState(rows);
    }

    @Test
    void duplicatesInAnyOrderChangeNothing() {
        List<String> rows = rows(3_000);
        List<String> shuffled = new ArrayList<>(rows);
        for (int i = 0; i < rows.size(); i++) {
            for (int again = 0; again < i % 3; again++) {
                shuffled.add(rows.get(i));
            }
        }
        Collections.shuffle(shuffled, new Random(7));
        var report = world.run(
                world.file("shuffled.jsonl", String.join("\n", shuffled)), ImportOptions.DEFAULT.withBatchSize(500));
        assertThat(report.accepted()).isEqualTo(3_000);
        assertThat(report.duplicates()).isEqualTo(shuffled.size() - 3_000);
        assertThat(report.conflicts()).isZero();
        assertCleanState(rows);
    }

    @Test
    void lateEarlyShuffledRepeatedAndConflictingEventsComeToTheCleanState() {
        shuffleAndRepeat(2_000);
    }

    @Test
    @Tag("faults")
    void aMillionEventsLateEarlyShuffledRepeatedAndConflicting() {
        shuffleAndRepeat(1_000_000);
    }

    /** One in twenty comes a year late, one in twenty an hour ahead; each one to three times; one in a hundred changed. */
    private void shuffleAndRepeat(int events) {
        Instant now = MeteredWorld.CLOCK.instant();
        List<String> rows = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            Instant time = switch (i % 20) {
                case 0 -> now.minusSeconds(31_536_000L + i);
                case 1 -> now.plusSeconds(3_600 + i % 60);
                default -> now.minusSeconds(i % 2_000_000);
            };
            String row = "{\"id\":\"event-%d\",\"customer\":\"%s\",\"event\":\"api_call\",\"time\":\"%s\","
                    .formatted(i, i % 3 == 0 ? "acme" : "umbrella", time);
            rows.add(row + "\"quantity\":\"%d.%06d\"}".formatted(i % 13, i % 1_000_000));
            if (i % 100 == 7) {
                changed.add(row + "\"quantity\":\"99\"}");
            }
            for (int again = 0; again <= i % 3; again++) {
                sent.add(rows.getLast());
            }
        }
        Collections.shuffle(sent, new Random(4));
        var options = ImportOptions.DEFAULT.withBatchSize(Math.max(700, events / 100));
        var report = world.run(world.file("sent.jsonl", String.join("\n", sent)), options);
        assertThat(report.accepted()).isEqualTo(events);
        assertThat(report.conflicts()).isZero();
        var conflicting = world.run(world.file("changed.jsonl", String.join("\n", changed)), options);
        assertThat(conflicting.conflicts()).as("none is dropped in silence").isEqualTo(changed.size());
        assertThat(new UsageInbox(world.database(), MeteredWorld.CLOCK).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.entries()).isEqualTo(changed.size()));
        assertCleanState(rows);
    }

    @Test
    void anImporterKilledAtAnyMomentLeavesWhatASecondImportCompletes() throws Exception {
        killAndRepeat(5);
    }

    @Test
    @Tag("faults")
    void anImporterKilledAHundredTimes() throws Exception {
        killAndRepeat(100);
    }

    private void killAndRepeat(int rounds) throws Exception {
        List<String> rows = rows(EVENTS);
        Path file = world.file("killed.jsonl", String.join("\n", rows));
        DatabaseSettings.Shared staff = world.test().staff(GroupRole.FINANCE);
        var random = new Random(42);
        for (int round = 0; round < rounds; round++) {
            Process importer = ImporterProcess.start(staff, file);
            importer.waitFor(900 + random.nextInt(2_500), TimeUnit.MILLISECONDS);
            importer.destroyForcibly().waitFor();
            assertThat(world.rollupDifferences()).isZero();
        }
        Process last = ImporterProcess.start(staff, file);
        assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertCleanState(rows);
    }

    @Test
    void aConnectionCutInTheMiddleLosesNothing() throws Exception {
        List<String> rows = rows(5_000);
        Path file = world.file("cut.jsonl", String.join("\n", rows));
        var cutting = new Progress() {
            @Override
            public void report(String step, long done, long total) {
                if (done == 0) {
                    return;
                }
                try (Connection superuser = org.countinghouse.storage.TestDatabase.superuser(
                                world.test().name());
                        var statement = superuser.createStatement()) {
                    statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where pid <> pg_backend_pid() and datname = current_database()");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        var options = ImportOptions.DEFAULT.withBatchSize(1_000);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new UsageImport(world.database(), MeteredWorld.CLOCK).run(file, options, cutting))
                .isInstanceOf(org.countinghouse.work.Failure.class);
        var report = world.run(file, options);
        assertThat(report.accepted() + report.duplicates()).isEqualTo(5_000);
        assertThat(report.duplicates()).isPositive();
        assertCleanState(rows);
    }

    @Test
    void staffWithoutTheRightCannotImportAndNobodyCanChangeEvents() {
        Path file = world.file("usage.jsonl", String.join("\n", rows(10)));
        try (Database analyst = world.test().as(GroupRole.ANALYST)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new UsageImport(analyst, MeteredWorld.CLOCK)
                            .run(file, ImportOptions.DEFAULT, Progress.NONE))
                    .isInstanceOfSatisfying(
                            org.countinghouse.work.Failure.class,
                            failure -> assertThat(failure.code()).isEqualTo("database.permission"));
        }
        try (Database finance = world.test().as(GroupRole.FINANCE)) {
            assertThat(new UsageImport(finance, MeteredWorld.CLOCK)
                            .run(file, ImportOptions.DEFAULT, Progress.NONE)
                            .accepted())
                    .isEqualTo(10);
        }
    }

    /** The state must be exactly that of one clean import into an empty database. */
    private void assertCleanState(List<String> rows) {
        assertThat(world.rollupDifferences()).isZero();
        try (MeteredWorld clean = MeteredWorld.in(folder)) {
            clean.run(clean.file("clean.jsonl", String.join("\n", rows)));
            assertThat(world.state().equals(clean.state())).isTrue();
        }
    }

    static List<String> rows(int count) {
        List<String> rows = new ArrayList<>(count);
        Instant start = Instant.parse("2026-08-31T20:00:00Z");
        String[] regions = {"eu", "us", "ap"};
        for (int i = 0; i < count; i++) {
            rows.add("{\"id\":\"event-%d\",\"customer\":\"%s\",\"event\":\"api_call\",\"time\":\"%s\","
                            .formatted(i, i % 3 == 0 ? "acme" : "umbrella", start.plusSeconds(i * 7L))
                    + "\"quantity\":\"%d.%06d\",\"properties\":{\"region\":\"%s\"}}"
                            .formatted(i % 13, i, regions[i % regions.length]));
        }
        return rows;
    }

    /** An import in a process of its own. */
    static final class ImporterProcess {
        private ImporterProcess() {}

        static Process start(DatabaseSettings.Shared at, Path file) throws java.io.IOException {
            var builder = new ProcessBuilder(CommandProcess.java(ImporterProcess.class.getName(), file.toString()));
            builder.environment()
                    .putAll(Map.of(
                            "TEST_PORT", Integer.toString(at.port()),
                            "TEST_DATABASE", at.database(),
                            "TEST_USER", at.user(),
                            "TEST_PASSWORD", at.password()));
            return builder.redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        public static void main(String[] arguments) {
            Map<String, String> at = System.getenv();
            var settings = new DatabaseSettings.Shared(
                    "127.0.0.1",
                    Integer.parseInt(at.get("TEST_PORT")),
                    at.get("TEST_DATABASE"),
                    at.get("TEST_USER"),
                    at.get("TEST_PASSWORD"),
                    Map.of());
            try (Database database = Database.open(settings, List.of(), Progress.NONE)) {
                new UsageImport(database, MeteredWorld.CLOCK)
                        .run(Path.of(arguments[0]), ImportOptions.DEFAULT.withBatchSize(500), Progress.NONE);
            }
        }
    }
}
