package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.Map;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.insight.UsageScope;
import org.junit.jupiter.api.Test;

class AskedUsageTest {
    private static final UsageScope SCOPE =
            UsageScope.ALL.withCustomer(7L).withProperty("model", "a/b=c").withProperty("range", "x");

    @Test
    void everyChoiceComesBackAsItWas() {
        for (RangeChoice range : java.util.List.of(
                new RangeChoice.Latest(),
                new RangeChoice.LastDay(),
                new RangeChoice.Month(YearMonth.of(2023, 11)),
                new RangeChoice.Custom(UsageFixture.trace()))) {
            for (Grouping grouping : java.util.List.of(
                    new Grouping.None(), new Grouping.ByCustomer(), new Grouping.ByDimension("customer"))) {
                var asked = new AskedUsage("tokens_in", range, Granularity.HOUR, grouping, SCOPE, "Köln AG", true);
                assertThat(AskedUsage.of(asked.arguments(), AskedUsage.BEGINNING))
                        .isEqualTo(asked);
            }
        }
        assertThat(AskedUsage.of(AskedUsage.BEGINNING.arguments(), AskedUsage.BEGINNING))
                .isEqualTo(AskedUsage.BEGINNING);
    }

    @Test
    void withoutARangeOnlyWhatIsNamedChanges() {
        var before = new AskedUsage(
                "tokens_in", new RangeChoice.LastDay(), null, new Grouping.ByCustomer(), SCOPE, "Köln AG", true);
        var period = AskedUsage.of(Map.of("period", "2024-09"), before);
        assertThat(period.range()).isEqualTo(new RangeChoice.Month(YearMonth.of(2024, 9)));
        assertThat(period.scope()).isEqualTo(SCOPE);
        assertThat(period.compare()).isTrue();
        var customer = AskedUsage.of(Map.of("customer", "9", "customerName", "Acme"), before);
        assertThat(customer.scope()).isEqualTo(UsageScope.ALL.withCustomer(9L));
        assertThat(customer.customerName()).isEqualTo("Acme");
        assertThat(AskedUsage.of(Map.of("range", "latest"), before).scope()).isEqualTo(UsageScope.ALL);
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        var asked =
                AskedUsage.of(Map.of("range", "2023-13", "step", "WEEK", "customer", "x; drop"), AskedUsage.BEGINNING);
        assertThat(asked.range()).isEqualTo(new RangeChoice.Latest());
        assertThat(asked.granularity()).isNull();
        assertThat(asked.scope()).isEqualTo(UsageScope.ALL);
        assertThat(AskedUsage.of(Map.of("range", "2023-11-02T00:00:00Z/2023-11-01T00:00:00Z"), AskedUsage.BEGINNING)
                        .range())
                .isEqualTo(new RangeChoice.Latest());
    }
}
