package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countinghouse.rating.review.ObservedUsage.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lint says of usage that was seen and that no price covers. */
class ObservedUsageTest {
    private static final String MATRIX =
            "'price':{'model':'matrix','dimensions':['model']," + "'rows':[{'match':{'model':'a'},'unit_amount':'1'}]}";

    private static ObservedUsage seen(Kind kind, String name, String model, int quantity) {
        return new ObservedUsage(
                kind,
                name,
                Instant.parse("2026-03-03T10:00:00Z"),
                Map.of("model", model),
                BigDecimal.valueOf(quantity),
                3);
    }

    private static List<String> told(String plan, ObservedUsage... usage) {
        return PlanLint.check(PlanTexts.json(plan), new LintContext(PlanTexts.METERS, List.of(usage), List.of()))
                .stream()
                .map(finding -> finding.code() + " " + finding.path() + " " + finding.message())
                .toList();
    }

    @Test
    void isToldAtItsCharge() {
        String plan = PlanTexts.plan("'charges':[{'code':'c','meter':'calls','price':{'model':'flat','amount':'1'}},"
                + "{'code':'d','meter':'m'," + MATRIX + "}]");
        String wanted = "matrix.no_row $.charges[1].price.rows Usage with model=b was observed (events: 3), but no row"
                + " has a price for it and there is no default.";

        assertThat(told(plan, seen(Kind.EVENT, "m", "b", 2))).containsExactly(wanted);
        assertThat(told(plan, seen(Kind.READING, "m", "b", 2))).containsExactly(wanted);
        assertThat(told(plan, seen(Kind.READING, "m", "a", 2))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofAMeterThatNothingPricesIsTold(Kind kind) {
        assertThat(told(PlanTexts.charge("'price':{'model':'flat','amount':'1'}"), seen(kind, "calls", "a", 2)))
                .containsExactly("usage.unpriced $.charges Usage of \"calls\" was observed (events: 3), but no charge"
                        + " prices it.");
    }

    private static final String SPOT = "{'price':{'model':'spot','feed':'f'}}";

    static Stream<String> marketPrices() {
        return Stream.of(
                "'model':'spot','feed':'f'",
                "'model':'allowance','included':'1','overage':" + SPOT,
                "'model':'reserved','reserved_quantity':'1','on_demand':" + SPOT,
                "'model':'flat','amount':'1','versions':[{'from':'2026-03-02','price':{'model':'spot','feed':'f'}}]");
    }

    /** A market price that lint does not know keeps nothing else from being found. */
    @ParameterizedTest
    @MethodSource("marketPrices")
    void isFoundBesideMarketPrices(String price) {
        String plan = PlanTexts.plan(
                "'charges':[{'code':'c','meter':'m','price':{" + price + "}},{'code':'d','meter':'m'," + MATRIX + "}]");

        assertThat(told(plan, seen(Kind.EVENT, "m", "b", 2)))
                .singleElement()
                .satisfies(finding -> assertThat(finding).startsWith("matrix.no_row $.charges[1].price.rows"));
    }
}
