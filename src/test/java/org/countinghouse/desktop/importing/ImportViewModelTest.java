package org.countinghouse.desktop.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.UsageFormat;
import org.countinghouse.metering.UsageImport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportViewModelTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);
    private static UsageFixture fixture;

    @TempDir
    Path folder;

    private PreferenceStore preferences;
    private ImportViewModel model;

    @BeforeAll
    static void fill() {
        fixture = UsageFixture.empty();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void open() {
        preferences = PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.US));
        model = model();
    }

    private ImportViewModel model() {
        return new ImportViewModel(
                new UsageImport(fixture.database(), CLOCK),
                new SynchronousTasks(),
                Texts.in(Language.ENGLISH),
                new Formats(Locale.US, ZoneOffset.UTC),
                preferences);
    }

    @Test
    void aKnownHeaderNeedsNoMapping() throws IOException {
        model.choose(UsageFiles.csv(folder));
        assertThat(model.step().get()).isEqualTo(ImportStep.READING);
        var preview = Objects.requireNonNull(model.preview().get());
        assertThat(preview.head().format()).isEqualTo(UsageFormat.CSV);
        assertThat(preview.rows()).hasSize(FilePreview.ROWS).allMatch(PreviewRow::good);
    }

    @Test
    void nothingIsStoredBeforeTheLastStepAndTheSecondTimeCountsNothing() throws IOException {
        model.choose(UsageFiles.csv(folder));
        model.check();
        assertThat(model.step().get()).isEqualTo(ImportStep.CHECK);
        var checked = Objects.requireNonNull(model.checked().get());
        assertThat(checked.report().read()).isEqualTo(62);
        assertThat(checked.report().accepted()).isEqualTo(60);
        assertThat(checked.reasons()).extracting(CheckedFile.Reason::line).containsExactly(62L, 63L);
        assertThat(checked.reasons())
                .extracting(CheckedFile.Reason::reason)
                .anyMatch(reason -> reason.contains("\"many\""))
                .anyMatch(reason -> reason.contains("\"nobody\""));
        assertThat(events()).isZero();

        model.run();
        assertThat(model.step().get()).isEqualTo(ImportStep.RESULT);
        var report = Objects.requireNonNull(model.result().get());
        assertThat(report.accepted()).isEqualTo(60);
        assertThat(report.rejectedFile()).isNotNull().exists();
        assertThat(events()).isEqualTo(60);

        model.choose(folder.resolve("november.csv"));
        model.check();
        assertThat(Objects.requireNonNull(model.checked().get()).report().duplicates())
                .isEqualTo(60);
    }

    @Test
    void strangeColumnsAreMappedAndAZoneIsSaid() throws IOException {
        model.choose(UsageFiles.strangeCsv(folder));
        var preview = Objects.requireNonNull(model.preview().get());
        assertThat(preview.head().columns()).containsExactly("nr", "wer", "was", "wann", "wieviel");
        assertThat(model.readable()).isFalse();
        model.check();
        assertThat(model.step().get()).isEqualTo(ImportStep.READING);

        model.map("id", "nr");
        model.map("customer", "wer");
        model.map("event", "=tokens_in");
        model.map("time", "wann");
        model.map("quantity", "wieviel");
        assertThat(model.readable()).isTrue();
        assertThat(Objects.requireNonNull(model.preview().get()).rows())
                .allMatch(row -> row.reason().contains("has no time zone"));

        model.timeZone(ZoneId.of("Europe/Berlin"));
        var event = Objects.requireNonNull(
                Objects.requireNonNull(model.preview().get()).rows().getFirst().event());
        assertThat(event.time()).isEqualTo(Instant.parse("2023-11-21T09:00:00Z"));
        assertThat(event.quantity()).isEqualByComparingTo("5");
    }

    @Test
    void filesWithTheSameColumnsAreReadLikeTheLastOneUntilItIsForgotten() throws IOException {
        model.choose(UsageFiles.strangeCsv(folder));
        assertThat(model.remembered().get()).isFalse();
        model.map("id", "nr");
        model.map("customer", "wer");
        model.map("event", "=tokens_in");
        model.map("time", "wann");
        model.map("quantity", "wieviel");
        model.timeZone(ZoneId.of("Europe/Berlin"));
        model.check();
        assertThat(model.step().get()).isEqualTo(ImportStep.CHECK);

        preferences.flush();
        preferences = PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.US));
        model = model();
        Path next =
                Files.writeString(folder.resolve("next-month.csv"), Files.readString(UsageFiles.strangeCsv(folder)));
        model.choose(next);
        assertThat(model.remembered().get()).isTrue();
        assertThat(model.readable()).isTrue();
        assertThat(model.options().get().timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(Objects.requireNonNull(model.preview().get()).rows()).allMatch(PreviewRow::good);

        model.choose(UsageFiles.csv(folder));
        assertThat(model.remembered().get()).isFalse();
        assertThat(model.options().get().mapping()).isEmpty();

        model.choose(next);
        model.forget();
        assertThat(model.remembered().get()).isFalse();
        assertThat(model.readable()).isFalse();
        assertThat(preferences.get().remembered().readings()).isEmpty();
    }

    @Test
    void anErrorNamesItsLineAndReasonBesideTheGoodRows() throws IOException {
        model.choose(UsageFiles.jsonLines(folder));
        var rows = Objects.requireNonNull(model.preview().get()).rows();
        assertThat(rows).extracting(PreviewRow::good).containsExactly(true, false);
        assertThat(rows.getLast().line()).isEqualTo(2);
        assertThat(rows.getLast().reason()).contains("\"yesterday\"");
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndStaysAtTheBeginning() throws IOException {
        model.choose(folder.resolve("missing.csv"));
        assertThat(Objects.requireNonNull(model.failure().get()).code()).isEqualTo("usage.file.missing");
        assertThat(model.step().get()).isEqualTo(ImportStep.FILE);
        model.choose(Files.writeString(folder.resolve("empty.csv"), ""));
        assertThat(Objects.requireNonNull(model.failure().get()).code()).isEqualTo("usage.file.empty");
    }

    private static long events() {
        return fixture.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from usage_event")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
