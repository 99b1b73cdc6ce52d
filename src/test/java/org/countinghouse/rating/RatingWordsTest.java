package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What results, explanations and refusals say, and lines that are read back. */
class RatingWordsTest {
    private static final String UNIT = "'price':{'model':'per_unit','unit_amount':'1'}";

    private static String event(String quantity, String properties) {
        return "{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'" + quantity + "','properties':{" + properties
                + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'aggregation':'sum','quantity':{'multiply':['a'],'divide_by':'2'} | 6 units in 2 events | sum=12 divide_by=2 value=6",
                "'aggregation':'max','quantity':{'multiply':['a'],'divide_by':'2'} | max 4 units in 2 events | sample=8 divide_by=2 value=4",
                "'aggregation':'percentile','percentile':'50','quantity':{'multiply':['a'],'divide_by':'2'} | percentile 2 units in 2 events | percentile=50 samples=2 rank=1 sample=4 divide_by=2 value=2",
                "'aggregation':'count' | 2 units in 2 events | value=2"
            })
    void anAggregateIsToldWithItsFigures(String meter, String text, String figures) {
        Rated rated = Rated.of("""
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m',%s}]},
                 'meters':[{'code':'m','unit':'units',%s}],'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'usage':[%s,%s]}""".formatted(UNIT, meter, event("1", "'a':'8'"), event("1", "'a':'4'")));
        JsonNode step = rated.line(0).at("/explanation/0");
        assertThat(step.get("text").asText()).isEqualTo(text);
        assertThat(step.properties().stream()
                        .filter(field -> !List.of("step", "text").contains(field.getKey()))
                        .map(field -> field.getKey() + "=" + field.getValue().asText()))
                .containsExactly(figures.split(" ", -1));
        assertThat(rated.line(0).get("unit").asText()).isEqualTo("units");
    }

    @Test
    void hoursOfReadingsAreCounted() {
        String readings = "'readings':[{'meter':'m','from':'2026-10-02T00:00:00Z','quantity':'7','hours':5}]";
        assertThat(Rated.charge(UNIT, readings)
                        .line(0)
                        .at("/explanation/0/text")
                        .asText())
                .isEqualTo("7 units in 5 hourly readings");
    }

    @Test
    void readingsThatDoNotTellTheirHoursTellTheirEvents() {
        String readings =
                "'readings':[{'meter':'m','from':'2026-10-01T00:00:00Z','quantity':'7','count':'1200','hours':0},"
                        + "{'meter':'m','from':'2026-10-31T00:00:00Z','quantity':'2','count':'3'}]";
        assertThat(Rated.charge(UNIT, readings)
                        .line(0)
                        .at("/explanation/0/text")
                        .asText())
                .isEqualTo("9 units in 1 hourly reading and 1,200 events");
    }

    @Test
    void everyKindOfLineSaysHowItCameAbout() {
        String unsubscribed = "'quantities':{'m':'1'},'subscription':{'start':'2026-12-01'}";
        assertThat(texts(Rated.charge(UNIT, unsubscribed).line(0))).contains("not subscribed");
        String plan =
                "{'plan':{'code':'p','currency':'USD',%s},'subscription':{'start':'2026-10-17'},'period':{'from':'2026-10-01','to':'2026-11-01'}}";
        String fee = "'fees':[{'code':'f','amount':'31','proration':'%s'}]";
        assertThat(texts(Rated.of(plan.formatted(fee.formatted("day"))).line(0)))
                .contains("days");
        assertThat(texts(Rated.of(plan.formatted(fee.formatted("second"))).line(0)))
                .contains("seconds");
        String commitment = "'charges':[],'commitment':{'minimum':'%s'}";
        assertThat(texts(Rated.of(plan.formatted(commitment.formatted("5"))).line(0)))
                .contains("missing to the commitment");
        assertThat(texts(Rated.of(plan.formatted(commitment.formatted("0"))).line(0)))
                .contains("overage at its factor");
    }

    private static List<String> texts(JsonNode line) {
        return line.get("explanation").findValuesAsText("text");
    }

    @Test
    void onlyCreditsThatWereUsedAreNamed() {
        Rated rated = Rated.charge(
                UNIT,
                "'quantities':{'m':'5'},'credits':[{'id':'a','amount':'9'},{'id':'b','amount':'9','priority':2}]");
        assertThat(rated.texts("credit_uses", "code")).containsExactly("a");
    }

    /** The reading of an unknown meter is one problem, told once; usage beside it keeps its own. */
    @Test
    void problemsOfUsageAndReadingsAreNotMixedUp() {
        Rated rated = Rated.charge(
                UNIT,
                "'usage':[{'time':'2026-10-02T00:00:00Z','event':'other'}],'readings':["
                        + "{'meter':'m','from':'2026-10-02T00:00:00Z','quantity':'7'},"
                        + "{'meter':'none','from':'2026-10-02T00:00:00Z','quantity':'7'}]");
        assertThat(rated.texts("problems", "message"))
                .containsExactlyInAnyOrder(
                        "Readings name the unknown meter \"none\".", "Usage of \"other\" is priced by no charge.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'versions':[{'from':'2027-01-01','price':{'model':'spot','feed':'f'}}],'model':'flat','amount':'1' | The feed \"f\" is not given. | .versions.feed",
                "'model':'formula','expression':'k','variables':{'k':'none'} | The meter \"none\" is not given. | .variables",
                "'model':'allowance','included':'99','overage':{'price':{'model':'spot','feed':'f'}} | The feed \"f\" is not given. | .overage.price.feed",
                "'model':'reserved','reserved_quantity':'99','unit_amount':'1','on_demand':{'price':{'model':'spot','feed':'f'}} | The feed \"f\" is not given. | .on_demand.price.feed"
            })
    void whatAPriceNeedsIsAskedForBeforeAnythingIsPriced(String price, String message, String path) {
        assertThatThrownBy(() -> Rated.charge("'price':{" + price + "}", "'usage':[" + event("1", "") + "]"))
                .isInstanceOfSatisfying(RatingFailure.class, failure -> {
                    assertThat(failure.summary()).isEqualTo(message);
                    assertThat(failure.path()).isEqualTo("$.plan.charges[0].price" + path);
                    assertThat(RatingJson.writeError(failure).at("/error/path").asText())
                            .isEqualTo(failure.path());
                });
    }

    @Test
    void aLineThatIsReadBackIsTheSame() {
        RatingResult result = result(
                "'group_by':['r','s'],'unit':{'divide_by':'3'}," + UNIT,
                "'usage':[" + event("10", "'r':'eu'")
                        + "],'taxes':[{'code':'RC','rate':'19','reason':'reverse charge'}]");
        RatedLine line = result.lines().getFirst();
        RatedLine read = RatingJson.readLine(RatingJson.line(line, true).put("tax_category", "reduced"));
        assertThat(RatingJson.line(read, true)).isEqualTo(RatingJson.line(line, true));
        assertThat(read.group()).isEqualTo(line.group()).containsEntry("s", null);
        assertThat(read.taxCategory()).isEqualTo("reduced");
        ObjectNode plain = RatingJson.line(line, false);
        plain.remove(List.of("meter", "unit", "group"));
        assertThat(RatingJson.line(RatingJson.readLine(plain), false)).isEqualTo(plain);
        assertThat(RatingJson.readLine(plain).taxCategory()).isEqualTo("standard");
        assertThat(RatingJson.write(result, false).at("/taxes/0/reason").asText())
                .isEqualTo("reverse charge");
    }

    @Test
    void couponsAreReadAsTheyStandInARequest() {
        JsonNode coupons = Rated.json("[{'code':'TEN','percent':'10'}]");
        assertThat(RatingJson.readCoupons(coupons)).extracting(Coupon::code).containsExactly("TEN");
    }

    @Test
    void settledLinesStandOnTheInvoiceWithTheirExplanation() {
        RatingRequest request = request(UNIT, "'quantities':{'m':'10'}");
        RatedLine settled = RatingEngine.rate(request, true).lines().getFirst();
        RatingResult both = RatingEngine.rate(List.of(request), List.of(settled), true);
        assertThat(both.lines()).containsExactly(settled, settled);
        assertThat(both.net()).isEqualTo("20.00");
        RatingResult silent = RatingEngine.rate(List.of(request), List.of(settled), false);
        assertThat(silent.lines())
                .allSatisfy(line -> assertThat(line.explanation()).isEmpty());
    }

    @Test
    void partsOfOneInvoiceHaveOneCurrency() {
        RatingRequest request = request(UNIT, "'quantities':{'m':'10'}");
        RatingRequest other = RatingJson.readRequest(
                Rated.json(Rated.request(UNIT, "'quantities':{'m':'10'}").replace("USD", "EUR")));
        assertThatThrownBy(() -> RatingEngine.rate(List.of(request, other), List.of(), false))
                .isInstanceOfSatisfying(
                        RatingFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("rating.parts"));
    }

    @Test
    void anotherAmountThanTheExplainedOneIsFound() {
        RatedLine line = result(UNIT, "'quantities':{'m':'10'}").lines().getFirst();
        RatedLine other = RatingJson.readLine(RatingJson.line(line, true).put("amount", "10.01"));
        assertThat(ExplanationVerifier.verify(line, CurrencyUnit.USD)).isEmpty();
        assertThat(ExplanationVerifier.verify(other, CurrencyUnit.USD)).isPresent();
    }

    private static RatingResult result(String charge, String rest) {
        return RatingEngine.rate(request(charge, rest), true);
    }

    private static RatingRequest request(String charge, String rest) {
        return RatingJson.readRequest(Rated.json(Rated.request(charge, rest)));
    }
}
