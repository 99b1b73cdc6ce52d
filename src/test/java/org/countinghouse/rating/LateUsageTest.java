package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Usage that comes after the invoice is final, from pricing.md, section 4. */
class LateUsageTest {
    private static final String PLAN = """
            {'code':'p','currency':'EUR','charges':[
             {'code':'calls','name':'Calls','meter':'calls','group_by':['region'],'price':{'model':'graduated','tiers':[
              {'up_to':'100','unit_amount':'0.10'},{'up_to':null,'unit_amount':'0.04'}]}},
             {'code':'gb','name':'Traffic','meter':'gb','minimum':'5','price':{'model':'package','size':'10','amount':'2'}}]}""";

    /** 90 calls were billed at 0.10; with 30 more, 100 cost 0.10 and 20 cost 0.04: 10.80 less 9.00. */
    @Test
    void theDifferenceIsBilledAndNamesThePeriod() {
        RatingResult billed = rate(List.of(usage("calls", "eu", 90)));
        RatingRequest late = request(List.of(usage("calls", "eu", 90), usage("calls", "eu", 30)));
        List<RatedLine> lines = LateUsage.adjustments(
                billed.lines(), RatingEngine.rate(late, false), late.period(), LateUsage.Form.DELTA);
        assertThat(lines).hasSize(1);
        RatedLine line = lines.getFirst();
        assertThat(line.amount()).isEqualTo("1.80");
        assertThat(line.quantity()).isEqualByComparingTo("30");
        assertThat(line.name()).isEqualTo("Calls: late usage, 2026-10-01 to 2026-11-01");
        assertThat(line.kind()).isEqualTo(RatedLine.Kind.ADJUSTMENT);
        assertThat(line.explanation().getFirst().figures())
                .containsEntry("before", new BigDecimal("9.00"))
                .containsEntry("after", new BigDecimal("10.80"));
        assertThat(ExplanationVerifier.verify(line, CurrencyUnit.USD)).isEmpty();
        ObjectNode other = RatingJson.line(line, true).put("quantity", "120");
        assertThat(ExplanationVerifier.verify(other, CurrencyUnit.USD))
                .contains(new ExplanationVerifier.Mismatch("quantity", "", "30", "120"));
        ObjectNode dearer = RatingJson.line(line, true);
        ((ObjectNode) dearer.at("/explanation/0")).put("after", "10.81");
        assertThat(ExplanationVerifier.verify(dearer, CurrencyUnit.USD))
                .contains(new ExplanationVerifier.Mismatch("explanation[0].amount", "late_usage", "1.81", "1.8"));
    }

    @Test
    void periodPreservingTakesBackAndBillsAnew() {
        RatingResult billed = rate(List.of(usage("calls", "eu", 90)));
        RatingRequest late = request(List.of(usage("calls", "eu", 120)));
        List<RatedLine> lines = LateUsage.adjustments(
                billed.lines(), RatingEngine.rate(late, false), late.period(), LateUsage.Form.PERIOD_PRESERVING);
        assertThat(lines)
                .extracting(RatedLine::amount)
                .containsExactly(new BigDecimal("-9.00"), new BigDecimal("10.80"));
        assertThat(lines).extracting(RatedLine::quantity).containsExactly(new BigDecimal("-90"), new BigDecimal("120"));
        assertThat(lines)
                .allSatisfy(line -> assertThat(ExplanationVerifier.verify(line, CurrencyUnit.USD))
                        .isEmpty());
    }

    /** A new group, and a minimum that the late usage makes unnecessary. */
    @Test
    void linesMayAppearAndVanish() {
        RatingResult billed = rate(List.of(usage("calls", "eu", 10), usage("gb", "eu", 5)));
        RatingRequest late =
                request(List.of(usage("calls", "eu", 10), usage("calls", "us", 10), usage("gb", "eu", 25)));
        List<RatedLine> lines = LateUsage.adjustments(
                billed.lines(), RatingEngine.rate(late, false), late.period(), LateUsage.Form.DELTA);
        // Calls in us: 1.00. Traffic: 3 packages instead of one, 6 - 2; its minimum of 3 falls away.
        assertThat(lines)
                .extracting(line -> line.charge() + " " + line.amount())
                .containsExactlyInAnyOrder("calls 1.00", "gb 4.00", "gb -3.00");
    }

    @Test
    void nothingNewBillsNothing() {
        RatingRequest request = request(List.of(usage("calls", "eu", 90)));
        RatingResult billed = RatingEngine.rate(request, false);
        assertThat(LateUsage.adjustments(billed.lines(), billed, request.period(), LateUsage.Form.DELTA))
                .isEmpty();
    }

    /** However usage trickles in, what was billed in parts is what the whole costs. */
    @Test
    void partsAddUpToTheWhole() {
        var random = new Random(8);
        for (int number = 0; number < 2_000; number++) {
            var events = new ArrayList<String>();
            RatingResult before = rate(events);
            BigDecimal billed = before.subtotal();
            for (int delivery = 0; delivery < 4; delivery++) {
                for (int count = random.nextInt(4); count > 0; count--) {
                    events.add(usage(
                            random.nextBoolean() ? "calls" : "gb",
                            random.nextBoolean() ? "eu" : "us",
                            random.nextInt(-20, 150)));
                }
                RatingRequest request = request(events);
                RatingResult after = RatingEngine.rate(request, false);
                LateUsage.Form form = random.nextBoolean() ? LateUsage.Form.DELTA : LateUsage.Form.PERIOD_PRESERVING;
                for (RatedLine line : LateUsage.adjustments(before.lines(), after, request.period(), form)) {
                    billed = billed.add(line.amount());
                }
                assertThat(billed).as("case " + number + ": " + events).isEqualByComparingTo(after.subtotal());
                before = after;
            }
        }
    }

    private static RatingResult rate(List<String> events) {
        return RatingEngine.rate(request(events), false);
    }

    private static RatingRequest request(List<String> events) {
        return RatingJson.readRequest(Rated.json("{'plan':" + PLAN
                + ",'meters':[{'code':'calls','aggregation':'sum'},{'code':'gb','aggregation':'sum'}],"
                + "'period':{'from':'2026-10-01','to':'2026-11-01'},'usage':[" + String.join(",", events) + "]}"));
    }

    private static String usage(String event, String region, int quantity) {
        return "{'time':'2026-10-03T10:00:00Z','event':'" + event + "','quantity':'" + quantity
                + "','properties':{'region':'" + region + "'}}";
    }
}
