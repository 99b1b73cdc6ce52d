package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvoiceRulesTest {
    private static final String FEES =
            "'fees':[{'code':'a','amount':'10.00'},{'code':'b','amount':'10.00'}," + "{'code':'c','amount':'10.00'}]";

    private static Rated plan(String plan, String rest) {
        return Rated.of("{'plan':{'code':'p','currency':'EUR'," + plan
                + "},'period':{'from':'2026-10-01','to':'2026-11-01'}" + (rest.isEmpty() ? "" : "," + rest) + "}");
    }

    @Test
    void couponIsSpreadByLargestRemainderInLineOrder() {
        Rated rated = plan(FEES, "'coupons':[{'code':'TEN','amount':'10.00'}]");
        assertThat(rated.texts("lines", "discount")).containsExactly("3.34", "3.33", "3.33");
        assertThat(rated.text("net")).isEqualTo("20.00");
    }

    @Test
    void couponsApplyInOrderToWhatIsLeft() {
        Rated rated =
                plan(FEES, "'coupons':[{'code':'HALF','percent':'50','charges':['a']},{'code':'ALL','amount':'100'}]");
        assertThat(rated.text("discounts")).isEqualTo("30.00");
        assertThat(rated.text("total")).isEqualTo("0.00");
        assertThat(rated.texts("coupon_uses", "amount")).containsExactly("5.00", "25.00");
    }

    @Test
    void creditsGoByPriorityThenExpiryAndExpire() {
        Rated rated = plan(
                FEES,
                "'as_of':'2026-11-01T00:00:00Z','credits':[{'id':'late','amount':'5','priority':1},"
                        + "{'id':'soon','amount':'7','priority':1,'expires':'2027-01-01'},"
                        + "{'id':'gone','amount':'9','priority':0,'expires':'2026-11-01'},"
                        + "{'id':'first','amount':'1','priority':0}]");
        assertThat(rated.texts("credit_uses", "code")).containsExactly("first", "soon", "late");
        assertThat(rated.text("credits")).isEqualTo("13.00");
    }

    @Test
    void taxIsRoundedOncePerRateOrPerLine() {
        String fees = "'fees':[{'code':'a','amount':'0.03'},{'code':'b','amount':'0.03'}]";
        String tax = "'taxes':[{'code':'VAT','rate':'19','category':'standard'}]";
        assertThat(plan(fees, tax).text("tax")).isEqualTo("0.01");
        assertThat(plan(fees + ",'tax_rounding':'line'", tax).text("tax")).isEqualTo("0.02");
    }

    @Test
    void ratesAddUpUnlessCompound() {
        String fees = "'fees':[{'code':'a','amount':'100'}]";
        assertThat(plan(fees, "'taxes':[{'code':'GST','rate':'5'},{'code':'QST','rate':'9.975'}]")
                        .text("tax"))
                .isEqualTo("14.98");
        Rated compound = plan(fees, "'taxes':[{'code':'GST','rate':'5'},{'code':'QST','rate':'10','compound':true}]");
        assertThat(compound.text("tax")).isEqualTo("15.50");
        assertThat(compound.texts("taxes", "base")).containsExactly("100.00", "105.00");
    }

    @Test
    void inclusivePricesKeepTheGrossExactly() {
        Rated rated = plan(
                "'tax_inclusive':true,'fees':[{'code':'a','amount':'9.99'},{'code':'b','amount':'9.99'},"
                        + "{'code':'c','amount':'9.99'}]",
                "'taxes':[{'code':'VAT','rate':'19'}],'prepaid':'20'");
        assertThat(rated.text("total")).isEqualTo("29.97");
        assertThat(rated.text("tax")).isEqualTo("4.79");
        assertThat(rated.texts("lines", "net")).containsExactly("8.39", "8.39", "8.40");
        assertThat(rated.text("due")).isEqualTo("9.97");
    }

    @Test
    void commitmentTopsUpOrChargesOverage() {
        String charge = "'charges':[{'code':'c','meter':'m','price':{'model':'per_unit','unit_amount':'1'}}],"
                + "'commitment':{'minimum':'500','overage_factor':'1.5'}";
        String rest = "'meters':[{'code':'m','aggregation':'sum'}],'quantities':{'m':'%s'}";
        assertThat(plan(charge, rest.formatted("120.5")).lines()).containsExactly("120.50", "379.50");
        assertThat(plan(charge, rest.formatted("700")).lines()).containsExactly("700.00", "100.00");
    }

    @Test
    void feesAreProratedByDayBySecondOrNotAtAll() {
        String fees = "'fees':[{'code':'a','amount':'31'},{'code':'b','amount':'31','proration':'none'},"
                + "{'code':'c','amount':'31','proration':'second','quantity':'2'}]";
        Rated rated =
                plan(fees, "'subscription':{'start':'2026-10-31','timezone':'Europe/Berlin','quantities':{'a':'3'}}");
        // October 2026 has 745 hours in Berlin; the 31st is an ordinary day.
        assertThat(rated.lines()).containsExactly("3.00", "31.00", "2.00");
        assertThat(rated.line(2).get("exact").asText()).startsWith("1.99731543624161");
    }

    @Test
    void feesBeginAfterTheTrial() {
        String fees =
                "'trial_days':14,'fees':[{'code':'a','amount':'31'},{'code':'b','amount':'31','proration':'none'}]";
        assertThat(plan(fees, "'subscription':{'start':'2026-10-01'}").lines()).containsExactly("17.00", "31.00");
        assertThat(plan(fees, "'subscription':{'start':'2026-10-20'}").lines()).containsExactly("0.00", "0.00");
    }
}
