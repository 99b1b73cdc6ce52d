package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Worked examples that others published, with their source. */
class PublishedExamplesTest {
    /** Stripe docs, "Set up tiered pricing": 5 at 7.00, 5 more at 6.50, 6 units graduated = 41.50, volume = 39.00. */
    @Test
    void stripeGraduatedAndVolume() {
        String tiers = "'tiers':[{'up_to':'5','unit_amount':'7'},{'up_to':'10','unit_amount':'6.50'},"
                + "{'up_to':null,'unit_amount':'6'}]";
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "5")).isEqualTo("35.00");
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "6")).isEqualTo("41.50");
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "20")).isEqualTo("127.50");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "5")).isEqualTo("35.00");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "6")).isEqualTo("39.00");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "20")).isEqualTo("120.00");
    }

    /** Stripe docs, "Tiered pricing with flat fees": graduated adds the flat amount of each tier entered. */
    @Test
    void stripeFlatAmounts() {
        String tiers = "'tiers':[{'up_to':'5','unit_amount':'5','flat_amount':'10'},"
                + "{'up_to':'10','unit_amount':'4','flat_amount':'20'},{'up_to':null,'unit_amount':'3','flat_amount':'30'}]";
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "12")).isEqualTo("111.00");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "12")).isEqualTo("66.00");
    }

    /** Stripe docs, "Package pricing": 25 for every 5 units, started packages count: 8 units = 50. */
    @Test
    void stripePackages() {
        assertThat(Rated.amount("{'model':'package','size':'5','amount':'25'}", "8"))
                .isEqualTo("50.00");
        assertThat(Rated.amount("{'model':'package','size':'5','amount':'25','round':'down'}", "8"))
                .isEqualTo("25.00");
    }

    /** Lago docs, "Percentage": 1.2% + 0.10 per event; 3 free events, 500 free amount, whichever ends first. */
    @Test
    void lagoPercentage() {
        String usage = "'usage':[" + event(1, "200") + "," + event(2, "200") + "," + event(3, "200") + ","
                + event(4, "200") + "]";
        Rated rated = Rated.charge(
                "'price':{'model':'percentage','rate':'1.2','fixed_amount':'0.10','free_events':'3','free_amount':'500'}",
                usage);
        // Third event crosses 500: 100 x 1.2% + 0.10 = 1.30; the fourth pays in full: 2.40 + 0.10.
        assertThat(rated.lines()).containsExactly("3.80");
    }

    /** OpenMeter docs, "Tiered pricing, volume and graduated": 150 units over 100 at 1 and above at 0.5. */
    @Test
    void openMeterTiers() {
        String tiers = "'tiers':[{'up_to':'100','unit_amount':'1'},{'up_to':null,'unit_amount':'0.5'}]";
        assertThat(Rated.amount("{'model':'graduated'," + tiers + "}", "150")).isEqualTo("125.00");
        assertThat(Rated.amount("{'model':'volume'," + tiers + "}", "150")).isEqualTo("75.00");
    }

    /** Product brief section 2: 0.01 per 1,000 requests after 10,000 free. */
    @Test
    void briefRequests() {
        Rated rated = Rated.charge(
                "'unit':{'divide_by':'1000','round':'up'},'free_units':'10','price':{'model':'per_unit','unit_amount':'0.01'}",
                "'readings':[{'meter':'m','from':'2026-10-03T10:00:00Z','quantity':'122345','count':'118'}]");
        assertThat(rated.line(0).get("quantity").asText()).isEqualTo("113");
        assertThat(rated.line(0).get("exact").asText()).isEqualTo("1.13");
        assertThat(rated.line(0).get("unit").asText()).isEqualTo("1000 units");
        assertThat(rated.lines()).containsExactly("1.13");
    }

    /** Product brief section 2: 0.0001 per compute-second with a minimum charge of 0.01. */
    @Test
    void briefComputeSeconds() {
        Rated rated = Rated.charge(
                "'minimum':'0.01','price':{'model':'per_unit','unit_amount':'0.0001'}", "'quantities':{'m':'30'}");
        assertThat(rated.texts("lines", "kind")).containsExactly("usage", "minimum");
        assertThat(rated.lines()).containsExactly("0.00", "0.01");
    }

    /** Product brief sections 1 and 2: 2 cores x 3600 s = 2 core-hours at 0.05, after 744 free hours. */
    @Test
    void briefCoreHours() {
        String request = """
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'cpu','meter':'core_hours','free_units':'%s',
                  'price':{'model':'per_unit','unit_amount':'0.05'}}]},
                 'meters':[{'code':'core_hours','event':'cpu','aggregation':'sum',
                   'quantity':{'multiply':['cpu_cores','duration_seconds'],'divide_by':'3600'}}],
                 'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'usage':[{'time':'2026-10-03T10:00:00Z','event':'cpu','properties':{'cpu_cores':2,'duration_seconds':%s}}]}""";
        assertThat(Rated.of(request.formatted("0", "3600")).lines()).containsExactly("0.10");
        assertThat(Rated.of(request.formatted("744", "1800000")).lines()).containsExactly("12.80");
    }

    /** Product brief section 2: Professional 99.99 with overage 0.10 per extra core beyond 8. */
    @Test
    void briefPlanWithOverage() {
        Rated rated = Rated.of("""
                {'plan':{'code':'pro','currency':'USD','fees':[{'code':'base','amount':'99.99'}],
                  'charges':[{'code':'cores','meter':'cores','price':{'model':'allowance','included':'8',
                    'overage':{'price':{'model':'per_unit','unit_amount':'0.10'}}}}]},
                 'meters':[{'code':'cores','aggregation':'max'}],
                 'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'usage':[{'time':'2026-10-03T10:00:00Z','event':'cores','quantity':12}]}""");
        assertThat(rated.lines()).containsExactly("99.99", "0.40");
        assertThat(rated.text("total")).isEqualTo("100.39");
    }

    /** Product brief section 2: model use 0.002 per token unit; prices by model and token kind as a matrix. */
    @Test
    void briefModelTokens() {
        Rated rated = Rated.charge(
                "'price':{'model':'matrix','dimensions':['model','token'],'rows':["
                        + "{'match':{'model':'gpt-4','token':'in'},'unit_amount':'0.00003'},"
                        + "{'match':{'model':'gpt-4'},'unit_amount':'0.00006'}]}",
                "'usage':[" + token("gpt-4", "in", "1000") + "," + token("gpt-4", "out", "500") + ","
                        + token("other", "in", "7") + "]");
        assertThat(rated.line(0).get("exact").asText()).isEqualTo("0.06");
        assertThat(rated.result().get("problems").get(0).get("message").asText())
                .contains("model=other, token=in");
    }

    private static String event(int number, String quantity) {
        return "{'id':'e" + number + "','time':'2026-10-0" + number + "T10:00:00Z','event':'m','quantity':'" + quantity
                + "'}";
    }

    private static String token(String model, String token, String quantity) {
        return "{'time':'2026-10-03T10:00:00Z','event':'m','quantity':'" + quantity + "','properties':{'model':'"
                + model + "','token':'" + token + "'}}";
    }
}
