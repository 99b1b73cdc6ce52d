package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices exactly at their bounds, the same whether they are explained or not. */
class PriceEdgesTest {
    private static final String TIERS =
            ",'flat_at_zero':false,'tiers':[{'up_to':'10','unit_amount':'1','flat_amount':'3'},"
                    + "{'up_to':null,'unit_amount':'1','flat_amount':'5'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'model':'flat','amount':'5','flat_at_zero':false} | 0 | 0.00",
                "{'model':'flat','amount':'5','flat_at_zero':false} | 0.1 | 5.00",
                "{'model':'graduated'TIERS | 0 | 0.00",
                "{'model':'graduated'TIERS | 10 | 13.00",
                "{'model':'graduated'TIERS | 11 | 19.00",
                "{'model':'graduated'TIERS,'unit':{'divide_by':'3'} | 10 | 6.33",
                "{'model':'volume'TIERS | 0 | 0.00",
                "{'model':'volume'TIERS | 10 | 13.00",
                "{'model':'volume'TIERS | 11 | 16.00",
                "{'model':'volume'TIERS,'unit':{'divide_by':'3'} | 10 | 6.33"
            })
    void amountsAreTheSameWithAndWithoutExplanation(String price, String quantity, String amount) {
        String request =
                Rated.request("'price':" + price.replace("TIERS", TIERS), "'quantities':{'m':'" + quantity + "'}");
        assertThat(Rated.of(request).lines()).containsExactly(amount);
        assertThat(RatingEngine.rate(RatingJson.readRequest(Rated.json(request)), false)
                        .lines()
                        .getFirst()
                        .amount())
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "quantity < 2 | 0.00",
                "quantity < 2.1 | 1.00",
                "quantity <= 2 | 1.00",
                "quantity <= 1.9 | 0.00",
                "quantity > 2 | 0.00",
                "quantity > 1.9 | 1.00",
                "quantity >= 2 | 1.00",
                "quantity >= 2.1 | 0.00",
                "quantity == 2.0 | 1.00",
                "quantity == 3 | 0.00",
                "quantity != 2.0 | 0.00",
                "quantity != 3 | 1.00",
                "9 + 0 + quantity | 11.00",
                "round(quantity / 3, 12) * 100 | 66.67",
                "round(quantity * 700000000000, -12) | 1000000000000.00",
                "99999999999999999999999999 | 99999999999999999999999999.00"
            })
    void formulasCompareAndRoundUpToTheirBounds(String expression, String amount) {
        assertThat(Rated.amount("{'model':'formula','expression':'" + expression + "','variables':{}}", "2"))
                .isEqualTo(amount);
    }

    /** The event that reaches the free amount is free, with its fixed amount; the next one is not. */
    @Test
    void theFreeAmountIncludesItsBound() {
        Rated rated = Rated.charge(
                "'price':{'model':'percentage','rate':'10','fixed_amount':'1','free_amount':'100'}",
                "'usage':[" + event("2026-10-02T00:00:00Z", "100") + "]");
        assertThat(rated.lines()).containsExactly("0.00");
    }

    /** A band begins with its first minute and ends before its last; from seven to seven is a whole day. */
    @ParameterizedTest
    @CsvSource({
        "07:00,20:00,2026-10-05T06:59:00Z,3.00",
        "07:00,20:00,2026-10-05T07:00:00Z,1.00",
        "07:00,20:00,2026-10-05T19:59:59Z,1.00",
        "07:00,20:00,2026-10-05T20:00:00Z,3.00",
        "07:00,07:00,2026-10-05T07:00:00Z,1.00",
        "07:00,07:00,2026-10-05T06:59:00Z,3.00",
        "07:00,07:00,2026-10-06T06:59:00Z,1.00",
        "07:00,07:00,2026-10-06T07:00:00Z,3.00"
    })
    void bandsHoldTheirFirstMinuteOnly(String from, String to, String time, String amount) {
        String price =
                "'price':{'model':'time_of_use','bands':[{'days':['mon'],'from':'%s','to':'%s','unit_amount':'1'}]"
                        .formatted(from, to);
        Rated rated = Rated.charge(price + ",'default_unit_amount':'3'}", "'usage':[" + event(time, "1") + "]");
        assertThat(rated.lines()).containsExactly(amount);
    }

    @Test
    void whatHasNoPriceIsAProblemAndAStep() {
        Rated band = Rated.charge(
                "'price':{'model':'time_of_use','bands':[{'from':'07:00','to':'08:00','unit_amount':'1'}]}",
                "'usage':[" + event("2026-10-05T06:00:00Z", "1") + "]");
        assertThat(band.texts("problems", "code")).containsExactly("time_of_use.no_band");
        assertThat(band.texts("problems", "charge")).containsExactly("c");
        assertThat(band.line(0).findValuesAsText("step")).contains("unpriced");
        Rated spot = Rated.charge(
                "'price':{'model':'spot','feed':'f'}",
                "'usage':[" + event("2026-10-05T06:00:00Z", "1")
                        + "],'feeds':{'f':[{'from':'2026-10-06T00:00:00Z','price':'2'}]}");
        assertThat(spot.texts("problems", "code")).containsExactly("spot.before_feed");
        assertThat(spot.line(0).findValuesAsText("step")).contains("unpriced");
    }

    @Test
    void reservedCapacityWithASpotPriceBeyondItNeedsUsage() {
        String charge =
                "'price':{'model':'reserved','reserved_quantity':'1','unit_amount':'1','on_demand':{'price':{'model':'spot','feed':'f'}}}";
        String rest = "'quantities':{'m':'5'},'feeds':{'f':[{'from':'2026-10-06T00:00:00Z','price':'2'}]}";
        assertThatThrownBy(() -> Rated.charge(charge, rest)).hasMessageContaining("has a spot price");
    }

    /** 10.00 over 24 hours: 0.42 for the first sixteen, 0.41 for the others. */
    @ParameterizedTest
    @CsvSource({"01:00,02:00,0.42", "02:00,03:00,0.41", "09:00,10:00,0.41", "10:00,11:00,0.00"})
    void anUpfrontAmountIsSpreadOverHours(String from, String to, String amount) {
        Rated rated = Rated.of("""
                {'plan':{'code':'p','currency':'USD','interval':{'unit':'hour','count':1},'charges':[{'code':'c','meter':'m',
                   'price':{'model':'reserved','reserved_quantity':'1','unit_amount':'0','upfront_amount':'10.00',
                     'upfront':'spread','term':{'unit':'day','count':1},
                     'on_demand':{'price':{'model':'per_unit','unit_amount':'1'}}}}]},
                 'meters':[{'code':'m','aggregation':'sum'}],'quantities':{'m':'0'},
                 'subscription':{'start':'2026-10-01T10:00:00Z'},
                 'period':{'from':'2026-10-02T%s:00Z','to':'2026-10-02T%s:00Z'}}""".formatted(from, to));
        assertThat(rated.lines()).containsExactly(amount);
    }

    private static String event(String time, String quantity) {
        return "{'time':'" + time + "','event':'m','quantity':'" + quantity + "'}";
    }
}
