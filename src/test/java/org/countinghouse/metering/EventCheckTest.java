package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells a repeat from a conflict is stored for ever, so it must never change. */
class EventCheckTest {
    private static final Meter CALLS = new Meter(
            "api_call", "Calls", null, Aggregation.COUNT, null, null, null, Map.of(), null, false, null, List.of());
    private static final UUID KEY = UUID.fromString("844445fc-7038-5af3-eddf-e4e1d0a98299");
    private static final UUID PAYLOAD = UUID.fromString("512c6892-b7c4-db82-bdf2-977724108704");
    private static final UUID BARE_PAYLOAD = UUID.fromString("4d26e250-a3e4-2b03-1557-f4bd1e4946c8");

    @TempDir
    private Path folder;

    private final EventCheck check =
            new EventCheck(Map.of("acme", 7L), List.of(CALLS), Instant.parse("2026-10-04T00:00:00Z"), false);

    @Test
    void hashesWhatItAlwaysHashed() throws Exception {
        var properties = EventProperties.of(Map.of("a", "x", "Zürich", "\uD83D\uDE00"));
        var event = new UsageEvent(
                "acme",
                "ev \"1\"",
                "api_call",
                Instant.parse("2026-10-03T10:00:00.25Z"),
                new BigDecimal("12.500"),
                properties);
        CheckedEvent checked = check.check(new ReadResult.Event(1, "", event));
        assertThat(checked.key()).isEqualTo(KEY);
        assertThat(checked.payloadHash()).isEqualTo(PAYLOAD);
    }

    @Test
    void hashesRowsOfAFileAsItAlwaysDid() throws Exception {
        Path csv = Files.writeString(folder.resolve("usage.csv"), """
                a,customer,id,event,time,quantity,Zürich
                x,acme,"ev ""1""\",api_call,2026-10-03T10:00:00.25Z,12.500,\uD83D\uDE00
                ,acme,2,api_call,2026-10-03 10:00Z,,
                x,acme,"ev ""1""\",api_call,2026-10-03T10:00:00.25Z,12.5,\uD83D\uDE00
                """);
        try (UsageReader reader = UsageReaders.open(csv, ImportOptions.DEFAULT).reader()) {
            assertThat(check.check(event(reader)).payloadHash()).isEqualTo(PAYLOAD);
            CheckedEvent bare = check.check(event(reader));
            assertThat(bare.payloadHash()).isEqualTo(BARE_PAYLOAD);
            assertThat(bare.event().properties().text("a")).isEmpty();
            CheckedEvent again = check.check(event(reader));
            assertThat(again.payloadHash()).isEqualTo(PAYLOAD);
            assertThat(again.event().properties().text("a")).contains("x");
            assertThat(again.event().properties().text("b")).isEmpty();
        }
    }

    @Test
    void theLastOfTwoColumnsOfOnePropertyCounts() throws Exception {
        Path csv = Files.writeString(folder.resolve("usage.csv"), """
                id,customer,event,time,properties.plan,plan
                1,acme,api_call,2026-10-03T10:00:00Z,gold,silver
                2,acme,api_call,2026-10-03T10:00:00Z,gold,
                """);
        try (UsageReader reader = UsageReaders.open(csv, ImportOptions.DEFAULT).reader()) {
            assertThat(event(reader).event().properties().canonical()).isEqualTo("{\"plan\":\"silver\"}");
            assertThat(event(reader).event().properties().canonical()).isEqualTo("{\"plan\":\"gold\"}");
        }
    }

    private static ReadResult.Event event(UsageReader reader) throws Exception {
        return (ReadResult.Event) java.util.Objects.requireNonNull(reader.next());
    }
}
