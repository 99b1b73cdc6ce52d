package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples that the product's own brief gives. */
class BriefExamplesTest {
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

    private static String token(String model, String token, String quantity) {
        return "{'time':'2026-10-03T10:00:00Z','event':'m','quantity':'" + quantity + "','properties':{'model':'"
                + model + "','token':'" + token + "'}}";
    }
}
