package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.insight.UsageScope;
import org.countinghouse.insight.UsageSeries;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageViewModelTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2023-12-10T09:30:00Z"));
    private static UsageFixture fixture;

    @TempDir
    private Path folder;

    private UsageViewModel model;

    @BeforeAll
    static void fill() {
        fixture = UsageFixture.withUsage();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void open() {
        model = new UsageViewModel(
                new UsageQueries(fixture.database()), new SynchronousTasks(), CLOCK, ZoneOffset.UTC, "Reading");
        model.refresh();
        model.choose("tokens_in");
    }

    private UsageSeries series() {
        return Objects.requireNonNull(model.answer().get()).series();
    }

    @Test
    void beginsWhereTheNewestUsageIs() {
        assertThat(model.state().get()).isInstanceOf(UsageState.Shown.class);
        assertThat(series().question().range())
                .isEqualTo(new TimeRange(Instant.parse("2023-12-04T12:00:00Z"), Instant.parse("2023-12-06T13:00:00Z")));
        assertThat(series().question().granularity()).isEqualTo(Granularity.HOUR);
        assertThat(model.months()).containsExactly(YearMonth.of(2023, 12), YearMonth.of(2023, 11));
    }

    @Test
    void aGranularityThatDoesNotFitIsReplacedByOneThatDoes() {
        model.granularity().set(Granularity.FIVE_MINUTES);
        model.range().set(new RangeChoice.Month(YearMonth.of(2023, 11)));
        assertThat(series().question().granularity()).isEqualTo(Granularity.DAY);
        model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
        assertThat(series().question().granularity()).isEqualTo(Granularity.FIVE_MINUTES);
    }

    @Test
    void theLastDayEndsWithTheNewestUsage() {
        model.range().set(new RangeChoice.LastDay());
        assertThat(series().question().range().to()).isEqualTo(Instant.parse("2023-12-06T13:00:00Z"));
        assertThat(series().question().range().length().toHours()).isEqualTo(24);
    }

    @Test
    void aMonthIsComparedWithTheMonthBefore() {
        model.range().set(new RangeChoice.Month(YearMonth.of(2023, 12)));
        model.compare().set(true);
        var answer = Objects.requireNonNull(model.answer().get());
        var previous = Objects.requireNonNull(answer.previous());
        assertThat(previous.question().range().from()).isEqualTo(Instant.parse("2023-11-01T00:00:00Z"));
        BigDecimal before = previous.total().sum().quantity();
        assertThat(answer.change().orElseThrow())
                .isEqualByComparingTo(
                        new BigDecimal("6000").subtract(before).divide(before, 4, java.math.RoundingMode.HALF_UP));
        assertThat(answer.before(29)).isPresent();
        assertThat(answer.before(30)).isEmpty();
    }

    @Test
    void aLineOfTheLegendNarrowsToItself() {
        model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
        model.grouping().set(new Grouping.ByDimension("model"));
        var line = series().lines().getFirst();
        model.only(line);
        assertThat(model.scope().get().properties()).containsEntry("model", line.value());
        assertThat(series().total().sum().quantity())
                .isEqualByComparingTo(line.sum().quantity());
    }

    @Test
    void anotherMeterDropsWhatItDoesNotHave() {
        model.grouping().set(new Grouping.ByDimension("region"));
        model.scope().set(UsageScope.ALL.withProperty("region", "eu").withProperty("model", "model-1"));
        model.choose("requests");
        assertThat(model.grouping().get()).isEqualTo(new Grouping.None());
        assertThat(model.scope().get().properties()).containsOnlyKeys("model");
    }

    @Test
    void eachKindOfNothingIsToldApart() {
        model.choose("unused");
        assertThat(model.state().get()).isInstanceOf(UsageState.NeverUsed.class);
        model.choose("tokens_in");
        model.range()
                .set(new RangeChoice.Custom(
                        new TimeRange(Instant.parse("2023-11-17T00:00:00Z"), Instant.parse("2023-11-18T00:00:00Z"))));
        assertThat(model.state().get()).isInstanceOf(UsageState.NothingHere.class);
        model.showLatest();
        assertThat(model.state().get()).isInstanceOf(UsageState.Shown.class);
    }

    @Test
    void theExportedFileHasTheTablesNumbers() throws IOException {
        model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
        model.granularity().set(Granularity.HOUR);
        model.grouping().set(new Grouping.ByDimension("region"));
        var answer = Objects.requireNonNull(model.answer().get());
        var words = new UsageWords(Texts.in(Language.ENGLISH), new Formats(Locale.US, ZoneOffset.UTC));
        Path csv = folder.resolve("usage.csv");
        assertThat(SeriesExport.save(answer, words, csv)).isEqualTo(2);
        var lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("From,To,").endsWith(",Total,Events");
        assertThat(lines.get(1))
                .startsWith("2023-11-16T18:00Z,2023-11-16T19:00Z,")
                .endsWith(",540");

        Path workbook = folder.resolve("usage.xlsx");
        SeriesExport.save(answer, words, workbook);
        try (var book = new ReadableWorkbook(Files.newInputStream(workbook))) {
            var rows = book.getFirstSheet().read();
            assertThat(book.getFirstSheet().getName()).isEqualTo("tokens_in");
            assertThat(rows).hasSize(3);
            var cells = lines.get(1).split(",", -1);
            assertThat(rows.get(0).getCellText(0)).isEqualTo("From");
            assertThat(rows.get(1).getCell(0).asDate()).hasToString("2023-11-16T18:00");
            for (int column = 2; column < cells.length; column++) {
                assertThat(rows.get(1).getCell(column).asNumber()).isEqualByComparingTo(cells[column]);
            }
        }
    }
}
