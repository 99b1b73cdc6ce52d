package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Test;

class RatingPropertiesTest {
    private static final Meter METER = MeterJson.read(Rated.json("{'code':'m','aggregation':'sum'}"));
    private static final PlanDocument PLAN = PlanJson.read(Rated.json("""
            {'code':'p','currency':'EUR','fees':[{'code':'base','amount':'9.99'}],'tax_rounding':'%s','tax_inclusive':%s,
             'charges':[{'code':'a','meter':'m','group_by':['g'],'free_units':'3','maximum':'40','minimum':'5',
               'price':{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'0.333'},{'up_to':null,'unit_amount':'0.111','flat_amount':'1'}]}},
              {'code':'b','meter':'m','tax_category':'reduced','price':{'model':'matrix','dimensions':['g'],'rows':[],'default_unit_amount':'0.0077'}}],
             'commitment':{'minimum':'20','overage_factor':'1.1'}}""".formatted("invoice", false)));

    private static RatingResult rate(
            PlanDocument plan, List<Integer> quantities, Function<List<UsageEvent>, List<UsageEvent>> order) {
        List<UsageEvent> usage = new ArrayList<>();
        for (int index = 0; index < quantities.size(); index++) {
            usage.add(new UsageEvent(
                    "e" + index,
                    Instant.parse("2026-10-02T00:00:00Z").plusSeconds(3600L * index),
                    "m",
                    BigDecimal.valueOf(quantities.get(index), 2),
                    Map.of("g", "g" + quantities.get(index) % 3)));
        }
        RatingRequest request = RatingJson.readRequest(Rated.json("""
                {'plan':{'code':'x','currency':'EUR'},'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'coupons':[{'code':'P','percent':'7.5'},{'code':'A','amount':'1.11','charges':['a']}],
                 'credits':[{'id':'c','amount':'3.33'}],'prepaid':'4',
                 'taxes':[{'code':'VAT','rate':'19','category':'standard'},{'code':'VAT','rate':'7','category':'reduced'},
                          {'code':'LOCAL','rate':'1.5','compound':true}]}"""));
        return RatingEngine.rate(
                new RatingRequest(
                        plan,
                        List.of(METER),
                        request.subscription(),
                        request.period(),
                        order.apply(usage),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        request.coupons(),
                        request.credits(),
                        request.taxes(),
                        request.prepaid(),
                        null),
                true);
    }

    private static PlanDocument variant(String rounding, boolean inclusive) {
        var json = PlanJson.write(PLAN);
        json.put("tax_rounding", rounding).put("tax_inclusive", inclusive);
        return PlanJson.read(json);
    }

    @Test
    void totalsAddUpExactly() {
        List<PlanDocument> plans =
                List.of(PLAN, variant("line", false), variant("invoice", true), variant("line", true));
        qt().withExamples(200)
                .forAll(
                        lists().of(integers().between(0, 5000)).ofSizeBetween(0, 12),
                        integers().between(0, 3))
                .checkAssert((quantities, plan) -> addUp(rate(plans.get(plan), quantities, same -> same)));
    }

    private static void addUp(RatingResult result) {
        assertThat(sum(result, RatedLine::amount)).isEqualTo(result.subtotal());
        assertThat(sum(result, RatedLine::net)).isEqualTo(result.net());
        assertThat(result.subtotal().subtract(result.discounts()).subtract(result.credits()))
                .isEqualTo(result.net());
        assertThat(result.net().add(result.tax())).isEqualTo(result.total());
        assertThat(result.total().subtract(result.prepaid())).isEqualTo(result.due());
        result.lines()
                .forEach(line -> assertThat(
                                line.amount().subtract(line.discount()).subtract(line.credit()))
                        .isEqualTo(line.net()));
    }

    private static BigDecimal sum(RatingResult result, Function<RatedLine, BigDecimal> part) {
        return result.lines().stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void orderOfEventsDoesNotMatter() {
        qt().withExamples(100)
                .forAll(
                        lists().of(integers().between(0, 5000)).ofSizeBetween(0, 12),
                        integers().all())
                .checkAssert((quantities, seed) -> assertThat(rate(PLAN, quantities, usage -> {
                            List<UsageEvent> shuffled = new ArrayList<>(usage);
                            Collections.shuffle(shuffled, new Random(seed));
                            return shuffled;
                        }))
                        .isEqualTo(rate(PLAN, quantities, same -> same)));
    }

    @Test
    void graduatedPriceHasNoJumpsWithoutFlatAmounts() {
        String price =
                "{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1'},{'up_to':'20','unit_amount':'0.5'},{'up_to':null,'unit_amount':'0.1'}]}";
        qt().withExamples(200).forAll(integers().between(0, 4000)).checkAssert(hundredths -> {
            BigDecimal lower = new BigDecimal(
                    Rated.amount(price, BigDecimal.valueOf(hundredths, 2).toPlainString()));
            BigDecimal upper = new BigDecimal(
                    Rated.amount(price, BigDecimal.valueOf(hundredths + 1L, 2).toPlainString()));
            assertThat(upper.subtract(lower)).isBetween(BigDecimal.ZERO, new BigDecimal("0.01"));
        });
    }
}
