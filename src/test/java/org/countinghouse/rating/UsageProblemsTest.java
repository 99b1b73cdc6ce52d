package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

/** Usage that counts for nothing is told, with the number of its events, and only once. */
class UsageProblemsTest {
    private static final String PRICE = "'price':{'model':'per_unit','unit_amount':'1'}";

    private static Rated rated(String rest) {
        return Rated.charge(PRICE, rest);
    }

    @Test
    void aQuantityOfAnUnknownMeterIsTold() {
        Rated rated = rated("'quantities':{'m':'2','gone':'5'}");
        assertThat(rated.text("total")).isEqualTo("2.00");
        assertThat(rated.texts("problems", "message")).containsExactly("A quantity names the unknown meter \"gone\".");
    }

    /** Once as unknown, not again as usage that nothing prices. */
    @Test
    void readingsOfAnUnknownMeterAreToldOnce() {
        Rated rated = rated("""
                'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'1'}],
                'readings':[{'meter':'gone','from':'2026-10-03T10:00:00Z','quantity':'40','count':'7'}]""");
        assertThat(rated.texts("problems", "code")).containsExactly("meter.unknown");
        assertThat(rated.texts("problems", "events")).containsExactly("7");
    }

    @Test
    void anEventWhoseNumbersAreMissingNamesThem() {
        Rated rated = Rated.of("""
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m','price':{'model':'per_unit','unit_amount':'1'}}]},
                 'meters':[{'code':'m','aggregation':'sum','quantity':{'multiply':['cores','seconds'],'divide_by':'3600'}}],
                 'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','properties':{'cores':'4'}},
                          {'time':'2026-10-02T00:00:00Z','event':'m','properties':{'cores':'4','seconds':'1800'}}]}""");
        // 4 x 1800 / 3600 = 2
        assertThat(rated.text("total")).isEqualTo("2.00");
        assertThat(rated.texts("problems", "message").getFirst()).contains("one of the numbers cores, seconds");
        assertThat(rated.texts("problems", "events")).containsExactly("1");
    }

    @Test
    void aConditionOnAnUnknownMeterIsRefusedAtItsPlace() {
        assertThatThrownBy(() -> Rated.charge(
                        "'price':{'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'gone','above':'1'},'percent':'-5'}]}",
                        "'quantities':{'m':'2'}"))
                .isInstanceOfSatisfying(
                        RatingFailure.class,
                        refused -> assertThat(refused.path()).startsWith("$.plan.charges[0].price.adjustments"))
                .isInstanceOf(Failure.class)
                .hasMessage("The meter \"gone\" is not given.");
    }

    /** The limits that ended what is free, in words. */
    @Test
    void freeUsageSaysWhichLimitEndedIt() {
        assertThat(free("'free_events':'2'")).isEqualTo("up to 2 events");
        assertThat(free("'free_amount':'15'")).isEqualTo("up to an amount of 15");
        assertThat(free("'free_events':'2','free_amount':'15'")).isEqualTo("up to 2 events and an amount of 15");
    }

    private static String free(String limits) {
        Rated rated = Rated.charge("'price':{'model':'percentage','rate':'10'," + limits + "}", """
                'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'10'},
                         {'time':'2026-10-03T00:00:00Z','event':'m','quantity':'10'},
                         {'time':'2026-10-04T00:00:00Z','event':'m','quantity':'10'}]""");
        for (var step : rated.line(0).get("explanation")) {
            if (step.get("step").asText().equals("free_usage")) {
                return step.get("text").asText();
            }
        }
        return "";
    }

    /** Nothing is missing to a minimum that is just reached: no line of nothing. */
    @Test
    void aMinimumThatIsJustReachedHasNoLine() {
        assertThat(Rated.charge("'minimum':'5'," + PRICE, "'quantities':{'m':'5'}")
                        .texts("lines", "kind"))
                .containsExactly("usage");
        assertThat(Rated.charge("'minimum':'5.01'," + PRICE, "'quantities':{'m':'5'}")
                        .lines())
                .containsExactly("5.00", "0.01");
    }
}
