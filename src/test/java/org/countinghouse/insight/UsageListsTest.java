package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsageListsTest {
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
    void everyBucketOpensExactlyItsEvents() {
        var scope = UsageScope.ALL.withCustomer(2L).withProperty("model", "model-1");
        for (UsageScope one : List.of(UsageScope.ALL, scope)) {
            var question = new UsageQuestion(
                    UsageFixture.TOKENS,
                    UsageFixture.trace(),
                    java.time.ZoneOffset.UTC,
                    Granularity.FIVE_MINUTES,
                    new Grouping.None(),
                    one);
            var series = fixture.queries().series(question);
            for (int bucket = 0; bucket < series.starts().size(); bucket++) {
                var range = new TimeRange(series.starts().get(bucket), series.end(bucket));
                var totals = UsageEventList.of(fixture.database(), UsageFixture.TOKENS, range, one)
                        .totals(Filter.ALL);
                var point = series.total().points().get(bucket);
                assertThat(totals.rows()).isEqualTo(point.events());
                if (point.events() > 0) {
                    assertThat(totals.sums().get("quantity")).isEqualByComparingTo(point.quantity());
                }
            }
        }
    }

    @Test
    void anEventSaysWhoseItIsAndWhereItCameFrom() {
        var list = UsageEventList.of(fixture.database(), UsageFixture.TOKENS, UsageFixture.trace(), UsageScope.ALL);
        var first = list.page(Filter.ALL, List.of(), null, 0, 10).rows().getFirst();
        assertThat(first.occurredAt()).isEqualTo(UsageFixture.FIRST);
        assertThat(first.customer()).isEqualTo("Customer A");
        assertThat(first.batch()).isEqualTo("#1 usage.jsonl");
        assertThat(first.properties()).contains("\"model\": \"model-0\"");
    }

    @Test
    void importsAreListedWithTheirCounts() {
        var batches = ImportBatchList.of(fixture.database())
                .page(Filter.ALL, List.of(), null, 0, 10)
                .rows();
        assertThat(batches).singleElement().satisfies(batch -> {
            assertThat(batch.file()).isEqualTo("usage.jsonl");
            assertThat(batch.read()).isEqualTo(725);
            assertThat(batch.rejected()).isEqualTo(1);
        });
    }
}
