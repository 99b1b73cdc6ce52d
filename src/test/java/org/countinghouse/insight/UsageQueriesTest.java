package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.catalog.Meter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsageQueriesTest {
    private static final TimeRange AUTUMN =
            new TimeRange(Instant.parse("2023-11-01T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"));
    private static final TimeRange TWO_DAYS =
            new TimeRange(Instant.parse("2023-11-15T12:00:00Z"), Instant.parse("2023-11-17T12:00:00Z"));
    private static final List<Grouping> GROUPINGS = List.of(
            new Grouping.None(),
            new Grouping.ByCustomer(),
            new Grouping.ByDimension("model"),
            new Grouping.ByDimension("region"));

    private static UsageFixture fixture;

    @BeforeAll
    static void fill() {
        fixture = UsageFixture.withUsage();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void sumsAreThoseOfTheEventsAtEveryGranularityAndGrouping() {
        BigDecimal raw = rawSum(TWO_DAYS);
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Pacific/Auckland"), ZoneId.of("Asia/Kolkata"))) {
            for (Granularity granularity : Granularity.values()) {
                if (!granularity.fits(TWO_DAYS)) {
                    continue;
                }
                for (Grouping grouping : GROUPINGS) {
                    var series = fixture.queries()
                            .series(new UsageQuestion(
                                    UsageFixture.TOKENS, TWO_DAYS, zone, granularity, grouping, UsageScope.ALL));
                    assertThat(series.total().sum().quantity()).isEqualByComparingTo(raw);
                    assertThat(series.total().sum().events()).isEqualTo(UsageFixture.EVENTS);
                    assertThat(sum(series.total())).isEqualByComparingTo(raw);
                    if (!(grouping instanceof Grouping.None)) {
                        assertThat(series.lines().stream()
                                        .map(UsageQueriesTest::sum)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                                .isEqualByComparingTo(raw);
                    }
                }
            }
        }
    }

    @Test
    void rollupsAndEventsGiveTheSameBuckets() {
        for (Grouping grouping : GROUPINGS) {
            var fromRollups = UsageFixture.question(UsageFixture.TOKENS, TWO_DAYS, Granularity.HOUR, grouping);
            assertThat(fromRollups.servedByRollups()).isTrue();
            var fiveMinutes = fixture.queries()
                    .series(UsageFixture.question(UsageFixture.TOKENS, TWO_DAYS, Granularity.FIVE_MINUTES, grouping));
            var hours = fixture.queries().series(fromRollups);
            assertThat(hours.lines().stream().map(line -> line.label() + " " + line.sum()))
                    .isEqualTo(fiveMinutes.lines().stream()
                            .map(line -> line.label() + " " + line.sum())
                            .toList());
            for (int hour = 0; hour < hours.starts().size(); hour++) {
                var parts = fiveMinutes.total().points().subList(hour * 12, hour * 12 + 12);
                assertThat(hours.total().points().get(hour).quantity())
                        .isEqualByComparingTo(parts.stream()
                                .map(UsageSeries.Point::quantity)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
            }
        }
    }

    @Test
    void eightLargestGroupsHaveALineAndTheRestIsOne() {
        var series = fixture.queries()
                .series(UsageFixture.question(
                        UsageFixture.TOKENS,
                        UsageFixture.trace(),
                        Granularity.FIVE_MINUTES,
                        new Grouping.ByDimension("model")));
        assertThat(series.lines()).hasSize(9);
        assertThat(series.lines().getLast().kind()).isEqualTo(UsageSeries.Kind.OTHER);
        assertThat(series.lines().getLast().label()).isEqualTo("3");
        var quantities = series.lines().subList(0, 8).stream()
                .map(line -> line.sum().quantity())
                .toList();
        assertThat(quantities).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void usageWithoutThePropertyIsAGroupOfItsOwn() {
        var series = fixture.queries()
                .series(UsageFixture.question(
                        UsageFixture.TOKENS,
                        UsageFixture.trace(),
                        Granularity.HOUR,
                        new Grouping.ByDimension("region")));
        assertThat(series.lines()).extracting(UsageSeries.Line::kind).contains(UsageSeries.Kind.MISSING);
        assertThat(series.lines()).extracting(UsageSeries.Line::label).contains("eu", "us");
    }

    @Test
    void customersAreNamed() {
        var series = fixture.queries()
                .series(UsageFixture.question(
                        UsageFixture.TOKENS, UsageFixture.trace(), Granularity.HOUR, new Grouping.ByCustomer()));
        assertThat(series.lines().getFirst().label()).startsWith("Customer ");
    }

    @Test
    void aScopeLeavesOutEverythingElse() {
        var scope = UsageScope.ALL.withCustomer(2L).withProperty("model", "model-1");
        for (Granularity granularity : List.of(Granularity.FIVE_MINUTES, Granularity.HOUR)) {
            var series = fixture.queries()
                    .series(new UsageQuestion(
                            UsageFixture.TOKENS,
                            UsageFixture.trace(),
                            ZoneOffset.UTC,
                            granularity,
                            new Grouping.None(),
                            scope));
            long expected = java.util.stream.IntStream.range(0, UsageFixture.EVENTS)
                    .filter(n -> 1 + n * n % UsageFixture.CUSTOMERS == 2 && n % 11 == 1)
                    .count();
            assertThat(series.total().sum().events()).isEqualTo(expected).isPositive();
        }
    }

    @Test
    void aMeterThatDoesNotAddUpIsAggregatedForEachBucketAndTheWholeAnew() {
        var series = fixture.queries()
                .series(UsageFixture.question(
                        UsageFixture.LARGEST,
                        UsageFixture.trace(),
                        Granularity.FIVE_MINUTES,
                        new Grouping.ByCustomer()));
        assertThat(series.total().sum().quantity()).isEqualByComparingTo("96.5");
        assertThat(series.total().points().get(series.peak()).quantity()).isEqualByComparingTo("96.5");
    }

    @Test
    void countsCountEvents() {
        var series = fixture.queries()
                .series(UsageFixture.question(
                        UsageFixture.REQUESTS, UsageFixture.trace(), Granularity.HOUR, new Grouping.None()));
        assertThat(series.total().sum().quantity()).isEqualByComparingTo("720");
        assertThat(series.total().points())
                .extracting(UsageSeries.Point::events)
                .containsExactly(540L, 180L);
    }

    @Test
    void metersUsedLastComeFirst() {
        var meters = fixture.queries().meters();
        assertThat(meters).extracting(usage -> usage.meter().code()).endsWith("unused");
        assertThat(meters.getFirst().last()).isNotNull();
        assertThat(meters.getLast().last()).isNull();
    }

    @Test
    void theExtentIsExactToTheEvent() {
        var extent = fixture.queries()
                .extent(UsageFixture.TOKENS, UsageFixture.trace())
                .orElseThrow();
        assertThat(extent.from()).isEqualTo(UsageFixture.FIRST);
        assertThat(extent.to()).isBetween(Instant.parse("2023-11-16T19:14:55Z"), Instant.parse("2023-11-16T19:14:56Z"));
        assertThat(fixture.queries().extent(UsageFixture.UNUSED, AUTUMN)).isEmpty();
    }

    @Test
    void monthsWithUsageAreListedNewestFirst() {
        for (Meter meter : List.of(UsageFixture.TOKENS, UsageFixture.LARGEST)) {
            assertThat(fixture.queries().months(meter, ZoneOffset.UTC))
                    .containsExactly(YearMonth.of(2023, 12), YearMonth.of(2023, 11));
        }
    }

    @Test
    void valuesOfADimensionAreThoseInUse() {
        assertThat(fixture.queries().dimensionValues(UsageFixture.TOKENS, "region", UsageFixture.trace(), 10))
                .containsExactly("eu", "us");
    }

    @Test
    void topCustomersAreTheLargest() {
        var top = fixture.queries().topCustomers(UsageFixture.TOKENS, AUTUMN, 3);
        var series = fixture.queries()
                .series(UsageFixture.question(UsageFixture.TOKENS, AUTUMN, Granularity.DAY, new Grouping.ByCustomer()));
        assertThat(top)
                .extracting(CustomerUsage::name)
                .isEqualTo(series.lines().subList(0, 3).stream()
                        .map(UsageSeries.Line::label)
                        .toList());
        assertThat(top.getFirst().quantity())
                .isEqualByComparingTo(series.lines().getFirst().sum().quantity());
    }

    private static BigDecimal sum(UsageSeries.Line line) {
        return line.points().stream().map(UsageSeries.Point::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal rawSum(TimeRange range) {
        return fixture.database().read(connection -> {
            try (var statement = connection.prepareStatement(
                    "select sum(quantity) from usage_event where event = 'tokens_in' and occurred_at between ? and ?")) {
                statement.setObject(1, range.from().atOffset(ZoneOffset.UTC));
                statement.setObject(2, range.to().atOffset(ZoneOffset.UTC));
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getBigDecimal(1);
                }
            }
        });
    }
}
