package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The fine print of the pricing contract, rule by rule. */
class ChargeRulesTest {
    private static final String ONE = "'price':{'model':'per_unit','unit_amount':'1'}";

    private static String event(String day, String quantity, String properties) {
        return "{'time':'2026-10-" + day + "','event':'m','quantity':'" + quantity + "','properties':{" + properties
                + "}}";
    }

    private static String meter(String fields) {
        return "'meters':[{'code':'m'," + fields + "}]";
    }

    /** A charge on a meter of one's own. */
    private static Rated metered(String charge, String meter, String rest) {
        return Rated.of("{'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m'," + charge + "}]},"
                + meter + ",'period':{'from':'2026-10-01','to':'2026-11-01'}," + rest + "}");
    }

    @Test
    void boundIsInclusiveAndAnyFractionAboveItIsInTheNextTier() {
        String tiers = "{'model':'%s','tiers':[{'up_to':'5','unit_amount':'1'},{'up_to':null,'unit_amount':'100'}]}";
        assertThat(Rated.amount(tiers.formatted("graduated"), "5")).isEqualTo("5.00");
        assertThat(Rated.amount(tiers.formatted("graduated"), "5.001")).isEqualTo("5.10");
        assertThat(Rated.amount(tiers.formatted("volume"), "5.001")).isEqualTo("500.10");
    }

    @Test
    void zeroUsageBillsTheFirstFlatAmountUnlessTurnedOff() {
        String tiers = "{'model':'graduated','tiers':[{'up_to':'5','unit_amount':'1','flat_amount':'3'},"
                + "{'up_to':null,'unit_amount':'1','flat_amount':'9'}]%s}";
        assertThat(Rated.amount(tiers.formatted(""), "0")).isEqualTo("3.00");
        assertThat(Rated.amount(tiers.formatted(",'flat_at_zero':false"), "0")).isEqualTo("0.00");
        assertThat(Rated.amount(tiers.formatted(",'flat_at_zero':false"), "1")).isEqualTo("4.00");
    }

    @Test
    void quantityBelowZeroBillsNothingAndTheMinimumStillTopsUp() {
        Rated rated = Rated.charge("'price':{'model':'flat','amount':'5'},'minimum':'2'", "'quantities':{'m':'-3'}");
        assertThat(rated.lines()).containsExactly("0.00", "2.00");
        assertThat(rated.line(0).get("explanation").toString()).contains("below_zero");
    }

    @Test
    void halfUpIsAwayFromZeroAndTiersMayRoundEach() {
        assertThat(Rated.amount("{'model':'flat','amount':'10.005'}", "1")).isEqualTo("10.01");
        assertThat(Rated.amount("{'model':'flat','amount':'-10.005'}", "1")).isEqualTo("-10.01");
        String perTier = Rated.request(
                        "'price':{'model':'graduated','tiers':[{'up_to':'1','unit_amount':'0.005'},{'up_to':null,'unit_amount':'0.005'}]}",
                        "'quantities':{'m':'2'}")
                .replace("'currency':'USD'", "'currency':'USD','rounding':{'per':'tier'}");
        assertThat(Rated.of(perTier).lines()).containsExactly("0.02");
    }

    @Test
    void groupsHaveTheirOwnLinesInOrderAndTheirOwnFreeUnits() {
        Rated rated = Rated.charge(
                ONE + ",'group_by':['s'],'free_units':'1'",
                "'usage':[" + event("03T10:00:00Z", "4", "'s':'web'") + "," + event("02T10:00:00Z", "3", "'s':'api'")
                        + "," + event("01T10:00:00Z", "2", "") + "]");
        assertThat(rated.lines()).containsExactly("1.00", "2.00", "3.00");
        assertThat(rated.line(0).get("group").get("s").isNull()).isTrue();
        assertThat(rated.line(1).get("group").get("s").asText()).isEqualTo("api");
    }

    @Test
    void capIsUsedUpLineByLine() {
        Rated rated = Rated.charge(
                ONE + ",'group_by':['s'],'maximum':'5'",
                "'usage':[" + event("03T10:00:00Z", "4", "'s':'b'") + "," + event("02T10:00:00Z", "3", "'s':'a'")
                        + "]");
        assertThat(rated.lines()).containsExactly("3.00", "2.00");
    }

    @Test
    void adjustmentIsALineOfItsOwnUnderDiscountAndCap() {
        String price = "'price':{'model':'per_unit','unit_amount':'10','adjustments':["
                + "{'when':{'meter':'n','below':'99.9'},'percent':'-10'},{'when':{'meter':'n','above':'99.9'},'percent':'50'}]}";
        Rated rated = Rated.charge(price + ",'discount_percent':'50'", "'quantities':{'m':'10','n':'99.5'}");
        assertThat(rated.texts("lines", "kind")).containsExactly("usage", "adjustment");
        assertThat(rated.lines()).containsExactly("50.00", "-5.00");
        Rated capped = Rated.charge(price + ",'maximum':'80'", "'quantities':{'m':'10','n':'99.5'}");
        assertThat(capped.text("total")).isEqualTo("80.00");
        assertThat(Rated.charge(price, "'quantities':{'m':'10','n':'99.9'}").lines())
                .containsExactly("100.00");
    }

    @Test
    void bucketsAndVersionsArePricedApartAndRoundedOnce() {
        Rated daily = Rated.charge(
                "'bucket':'day','price':{'model':'package','size':'10','amount':'1'}",
                "'usage':[" + event("01T10:00:00Z", "5", "") + "," + event("02T10:00:00Z", "5", "") + "]");
        assertThat(daily.lines()).containsExactly("2.00");
        Rated versions = Rated.charge(
                "'price':{'model':'per_unit','unit_amount':'0.005','versions':[{'from':'2026-10-16','price':{'model':'per_unit','unit_amount':'1.005'}}]}",
                "'usage':[" + event("15T23:59:59Z", "1", "") + "," + event("16T00:00:00Z", "1", "") + "]");
        assertThat(versions.lines()).containsExactly("1.01");
        assertThat(versions.line(0).get("exact").asText()).isEqualTo("1.01");
    }

    @Test
    void hourThatComesTwiceIsTwoBuckets() {
        String request = Rated.request(
                "'bucket':'hour','price':{'model':'package','size':'10','amount':'1'}",
                "'subscription':{'timezone':'Europe/Berlin'},'usage':[" + event("25T00:30:00Z", "1", "") + ","
                        + event("25T01:30:00Z", "1", "") + "]");
        assertThat(Rated.of(request).lines()).containsExactly("2.00");
    }

    @Test
    void hourThatAHalfHourChangeCutsShortLosesNothing() {
        // Lord Howe goes back by half an hour at 15:00Z: 01:00 to 02:00, again 01:30 to 02:00, then 02:00.
        String request = Rated.request(
                "'bucket':'hour','price':{'model':'package','size':'10','amount':'1'}",
                "'subscription':{'timezone':'Australia/Lord_Howe'},'usage':["
                        + event("04T14:40:00Z", "1", "") + "," + event("04T15:10:00Z", "1", "") + ","
                        + event("04T15:40:00Z", "1", "") + "," + event("10T16:10:00Z", "1", "") + "]");
        assertThat(Rated.of(request.replace("2026-10", "2026-04").replace("2026-11", "2026-05"))
                        .lines())
                .containsExactly("4.00");
    }

    @Test
    void timeOfUseFollowsTheWallClockAcrossTheClockChange() {
        String price = "'price':{'model':'time_of_use','timezone':'Europe/Berlin','bands':["
                + "{'code':'night','days':['sat'],'from':'22:00','to':'06:00','unit_amount':'1'}],'default_unit_amount':'10'}";
        Rated rated = Rated.charge(
                price,
                "'usage':[" + event("24T20:00:00Z", "1", "") + "," + event("25T04:59:00Z", "1", "") + ","
                        + event("25T05:00:00Z", "1", "") + "]");
        // 25 October 2026: Berlin goes back to winter time, so 04:59Z is 05:59 local and 05:00Z is 06:00.
        assertThat(rated.lines()).containsExactly("12.00");
    }

    @Test
    void spotUsesThePriceInForceWithinFloorAndCap() {
        String feed =
                "'feeds':{'f':[{'from':'2026-10-02T00:00:00Z','price':'0.5'},{'from':'2026-10-03T00:00:00Z','price':'9'}]},";
        Rated rated = Rated.charge(
                "'price':{'model':'spot','feed':'f','multiplier':'2','floor':'1.5','cap':'10'}",
                feed + "'usage':[" + event("01T10:00:00Z", "1", "") + "," + event("02T10:00:00Z", "2", "") + ","
                        + event("03T10:00:00Z", "1", "") + "]");
        assertThat(rated.lines()).containsExactly("13.00");
        assertThat(rated.texts("problems", "code")).containsExactly("spot.before_feed");
    }

    @Test
    void reservedIsPaidUsedOrNotAndUpfrontIsSpreadToTheCent() {
        String price =
                "'price':{'model':'reserved','reserved_quantity':'10','unit_amount':'0.5','upfront_amount':'100',%s"
                        + "'on_demand':{'price':{'model':'per_unit','unit_amount':'2'}}}";
        String rest = "'subscription':{'start':'%s'},'quantities':{'m':'%s'}";
        assertThat(Rated.charge(price.formatted(""), rest.formatted("2026-10-15", "4"))
                        .lines())
                .containsExactly("105.00");
        assertThat(Rated.charge(price.formatted(""), rest.formatted("2026-09-15", "12"))
                        .lines())
                .containsExactly("9.00");
        String spread = price.formatted("'upfront':'spread','term':{'unit':'year','count':1},");
        assertThat(Rated.charge(spread, rest.formatted("2026-10-15", "0")).lines())
                .containsExactly("13.34");
        assertThat(Rated.charge(spread, rest.formatted("2026-05-31", "0")).lines())
                .containsExactly("13.33");
        assertThat(Rated.charge(spread, rest.formatted("2025-10-01", "0")).lines())
                .containsExactly("5.00");
        // A subscription and its first period that begin at the same moment of a day.
        String instants = Rated.request(spread, rest.formatted("2026-10-15T09:00:00Z", "0"))
                .replace(
                        "'from':'2026-10-01','to':'2026-11-01'",
                        "'from':'2026-10-15T09:00:00Z','to':'2026-11-15T09:00:00Z'");
        assertThat(Rated.of(instants).lines()).containsExactly("13.34");
    }

    @Test
    void percentageClampsEachEventAndCostPlusAddsPerUnit() {
        String usage = "'usage':[" + event("01T10:00:00Z", "10", "") + "," + event("02T10:00:00Z", "1000", "") + "]";
        assertThat(Rated.charge(
                                "'price':{'model':'percentage','rate':'1','fixed_amount':'0.1','minimum_per_event':'0.5','maximum_per_event':'5'}",
                                usage)
                        .lines())
                .containsExactly("5.50");
        assertThat(Rated.charge("'price':{'model':'cost_plus','markup_percent':'20','fixed_per_unit':'0.01'}", usage)
                        .lines())
                .containsExactly("1222.10");
        assertThat(Rated.amount(
                        "{'model':'graduated_percentage','tiers':[{'up_to':'100','rate':'5','flat_amount':'1'},{'up_to':null,'rate':'2'}]}",
                        "300"))
                .isEqualTo("10.00");
    }

    @Test
    void formulaWorksOnNamedMetersAndNeverDividesByZero() {
        String price = "'price':{'model':'formula','expression':'%s','variables':{'n':'n','k':'0.5'}}";
        String rest = "'quantities':{'m':'10','n':'4'}";
        assertThat(Rated.charge(price.formatted("max(quantity - n, 0) * k + if(n > 3, 1, 1/0)"), rest)
                        .lines())
                .containsExactly("4.00");
        assertThatThrownBy(() -> Rated.charge(price.formatted("quantity / (n - 4)"), rest))
                .isInstanceOf(RatingFailure.class)
                .extracting("code")
                .isEqualTo("rating.division_by_zero");
    }

    @Test
    void metersAggregate() {
        String usage = "'usage':[" + event("01T00:00:00Z", "4", "'u':'x'") + "," + event("16T12:00:00Z", "2", "'u':'y'")
                + "," + event("20T00:00:00Z", "9", "'u':'x'") + "]";
        assertThat(metered(ONE, meter("'aggregation':'count'"), usage).lines()).containsExactly("3.00");
        assertThat(metered(ONE, meter("'aggregation':'max'"), usage).lines()).containsExactly("9.00");
        assertThat(metered(ONE, meter("'aggregation':'min'"), usage).lines()).containsExactly("2.00");
        assertThat(metered(ONE, meter("'aggregation':'latest'"), usage).lines()).containsExactly("9.00");
        assertThat(metered(ONE, meter("'aggregation':'average'"), usage).lines())
                .containsExactly("5.00");
        assertThat(metered(ONE, meter("'aggregation':'unique_count','property':'u'"), usage)
                        .lines())
                .containsExactly("2.00");
        assertThat(metered(ONE, meter("'aggregation':'percentile','percentile':'50'"), usage)
                        .lines())
                .containsExactly("4.00");
        // 4 for 15.5 days, 2 for 3.5 days, 9 for 12 days, over 31 days.
        assertThat(metered(ONE, meter("'aggregation':'weighted_sum'"), usage).lines())
                .containsExactly("5.71");
        assertThat(metered(ONE, meter("'aggregation':'sum','rounding':{'mode':'ceil','scale':-1}"), usage)
                        .lines())
                .containsExactly("20.00");
    }

    @Test
    void levelIsCarriedOverFromBeforeThePeriod() {
        String usage = "'usage':[{'time':'2026-09-01T00:00:00Z','event':'m','quantity':'5'},"
                + "{'time':'2026-09-02T00:00:00Z','event':'m','quantity':'3'}]";
        assertThat(metered(ONE, meter("'aggregation':'sum','carry_over':true"), usage)
                        .lines())
                .containsExactly("8.00");
        assertThat(metered(ONE, meter("'aggregation':'weighted_sum','carry_over':true"), usage)
                        .lines())
                .containsExactly("3.00");
        Rated ignored = metered(ONE, meter("'aggregation':'latest'"), usage);
        assertThat(ignored.lines()).containsExactly("0.00");
        assertThat(ignored.texts("problems", "code")).containsExactly("usage.outside_period");
    }

    @Test
    void whatIsNotPricedIsAProblem() {
        Rated rated = metered(
                ONE + ",'filter':{'r':['eu']}",
                meter("'aggregation':'sum','property':'v'"),
                "'usage':[" + event("01T00:00:00Z", "1", "'r':'eu','v':'x'") + ","
                        + event("01T00:00:00Z", "1", "'r':'us','v':'7'") + ","
                        + event("01T00:00:00Z", "1", "'r':'eu','v':'2'") + ","
                        + "{'time':'2026-10-02T00:00:00Z','event':'other'}]");
        assertThat(rated.lines()).containsExactly("2.00");
        assertThat(rated.texts("problems", "code")).contains("usage.bad_property", "usage.unpriced");
        assertThat(rated.result().get("problems")).hasSize(3);
        Rated unknown = metered(ONE, "'meters':[]", "'usage':[]");
        assertThat(unknown.lines()).isEmpty();
        assertThat(unknown.texts("problems", "code")).containsExactly("meter.unknown");
    }

    @Test
    void firstEventOfAnIdCounts() {
        String repeat = "{'id':'a','time':'2026-10-01T00:00:00Z','event':'m','quantity':'%s'}";
        assertThat(metered(
                                ONE,
                                meter("'aggregation':'sum'"),
                                "'usage':[" + repeat.formatted("1") + "," + repeat.formatted("5") + "]")
                        .lines())
                .containsExactly("1.00");
    }

    @Test
    void readingsServeSumAndCountOnly() {
        String readings = "'readings':[{'meter':'m','from':'2026-10-03T10:00:00Z','quantity':'40','count':'8'}]";
        assertThat(metered(ONE, meter("'aggregation':'sum'"), readings).lines()).containsExactly("40.00");
        assertThat(metered(ONE, meter("'aggregation':'count'"), readings).lines())
                .containsExactly("8.00");
        assertThatThrownBy(() -> metered(ONE, meter("'aggregation':'max'"), readings))
                .extracting("code")
                .isEqualTo("rating.needs_usage");
        String matrix = "{'model':'matrix','dimensions':['a'],'rows':[]}";
        String allowance = "{'model':'allowance','included':'5','overage':{'price':" + matrix + "}}";
        for (String price : List.of(matrix, allowance)) {
            for (String total : List.of("1", "0", "-1")) {
                assertThatThrownBy(() -> Rated.amount(price, total))
                        .extracting("code")
                        .isEqualTo("rating.needs_usage");
            }
        }
    }

    @Test
    void prorateCoversFreeUnitsMinimumAndCommitment() {
        Rated rated = Rated.charge(
                ONE + ",'free_units':'31','minimum':'62','prorate':true",
                "'subscription':{'start':'2026-10-17'},'quantities':{'m':'20'}");
        assertThat(rated.lines()).containsExactly("5.00", "25.00");
    }
}
