package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.countinghouse.rating.ExplanationVerifier.Mismatch;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Which step the verifier names, and that every step a line can have is there to be checked. */
class ExplanationVerifierTest {
    /** 120 x 0.5 = 60.00; 10 % coupon, 4.00 credit, 19 % tax on what is left. */
    private static Rated rated(String plan) {
        return Rated.of("""
                {'plan':{'code':'p','currency':'USD',%s'charges':[{'code':'c','meter':'m',
                   'price':{'model':'graduated','tiers':[{'up_to':'100','unit_amount':'0.5'},{'up_to':null,'unit_amount':'0.5'}]}}]},
                 'meters':[{'code':'m','aggregation':'sum'}],'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'quantities':{'m':'120'},'coupons':[{'code':'TEN','percent':'10'}],
                 'credits':[{'id':'g1','amount':'4.00'}],'taxes':[{'code':'VAT','rate':'19'}]}""".formatted(plan));
    }

    private static Optional<Mismatch> verify(JsonNode line) {
        return ExplanationVerifier.verify(line, CurrencyUnit.USD);
    }

    /** 60.00 - 6.00 = 54.00, - 4.00 = 50.00, 19 % of it 9.50. */
    @Test
    void theStepsGoOnToCouponCreditAndTax() {
        JsonNode line = rated("").line(0);
        assertThat(verify(line)).isEmpty();
        assertThat(line.get("explanation").findValuesAsText("step"))
                .containsExactly("aggregate", "price", "price", "round", "coupon", "credit");
        assertThat(line.at("/explanation/4/text").asText()).isEqualTo("TEN");
        assertThat(line.at("/explanation/4/share").asText()).isEqualTo("6");
        assertThat(line.at("/explanation/5/value").asText()).isEqualTo("50");
        assertThat(line.at("/tax_explanation/0/amount").asText()).isEqualTo("9.5");
    }

    /** 50.00 with 19 % in it: 50 x 19 / 119 = 7.98 of tax. */
    @Test
    void aContainedTaxIsTheLastStep() {
        JsonNode line = rated("'tax_inclusive':true,").line(0);
        assertThat(verify(line)).isEmpty();
        assertThat(line.at("/explanation/6/step").asText()).isEqualTo("tax");
        assertThat(line.at("/explanation/6/tax").asText()).isEqualTo("7.98");
        assertThat(line.get("net").asText()).isEqualTo("42.02");
        assertThat(line.has("tax_explanation")).isFalse();
    }

    @Test
    void theFirstStepThatDoesNotFollowIsNamed() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line.at("/explanation/2")).put("amount", "11");
        assertThat(verify(line)).contains(new Mismatch("explanation[2].amount", "price", "10", "11"));
    }

    @Test
    void usageMovedBetweenTiersIsFound() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line.at("/explanation/1")).put("quantity", "90").put("amount", "45");
        ((ObjectNode) line.at("/explanation/2")).put("quantity", "30").put("amount", "15");
        assertThat(verify(line)).contains(new Mismatch("explanation[1].quantity", "price", "100", "90"));
    }

    @Test
    void aLineThatDoesNotMatchItsStepsIsFound() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line).put("net", "49.00");
        assertThat(verify(line)).contains(new Mismatch("net", "", "50", "49"));
    }

    @Test
    void aQuantityThatWasNotPricedIsFound() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line).put("quantity", "119");
        assertThat(verify(line)).contains(new Mismatch("quantity", "", "120", "119"));
    }

    /** What is free does not reach the price, what is included or reserved does, what has no price is not priced. */
    @Test
    void theQuantityOfEachKindOfLineIsWorkedOut() {
        assertThat(quantities(
                        "'free_units':'20','minimum':'900','price':{'model':'per_unit','unit_amount':'1'}",
                        "'quantities':{'m':'120'}"))
                .containsExactly("100", "1");
        assertThat(quantities(
                        "'price':{'model':'allowance','included':'20','overage':{'price':{'model':'per_unit','unit_amount':'1'}}}",
                        "'quantities':{'m':'120'}"))
                .containsExactly("120");
        assertThat(quantities(
                        "'price':{'model':'reserved','reserved_quantity':'30','unit_amount':'1','on_demand':{'price':{'model':'per_unit','unit_amount':'2'}}}",
                        "'quantities':{'m':'12'}"))
                .containsExactly("12");
        assertThat(
                        quantities(
                                "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'1'}]}",
                                "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'7','properties':{'r':'eu'}},"
                                        + "{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'5','properties':{'r':'us'}}]"))
                .containsExactly("7");
        assertThat(quantities("'price':{'model':'per_unit','unit_amount':'1'}", "'quantities':{'m':'-4'}"))
                .containsExactly("0");
        assertThat(
                        quantities(
                                "'bucket':'day','price':{'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'m','above':'1'},'percent':'-10'}]}",
                                "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'7'},{'time':'2026-10-05T00:00:00Z','event':'m','quantity':'5'}]"))
                .containsExactly("12", "1");
    }

    /** Of every line, after it was verified and a changed one was found. */
    private static List<String> quantities(String charge, String usage) {
        Rated rated = Rated.charge(charge, usage);
        for (JsonNode line : rated.result().get("lines")) {
            assertThat(verify(line)).as("%s", line).isEmpty();
            ObjectNode changed = line.deepCopy();
            changed.put("quantity", "77");
            assertThat(verify(changed)).map(Mismatch::path).contains("quantity");
        }
        return rated.texts("lines", "quantity");
    }

    @Test
    void aTaxOnTopIsNamedWhereItStands() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line.at("/tax_explanation/0")).put("rate", "20");
        assertThat(verify(line)).contains(new Mismatch("tax_explanation[0].amount", "tax_added", "10", "9.5"));
    }

    @Test
    void addedAndMissingFiguresAndStepsAreFound() {
        JsonNode added = rated("").line(0);
        ((ObjectNode) added.at("/explanation/3")).put("bonus", "1");
        assertThat(verify(added)).contains(new Mismatch("explanation[3].bonus", "round", "none", "1"));
        JsonNode without = rated("").line(0);
        ((ObjectNode) without.at("/explanation/3")).remove("value");
        assertThat(verify(without)).contains(new Mismatch("explanation[3].value", "round", "a figure", "none"));
        JsonNode none = rated("").line(0);
        ((ObjectNode) none).remove("explanation");
        assertThat(verify(none)).map(Mismatch::path).contains("explanation");
        JsonNode unknown = rated("").line(0);
        ((ObjectNode) unknown.at("/explanation/4")).put("step", "gift");
        assertThat(verify(unknown)).map(Mismatch::found).contains("gift");
    }

    @Test
    void whatIsNoNumberIsNamed() {
        JsonNode line = rated("").line(0);
        ((ObjectNode) line.at("/explanation/3")).put("value", "1e9");
        assertThat(verify(line)).map(Mismatch::path).contains("explanation[3].value");
    }

    /** Figures that agree with each other are not enough: a bound must really have bound. */
    @Test
    void boundsThatDoNotBindAreFound() {
        String events = "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'10'}]";
        String feed = events + ",'feeds':{'f':[{'from':'2026-09-01T00:00:00Z','price':'2'}]}";
        forged("'price':{'model':'spot','feed':'f','floor':'3'}", feed, "floor", "market_price=4 unbounded=4", "floor");
        forged("'price':{'model':'spot','feed':'f','cap':'1'}", feed, "cap", "market_price=0.5 unbounded=0.5", "cap");
        forged(
                "'price':{'model':'percentage','rate':'10','minimum_per_event':'3'}",
                events,
                "minimum",
                "quantity=40 unbounded=4",
                "minimum");
        forged(
                "'price':{'model':'percentage','rate':'10','maximum_per_event':'0.5'}",
                events,
                "maximum",
                "quantity=4 unbounded=0.4",
                "maximum");
        forged(
                "'price':{'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'m','above':'5'},'percent':'-10'}]}",
                events,
                "above",
                "reading=5 over=0",
                "over");
        forged(
                "'price':{'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'m','below':'50'},'percent':'-10'}]}",
                events,
                "below",
                "reading=50 under=0",
                "under");
        forged(
                "'maximum':'4','price':{'model':'per_unit','unit_amount':'1'}",
                events,
                "maximum",
                "maximum=12 left=12 value=12",
                "from");
        forged(
                "'price':{'model':'per_unit','unit_amount':'1'}",
                "'quantities':{'m':'-4'}",
                "amount",
                "quantity=4",
                "quantity");
        forged(
                "'price':{'model':'graduated','tiers':[{'up_to':'6','unit_amount':'1'},{'unit_amount':'1'}]}",
                events,
                "unit_amount",
                "quantity=8 amount=8",
                "quantity");
    }

    /** Changes figures of the first step that has one, all of them well, and expects the verifier to name another. */
    private static void forged(String charge, String usage, String having, String changes, String named) {
        JsonNode line = Rated.charge(charge, usage)
                .result()
                .get("lines")
                .valueStream()
                .filter(each -> !each.findParents(having).stream()
                        .filter(step -> step.has("step"))
                        .toList()
                        .isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(verify(line)).as("%s", line).isEmpty();
        ObjectNode step = (ObjectNode) line.findParents(having).stream()
                .filter(each -> each.has("step"))
                .findFirst()
                .orElseThrow();
        for (String change : changes.split(" ", -1)) {
            String[] figure = change.split("=", -1);
            assertThat(step.has(figure[0])).as("%s in %s", figure[0], step).isTrue();
            step.put(figure[0], figure[1]);
        }
        assertThat(verify(line))
                .as("%s", line)
                .map(Mismatch::path)
                .hasValueSatisfying(path -> assertThat(path).endsWith("." + named));
    }

    @Test
    void theLineOfTheEngineItselfIsVerified() {
        RatingRequest request = RatingJson.readRequest(
                Rated.request("'price':{'model':'per_unit','unit_amount':'0.333'}", "'quantities':{'m':'7'}")
                        .replace('\'', '"'));
        RatedLine line = RatingEngine.rate(request, true).lines().getFirst();
        assertThat(ExplanationVerifier.verify(line, CurrencyUnit.USD)).isEmpty();
    }
}
