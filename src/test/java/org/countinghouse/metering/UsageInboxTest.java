package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is silently ignored: what cannot be taken waits, and counts exactly once when it can. */
class UsageInboxTest {
    private static final String MIXED = """
            id,customer,event,time,quantity,region
            1,acme,api_call,2026-10-03T10:00:00Z,1,eu
            2,ACME Inc,api_call,2026-10-03T10:00:00Z,2,eu
            3,ACME Inc,api_call,2026-10-03T11:00:00Z,4,us
            4,acme,page_view,2026-10-03T10:00:00Z,8,eu
            5,acme,api_call,2026-10-03T10:00:00Z,-16,eu
            6,acme,api_call,1970-01-01T00:00:00Z,32,eu
            7,acme,api_call,yesterday,64,eu
            1,acme,api_call,2026-10-03T10:00:00Z,128,eu
            9,acme,compute,2026-10-03T10:00:00Z,,eu
            """;

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private UsageInbox inbox;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        inbox = new UsageInbox(world.database(), MeteredWorld.CLOCK);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatCannotBeTakenIsKeptWithItsReasonOnce() {
        var report = world.run(world.file("mixed.csv", MIXED));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(MeteredWorld.reasons(report)).hasSize(8);
        assertThat(inbox.groups())
                .extracting(InboxGroup::reason, InboxGroup::about, InboxGroup::entries)
                .containsExactlyInAnyOrder(
                        tuple("unknown_customer", "ACME Inc", 2L),
                        tuple("unknown_event", "page_view", 1L),
                        tuple("bad_quantity", "", 1L),
                        tuple("bad_time", "", 1L),
                        tuple("unreadable", "", 1L),
                        tuple("conflict", "", 1L),
                        tuple("bad_property", "", 1L));
        world.run(world.file("mixed.csv", MIXED));
        assertThat(inbox.entries(InboxSelection.ALL, 100)).hasSize(8).allSatisfy(entry -> {
            assertThat(entry.seen()).isEqualTo(2);
            assertThat(entry.source()).isEqualTo("mixed.csv");
            assertThat(entry.batchId()).isEqualTo(report.batchId());
        });
        InboxEntry unreadable =
                inbox.entries(InboxSelection.of(InboxReason.UNREADABLE), 9).getFirst();
        assertThat(unreadable.line()).isEqualTo(8);
        assertThat(unreadable.raw()).isEqualTo("7,acme,api_call,yesterday,64,eu");
        assertThat(unreadable.replayable()).isFalse();
    }

    @Test
    void aMappedCustomersUsageCountsOnceWhenItIsReplayedAndFromNowOn() {
        world.run(world.file("mixed.csv", MIXED));
        assertThat(replay(InboxSelection.ofCustomer("ACME Inc"))).isEqualTo(new ReplayReport(0, 0, 2));
        inbox.map("ACME Inc", "acme");
        assertThat(replay(InboxSelection.of(InboxReason.UNKNOWN_CUSTOMER))).isEqualTo(new ReplayReport(2, 0, 0));
        assertThat(calls()).isEqualByComparingTo("7");
        assertThat(replay(InboxSelection.of(InboxReason.UNKNOWN_CUSTOMER))).isEqualTo(ReplayReport.NOTHING);
        var again = world.run(world.file("mixed.csv", MIXED));
        assertThat(again.duplicates()).isEqualTo(4);
        var more = world.run(world.file("more.csv", """
                id,customer,event,time,quantity,region
                10,ACME Inc,api_call,2026-10-03T10:00:00Z,1000,eu
                """));
        assertThat(more.accepted()).isEqualTo(1);
        assertThat(calls()).isEqualByComparingTo("1007");
        assertThat(world.rollupDifferences()).isZero();
    }

    @Test
    void anEventOfANewMeterCountsWhenItIsReplayed() throws Exception {
        world.run(world.file("mixed.csv", MIXED));
        new Meters(world.database(), MeteredWorld.CLOCK).saveAll(new ObjectMapper().readTree("""
                {"code":"views","aggregation":"sum","event":"page_view"}"""));
        assertThat(replay(InboxSelection.ALL)).isEqualTo(new ReplayReport(1, 0, 6));
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'views'"))
                .isEqualByComparingTo("8");
        assertThat(inbox.replay(InboxSelection.of(InboxReason.BAD_QUANTITY), true, Progress.NONE)
                        .stored())
                .isEqualTo(1);
        assertThat(calls()).isEqualByComparingTo("-15");
    }

    @Test
    void aConflictStaysUntilItIsDiscarded() {
        world.run(world.file("mixed.csv", MIXED));
        assertThat(replay(InboxSelection.of(InboxReason.CONFLICT))).isEqualTo(new ReplayReport(0, 0, 1));
        assertThat(inbox.discard(InboxSelection.of(InboxReason.CONFLICT), "the first was right"))
                .isEqualTo(1);
        assertThat(inbox.entries(InboxSelection.of(InboxReason.CONFLICT), 9)).isEmpty();
        assertThat(world.number("select count(*) from usage_inbox where state = 'discarded'"
                        + " and outcome = 'the first was right' and resolved_by is not null"))
                .isEqualByComparingTo("1");
        assertThat(world.number("select count(*) from audit_entry where action = 'usage.discard'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void anUnreadableRowIsReplayedWithAMendedText() {
        world.run(world.file("mixed.csv", MIXED));
        long id = inbox.entries(InboxSelection.of(InboxReason.UNREADABLE), 1)
                .getFirst()
                .id();
        fails("inbox.unreadable", () -> replay(InboxSelection.one(id)));
        fails("inbox.unreadable", () -> inbox.replayAs(id, "{", false));
        String mended = """
                {"customer":"acme","id":"7","event":"api_call","time":"2026-10-03T10:00:00Z","quantity":"64"}""";
        assertThat(inbox.replayAs(id, mended.replace("acme", "nobody"), false)).isEqualTo(new ReplayReport(0, 0, 1));
        assertThat(inbox.replayAs(id, mended, false)).isEqualTo(new ReplayReport(1, 0, 0));
        fails("inbox.closed", () -> inbox.replayAs(id, mended, false));
        assertThat(calls()).isEqualByComparingTo("65");
    }

    @Test
    void replayersAtOnceStoreEachEventOnce() throws Exception {
        var rows = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            rows.append(
                    "{\"id\":\"%d\",\"customer\":\"late\",\"event\":\"api_call\",\"time\":\"2026-10-03T10:00:00Z\"}%n"
                            .formatted(i));
        }
        world.run(world.file("late.jsonl", rows.toString()));
        world.customers("late");
        List<Callable<ReplayReport>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            work.add(() -> replay(InboxSelection.ALL));
        }
        long stored = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(work)) {
                stored += done.get().stored();
            }
        }
        assertThat(stored).isEqualTo(2_500);
        assertThat(calls()).isEqualByComparingTo("2500");
        assertThat(world.rollupDifferences()).isZero();
        assertThat(inbox.groups()).isEmpty();
    }

    @Test
    void textsThatNoDatabaseHoldsAndHugeOnesAreKeptAsFarAsTheyGo() {
        world.run(world.file(
                "odd.jsonl",
                ("{\"id\":\"a\\u0000b\",\"customer\":\"acme\",\"event\":\"api_call\","
                                + "\"time\":\"2026-10-03T10:00:00Z\"}\nnul:\0\n"
                                + "x".repeat(40_000) + "\n\\ and \t tab\n")
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(inbox.entries(InboxSelection.ALL, 9))
                .hasSize(4)
                .extracting(InboxEntry::cut, entry -> entry.raw().length())
                .contains(tuple(true, InboxItem.LONGEST_RAW));
        assertThat(inbox.entries(InboxSelection.ALL, 9))
                .extracting(InboxEntry::raw)
                .contains("nul:\uFFFD", "\\ and \t tab");
    }

    @Test
    void aFullInboxSaysHowMuchItLeftOut() {
        List<InboxItem> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add(new InboxItem(InboxReason.UNREADABLE, "no event", "test", null, null, "row " + i, null));
        }
        int left = world.database().write(connection -> new InboxShelf(connection, 7).put(items));
        assertThat(left).isEqualTo(3);
        assertThat(inbox.entries(InboxSelection.ALL, 99)).hasSize(7);
        inbox.discard(InboxSelection.of(InboxReason.UNREADABLE), "test");
        assertThat(inbox.keep(items.subList(5, 10))).isZero();
        assertThat(inbox.entries(InboxSelection.ALL, 99))
                .as("discarded stays so")
                .hasSize(3);
    }

    @Test
    void aDryRunKeepsNothingAndReadersMayNotReplay() {
        world.run(world.file("mixed.csv", MIXED), ImportOptions.DEFAULT.withDryRun(true));
        assertThat(inbox.groups()).isEmpty();
        world.run(world.file("mixed.csv", MIXED));
        try (Database analyst = world.test().as(GroupRole.ANALYST)) {
            var readOnly = new UsageInbox(analyst, MeteredWorld.CLOCK);
            assertThat(readOnly.groups()).hasSize(7);
            fails("database.permission", () -> readOnly.discard(InboxSelection.ALL, "x"));
            fails("database.permission", () -> readOnly.map("ACME Inc", "acme"));
        }
        fails("usage.customer", () -> inbox.map("x", "nobody"));
        fails("usage.alias", () -> inbox.map("umbrella", "acme"));
    }

    private ReplayReport replay(InboxSelection selection) {
        return inbox.replay(selection, false, Progress.NONE);
    }

    private BigDecimal calls() {
        return world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'");
    }

    private static void fails(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        org.assertj.core.api.Assertions.assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
