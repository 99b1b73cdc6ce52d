package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worked examples that others published, each with its page and the figures of that page. No page with complete figures
 * was found for spot prices: they are covered by tests of our own.
 */
class PublishedExamplesTest {
    private static final String STRIPE_FONTS = "'tiers':[{'up_to':'5','unit_amount':'7'},"
            + "{'up_to':'10','unit_amount':'6.5'},{'up_to':null,'unit_amount':'6'}]";

    /** docs.stripe.com/subscriptions/pricing-models/tiered-pricing, "Volume-based pricing": the whole table. */
    @ParameterizedTest
    @CsvSource({"1, 7.00", "5, 35.00", "6, 39.00", "20, 120.00", "25, 150.00"})
    void stripeVolume(String fonts, String total) {
        assertThat(Rated.amount("{'model':'volume'," + STRIPE_FONTS + "}", fonts))
                .isEqualTo(total);
    }

    /** The same page, "Graduated pricing": five fonts cost as much as with volume pricing. */
    @Test
    void stripeGraduated() {
        assertThat(Rated.amount("{'model':'graduated'," + STRIPE_FONTS + "}", "5"))
                .isEqualTo("35.00");
    }

    /** stripe.com/docs/billing/subscriptions/quantity-transformation: 10 for every 5 users or portion thereof. */
    @ParameterizedTest
    @CsvSource({"1, 10.00", "3, 10.00", "5, 10.00", "6, 20.00", "7, 20.00"})
    void stripePackages(String users, String total) {
        assertThat(Rated.amount("{'model':'package','size':'5','amount':'10'}", users))
                .isEqualTo(total);
    }

    /**
     * docs.stripe.com/billing/subscriptions/usage-based/transform-quantities: 10 an hour, reported in minutes, rounded
     * up: 150 minutes cost 30.
     */
    @Test
    void stripeTransformedQuantity() {
        Rated rated = Rated.charge(
                "'unit':{'divide_by':'60','round':'up'},'price':{'model':'per_unit','unit_amount':'10'}",
                "'quantities':{'m':'150'}");
        assertThat(rated.lines()).containsExactly("30.00");
    }

    /** zuplo.com/docs/articles/monetization/pricing-models, "Flat Fee Pricing" (99.00 a month) and "Per-Unit Pricing". */
    @Test
    void zuploFlatAndPerUnit() {
        assertThat(Rated.amount("{'model':'flat','amount':'99.00'}", "12345")).isEqualTo("99.00");
        assertThat(Rated.amount("{'model':'per_unit','unit_amount':'0.001'}", "100000"))
                .isEqualTo("100.00");
    }

    /** The same page, "Tiered Pricing": 15,000 units cost 600 graduated and 150 by volume. */
    @Test
    void zuploTiers() {
        String tiers = "'tiers':[{'up_to':'1000','unit_amount':'0.10'},{'up_to':'10000','unit_amount':'0.05'},"
                + "{'up_to':null,'unit_amount':'0.01'}]";
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "15000")).isEqualTo("600.00");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "15000")).isEqualTo("150.00");
    }

    /** docs.useautumn.com/documentation/modelling-pricing/graduated-pricing: 15,000 requests cost 107. */
    @Test
    void autumnGraduated() {
        String tiers = "'tiers':[{'up_to':'1000','unit_amount':'0.01'},{'up_to':'10000','unit_amount':'0.008'},"
                + "{'up_to':null,'unit_amount':'0.005'}]";
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "15000")).isEqualTo("107.00");
    }

    /** getlago.com/docs/guide/plans/charges/charge-models/volume: 65,000 calls cost 65,000 x 0.0006 + 10 = 49. */
    @Test
    void lagoVolumeWithFixedFee() {
        String tiers = "'tiers':[{'up_to':'10000','unit_amount':'0.0010','flat_amount':'10'},"
                + "{'up_to':'50000','unit_amount':'0.0008','flat_amount':'10'},"
                + "{'up_to':'100000','unit_amount':'0.0006','flat_amount':'10'},"
                + "{'up_to':null,'unit_amount':'0.0004','flat_amount':'10'}]";
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "65000")).isEqualTo("49.00");
    }

    /** getlago.com/docs/guide/plans/charges/charge-models/package: 5 per 100 units, the first 100 free: 201 cost 10. */
    @Test
    void lagoPackageWithFreeUnits() {
        Rated rated = Rated.charge(
                "'free_units':'100','price':{'model':'package','size':'100','amount':'5'}", "'quantities':{'m':'201'}");
        assertThat(rated.lines()).containsExactly("10.00");
    }

    /** www.chargebee.com/docs/billing/2.0/product-catalog/package-pricing: 1.25 per started million tokens. */
    @ParameterizedTest
    @CsvSource({"10, 1.25", "1000000, 1.25", "1500000, 2.50"})
    void chargebeePackages(String tokens, String total) {
        assertThat(Rated.amount("{'model':'package','size':'1000000','amount':'1.25'}", tokens))
                .isEqualTo(total);
    }

    /**
     * getlago.com/docs/guide/plans/charges/charge-models/percentage: 1.2% + 0.10, the first 3 events or 500 free; after
     * 200, 100 and 100 the fourth transaction, of 50, costs 0.10 + 1.2% of 50 = 0.70.
     */
    @Test
    void lagoPercentage() {
        String usage = "'usage':[" + event(1, "200") + "," + event(2, "100") + "," + event(3, "100") + ","
                + event(4, "50") + "]";
        Rated rated = Rated.charge(
                "'price':{'model':'percentage','rate':'1.2','fixed_amount':'0.10','free_events':'3','free_amount':'500'}",
                usage);
        assertThat(rated.lines()).containsExactly("0.70");
    }

    /**
     * getlago.com/docs/guide/plans/charges/charge-models/graduated-percentage: transactions of 500, 550 and 4,000 cost
     * 205, then 306 more, then 80 more.
     */
    @ParameterizedTest
    @CsvSource({"500, 205.00", "1050, 511.00", "5050, 591.00"})
    void lagoGraduatedPercentage(String soFar, String total) {
        String tiers = "'tiers':[{'up_to':'1000','rate':'1','flat_amount':'200'},"
                + "{'up_to':'10000','rate':'2','flat_amount':'300'},{'up_to':null,'rate':'3','flat_amount':'400'}]";
        assertThat(Rated.amount("{'model':'graduated_percentage'," + tiers + "}", soFar))
                .isEqualTo(total);
    }

    /** www.adaline.ai/docs/pillars/evaluate/evaluators/cost: 1,000 tokens in and 500 out at 3 and 12, or 15, a million. */
    @ParameterizedTest
    @CsvSource({"0.000012, 0.009", "0.000015, 0.0105"})
    void adalineTokensByKind(String out, String exact) {
        Rated rated = Rated.charge(
                "'price':{'model':'matrix','dimensions':['token'],'rows':["
                        + "{'match':{'token':'in'},'unit_amount':'0.000003'},"
                        + "{'match':{'token':'out'},'unit_amount':'" + out + "'}]}",
                "'usage':[" + token("in", "1000") + "," + token("out", "500") + "]");
        assertThat(rated.line(0).get("exact").asText()).isEqualTo(exact);
    }

    /**
     * www.faypwc.com/online-usage-calculator-tou: 0.13 a kWh on winter weekdays from 6 to 10, else 0.08473; 1,000 kWh
     * cost 93.78 with 80% of them off peak and 91.52 with 85%.
     */
    @ParameterizedTest
    @CsvSource({"200, 800, 93.78", "150, 850, 91.52"})
    void fayettevilleTimeOfUse(String peak, String offPeak, String total) {
        Rated rated = Rated.of("""
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m','price':{'model':'time_of_use',
                  'timezone':'America/New_York','bands':[{'code':'peak','days':['mon','tue','wed','thu','fri'],
                  'from':'06:00','to':'10:00','unit_amount':'0.13'}],'default_unit_amount':'0.08473'}}]},
                 'meters':[{'code':'m','aggregation':'sum'}],
                 'period':{'from':'2026-11-01','to':'2026-12-01'},
                 'usage':[{'time':'2026-11-10T12:00:00Z','event':'m','quantity':'%s'},
                          {'time':'2026-11-14T12:00:00Z','event':'m','quantity':'%s'}]}""".formatted(peak, offPeak));
        assertThat(rated.lines()).containsExactly(total);
    }

    /**
     * docs.aws.amazon.com/whitepapers/latest/cost-optimization-reservation-models/usage-billing.html: with one reserved
     * instance, four that run for an hour are one reserved hour and three on demand; four that run for 15 minutes each
     * are one reserved hour and none. The prices are ours: 1 reserved, 10 on demand.
     */
    @ParameterizedTest
    @CsvSource({"4, 31.00", "1, 1.00"})
    void amazonReservedInstances(String hours, String total) {
        String price = "{'model':'reserved','reserved_quantity':'1','unit_amount':'1',"
                + "'on_demand':{'price':{'model':'per_unit','unit_amount':'10'}}}";
        assertThat(Rated.amount(price, hours)).isEqualTo(total);
    }

    /** repost.aws/questions/QULzw-kja5TeaBNX3er74jew: 1,164 hours with 744 reserved leave 420 at the full price. */
    @Test
    void amazonReservedHours() {
        String price = "{'model':'reserved','reserved_quantity':'744',"
                + "'on_demand':{'price':{'model':'per_unit','unit_amount':'1'}}}";
        assertThat(Rated.amount(price, "1164")).isEqualTo("420.00");
    }

    /**
     * docs.stigg.io/documentation/modeling-your-pricing-in-stigg/plans/overages/overview: 1,300 calls with 1,000
     * included at 0.01 cost 3.00; 800 MB with 500 included in blocks of 100 at 2.00 cost 6.00.
     */
    @Test
    void stiggOverages() {
        String calls = "{'model':'allowance','included':'1000','overage':{'price':"
                + "{'model':'per_unit','unit_amount':'0.01'}}}";
        assertThat(Rated.amount(calls, "1300")).isEqualTo("3.00");
        String traffic = "{'model':'allowance','included':'500','overage':{'price':"
                + "{'model':'package','size':'100','amount':'2.00'}}}";
        assertThat(Rated.amount(traffic, "800")).isEqualTo("6.00");
    }

    /** docs.litellm.ai/docs/proxy/provider_margins, "Margin Calculation Examples": 1.00 becomes 1.10, or 1.001. */
    @Test
    void litellmMargins() {
        String usage =
                "'usage':[{'time':'2026-10-03T10:00:00Z','event':'m','quantity':1,'properties':{'cost':'1.00'}}]";
        assertThat(margin("'markup_percent':'10'", usage)).isEqualTo("1.1");
        assertThat(margin("'fixed_per_unit':'0.001'", usage)).isEqualTo("1.001");
    }

    private static String margin(String fields, String usage) {
        return Rated.of("""
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m',
                  'price':{'model':'cost_plus',%s}}]},
                 'meters':[{'code':'m','aggregation':'sum','property':'cost'}],
                 'period':{'from':'2026-10-01','to':'2026-11-01'},%s}""".formatted(fields, usage)).line(0).get("exact").asText();
    }

    /**
     * octopus.energy/help-and-faqs/articles/how-calculate-prices-shape-shifters-agile: 5 + 15 x 1.2 = 23 pence a kWh at
     * the peak and 3 + 8 x 1 = 11 off peak, never more than 100.
     */
    @ParameterizedTest
    @CsvSource({"5, 15, 1.2, 23.00", "3, 8, 1, 11.00", "5, 150, 1.2, 100.00"})
    void octopusFormula(String distribution, String wholesale, String losses, String pence) {
        String price =
                "{'model':'formula','expression':'quantity * min(100, d + w * x)','variables':{'d':'%s','w':'%s','x':'%s'}}"
                        .formatted(distribution, wholesale, losses);
        assertThat(Rated.amount(price, "1")).isEqualTo(pence);
    }

    /**
     * www.scribd.com/doc/84061584/Variable-Block-Pricing: the first 200 kWh per kW of a peak of 550 kW at 0.07, the rest
     * at 0.04: 160,000 kWh cost 7,700 + 2,000 = 9,700.
     */
    @Test
    void variableBlocks() {
        Rated rated = Rated.charge(
                "'price':{'model':'formula','expression':"
                        + "'min(quantity, 200 * peak) * 0.07 + max(0, quantity - 200 * peak) * 0.04',"
                        + "'variables':{'peak':'n'}}",
                "'quantities':{'m':'160000','n':'550'}");
        assertThat(rated.lines()).containsExactly("9700.00");
    }

    private static String event(int number, String quantity) {
        return "{'id':'e" + number + "','time':'2026-10-0" + number + "T10:00:00Z','event':'m','quantity':'" + quantity
                + "'}";
    }

    private static String token(String kind, String quantity) {
        return "{'time':'2026-10-03T10:00:00Z','event':'m','quantity':'" + quantity + "','properties':{'token':'" + kind
                + "'}}";
    }
}
