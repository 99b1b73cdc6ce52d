package org.countinghouse.desktop.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Reasons;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason the readers and checks give is told in the person's language; a changed sentence fails here. */
class ReasonsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void everyReasonHasGermanWords() throws Exception {
        var reasons = new ArrayList<String>();
        try (var fixture = UsageFixture.empty()) {
            var imports = new UsageImport(fixture.database(), CLOCK);
            reasons.addAll(reasons(imports, jsonLines(), ImportOptions.DEFAULT));
            reasons.addAll(reasons(imports, csv(), ImportOptions.DEFAULT));
            reasons.addAll(reasons(imports, csv(), ImportOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Berlin"))));
            reasons.addAll(reasons(imports, focus(), ImportOptions.DEFAULT));
        }
        assertThat(reasons).hasSizeGreaterThan(30);
        var german = Texts.in(Language.GERMAN);
        var english = Texts.in(Language.ENGLISH);
        for (String reason : reasons) {
            assertThat(Reasons.of(reason, german)).as(reason).isNotEqualTo(reason);
            assertThat(Reasons.of(reason, english)).as(reason).doesNotContain("--");
        }
        assertThat(reasons.stream().map(reason -> Reasons.of(reason, german)))
                .contains(
                        "Kein Kunde hat die ID \"nobody\"",
                        "Das Feld time fehlt",
                        "Die Zeit \"yesterday\" ist nicht lesbar; schreiben Sie sie wie 2026-10-03T10:00:00Z",
                        "Die Zeile: ab Zeichen 2 kein gültiges JSON",
                        "quantity ist kleiner als null: -1");
    }

    @Test
    void anUnknownSentenceIsShownAsItIs() {
        assertThat(Reasons.of("the moon is full", Texts.in(Language.GERMAN))).isEqualTo("the moon is full");
    }

    private static List<String> reasons(UsageImport imports, Path file, ImportOptions options) throws Exception {
        return CheckedFile.check(imports, file, options, Progress.NONE).reasons().stream()
                .map(CheckedFile.Reason::reason)
                .toList();
    }

    private Path jsonLines() throws Exception {
        String good = "{\"id\":\"%s\",\"customer\":\"%s\",\"event\":\"%s\",\"time\":\"%s\",\"quantity\":%s}";
        String time = "2023-11-20T10:00:00Z";
        return Files.write(
                folder.resolve("bad.jsonl"),
                List.of(
                        good.formatted("1", "nobody", "tokens_in", time, "1"),
                        good.formatted("2", "c-1", "images", time, "1"),
                        good.formatted("3", "c-1", "tokens_in", "1999-01-01T00:00:00Z", "1"),
                        good.formatted("4", "c-1", "tokens_in", "2023-12-12T00:00:00Z", "1"),
                        good.formatted("i".repeat(201), "c-1", "tokens_in", time, "1"),
                        good.formatted("6", "c-1", "tokens_in", time, "0.1234567890123"),
                        good.formatted("7", "c-1", "tokens_in", time, "100000000000000000000"),
                        good.formatted("8", "c-1", "tokens_in", time, "-1"),
                        good.formatted("9", "c-1", "tokens_in", "yesterday", "1"),
                        good.formatted("10", "c-1", "tokens_in", "2023-11-20T10:00:00", "1"),
                        good.formatted("11", "c-1", "tokens_in", time, "true"),
                        good.formatted("12", "c-1", "tokens_in", time, "\"many\""),
                        good.formatted("13\\u0000", "c-1", "tokens_in", time, "1"),
                        good.formatted("14\\ud800", "c-1", "tokens_in", time, "1"),
                        "{\"id\":\"15\",\"customer\":\"c-1\",\"event\":\"tokens_in\"}",
                        "{\"id\":15,\"customer\":\"c-1\",\"event\":\"tokens_in\",\"time\":\"" + time + "\"}",
                        "{\"id\":\"\",\"customer\":\"c-1\",\"event\":\"tokens_in\",\"time\":\"" + time + "\"}",
                        "{\"id\":\"16\",\"customer\":\"c-1\",\"event\":\"tokens_in\",\"time\":\"" + time
                                + "\",\"properties\":[]}",
                        "{\"id\":\"17\",\"customer\":\"c-1\",\"event\":\"tokens_in\",\"time\":\"" + time
                                + "\",\"properties\":{\"a\":\"" + "x".repeat(17_000) + "\"}}",
                        "{\"id\":\"18\",\"properties\":" + "{\"a\":".repeat(60) + "1" + "}".repeat(60) + "}",
                        "{\"specversion\":\"0.3\",\"id\":\"19\"}",
                        "{broken",
                        "[]"));
    }

    private Path csv() throws Exception {
        return Files.write(
                folder.resolve("bad.csv"),
                Stream.of(
                                "id,customer,event,time,quantity,properties",
                                "1,c-1,tokens_in,2023-03-26 02:30:00,1,",
                                "2,c-1,tokens_in,2023-11-20 10:00:00,many,",
                                "3,c-1,tokens_in,2023-11-20T10:00:00Z,1",
                                "4,,tokens_in,2023-11-20T10:00:00Z,1,",
                                "5,c-1,tokens_in,2023-11-20T10:00:00Z,1,[]",
                                "6,c-1,tokens_in,2023-11-20T10:00:00Z,1,{",
                                "7,c-1,tokens_in,2023-11-20T10:00:00Z,1e5,",
                                "8,c-1,tokens_in,2023-11-20T10:00:00Z,1,\"never closed")
                        .toList(),
                StandardCharsets.UTF_8);
    }

    private Path focus() throws Exception {
        return Files.write(
                folder.resolve("bad-focus.csv"),
                List.of(
                        "Id,SubAccountId,ProviderName,ChargePeriodStart,PricingQuantity,ChargeCategory",
                        "1,c-1,Cloud,2023-11-20T10:00:00Z,1,Tax",
                        "2,c-1,Cloud,2023-11-20T10:00:00Z,,Usage",
                        "3,c-1,Cloud,2023-11-20T10:00:00Z,1,Usage"));
    }
}
