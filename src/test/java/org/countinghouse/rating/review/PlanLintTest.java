package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.rating.Coupon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanLintTest {
    private static final List<Meter> METERS = MeterJson.readAll(json("""
            [{'code':'m','aggregation':'sum','dimensions':['model']},{'code':'calls','aggregation':'count'},
             {'code':'sla','aggregation':'average','property':'percent'}]"""));

    static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static List<Finding> lint(String plan) {
        return PlanLint.check(json(plan), new LintContext(METERS, List.of(), List.of()));
    }

    private static String charge(String charge) {
        return "{'code':'p','currency':'EUR','charges':[{'code':'c','meter':'m'," + charge + "}]}";
    }

    private static String price(String price) {
        return charge("'price':{" + price + "}");
    }

    private static Arguments found(String plan, String code, String path, String sentence) {
        return Arguments.of(plan, code, path, sentence);
    }

    static Stream<Arguments> findings() {
        String charge = "$.charges[0]";
        String price = charge + ".price";
        String unit = "'price':{'model':'per_unit','unit_amount':'0.01'}";
        return Stream.of(
                found(
                        price(
                                "'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1'},{'up_to':'5','unit_amount':'2'},{'unit_amount':'3'}]"),
                        "tiers.overlap",
                        price + ".tiers[1].up_to",
                        "Tier 2 ends at 5, but the tiers before it already reach to 10"),
                found(
                        price("'model':'graduated','tiers':[{'up_to':'0','unit_amount':'1'},{'unit_amount':'3'}]"),
                        "tiers.empty",
                        price + ".tiers[0].up_to",
                        "Tier 1 ends at 0"),
                found(
                        price(
                                "'model':'volume','tiers':[{'up_to':'10','unit_amount':'1'},{'up_to':'50','unit_amount':'1'}]"),
                        "tiers.gap",
                        price + ".tiers[1].up_to",
                        "The last tier ends at 50"),
                found(
                        price(
                                "'model':'graduated','tiers':[{'up_to':null,'unit_amount':'1'},{'up_to':'50','unit_amount':'1'},{'unit_amount':'1'}]"),
                        "tiers.unreachable",
                        price + ".tiers[1]",
                        "Tier 1 has no upper bound, so tier 2"),
                found(
                        price("'model':'graduated','tiers':[{'up_to':'5','unit_amount':'1'},{'up_to':null}]"),
                        "tiers.no_price",
                        price + ".tiers[1]",
                        "Tier 2 has neither"),
                found(
                        charge(
                                        "'meter':'calls','price':{'model':'graduated','tiers':[{'up_to':'5.2','unit_amount':'1'},{'up_to':'5.8','unit_amount':'2'},{'unit_amount':'3'}]}")
                                .replace("'meter':'m',", ""),
                        "tiers.no_whole_number",
                        price + ".tiers[1]",
                        "Tier 2 is above 5.2 and up to 5.8"),
                found(
                        price("'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},{'unit_amount':'5'}]"),
                        "totals.cliff",
                        price + ".tiers[1]",
                        "15 costs 150.00 EUR, but 16 costs 80.00 EUR. The total is not as high again before 30."),
                found(
                        price("'model':'volume','tiers':[{'up_to':'10','unit_amount':'10'},{'unit_amount':'9.5'}]"),
                        "totals.cliff",
                        price + ".tiers[1]",
                        "10 costs 100.00 EUR, but 10.001 costs 95.01 EUR"),
                found(
                        price(
                                "'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1'},{'unit_amount':'1','flat_amount':'-5'}]"),
                        "totals.cliff",
                        price + ".tiers[1]",
                        "10 costs 10.00 EUR, but 11 costs 6.00 EUR"),
                found(
                        price("'model':'package','size':'10','amount':'-1'"),
                        "totals.cliff",
                        price,
                        "0 costs 0.00 EUR, but 1 costs -1.00 EUR"),
                found(
                        price("'model':'formula','expression':'if(quantity > 100, quantity, quantity * 2)'"),
                        "totals.cliff",
                        price,
                        "100 costs 200.00 EUR, but 101 costs 101.00 EUR"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'m','above':'50'},'percent':'-20'}]"),
                        "totals.cliff",
                        price + ".adjustments[0]",
                        "50 costs 50.00 EUR, but 51 costs 40.80 EUR"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','versions':[{'from':'2026-05-01','price':{'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},{'unit_amount':'5'}]}}]"),
                        "totals.cliff",
                        price + ".versions[0].price.tiers[1]",
                        "15 costs 150.00 EUR"),
                found(price("'model':'per_unit','unit_amount':'-1'"), "totals.negative", price, "1 costs -1.00 EUR"),
                found(
                        "{'code':'p','currency':'EUR','fees':[{'code':'f','amount':'9.999'}]}",
                        "amount.decimals",
                        "$.fees[0].amount",
                        "9.999 EUR has more decimals than the currency has; 10.00 EUR is what would be billed."),
                found(
                        "{'code':'p','currency':'JPY','charges':[{'code':'c','meter':'m','price':{'model':'graduated','tiers':[{'unit_amount':'1','flat_amount':'10.5'}]}}]}",
                        "amount.decimals",
                        price + ".tiers[0].flat_amount",
                        "10.5 JPY"),
                found(
                        charge("'minimum':'100','maximum':'50'," + unit),
                        "minimum.over_maximum",
                        charge + ".minimum",
                        "The minimum of 100.00 EUR is above the maximum of 50.00 EUR: 100.00 EUR is billed"),
                found(
                        charge("'minimum':'50','maximum':'50'," + unit),
                        "minimum.is_maximum",
                        charge + ".minimum",
                        "both 50.00 EUR"),
                found(charge("'maximum':'0'," + unit), "maximum.zero", charge + ".maximum", "never bills"),
                found(
                        charge(
                                "'maximum':'10','price':{'model':'graduated','tiers':[{'up_to':'100','unit_amount':'1'},{'unit_amount':'0.5'}]}"),
                        "maximum.hides_tier",
                        price + ".tiers[1]",
                        "The maximum of 10.00 EUR is already reached at 100, where tier 2 begins"),
                found(
                        price("'model':'percentage','rate':'2','minimum_per_event':'3','maximum_per_event':'1'"),
                        "events.minimum_over_maximum",
                        price + ".minimum_per_event",
                        "every event costs 1.00 EUR"),
                found(
                        price("'model':'spot','feed':'f','floor':'2','cap':'1'"),
                        "spot.floor_over_cap",
                        price + ".floor",
                        "The floor of 2.00 EUR is above the cap of 1.00 EUR"),
                found(price("'model':'percentage','rate':'150'"), "rate.over_100", price + ".rate", "A rate of 150 %"),
                found(
                        charge("'discount_percent':'100'," + unit),
                        "discount.everything",
                        charge + ".discount_percent",
                        "leaves nothing"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'sla','below':'99'},'percent':'-60'},{'when':{'meter':'sla','below':'95'},'percent':'-50'}]"),
                        "discount.over_100",
                        price + ".adjustments",
                        "take off 110 %"),
                found(
                        charge(
                                "'discount_percent':'60','price':{'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'sla','below':'99'},'percent':'-60'}]}"),
                        "discount.stacked",
                        price + ".adjustments",
                        "come to 120 %, over 100 %. Each is taken off what the other leaves, so 16.00 EUR"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','adjustments':[{'when':{'meter':'sla','above':'99','below':'95'},'percent':'-5'}]"),
                        "adjustment.never",
                        price + ".adjustments[0].when",
                        "above 99 and below 95"),
                found(
                        charge(
                                "'free_units':'100','price':{'model':'graduated','tiers':[{'up_to':'50','unit_amount':'1'},{'unit_amount':'2'}]}"),
                        "free_units.over_first_tier",
                        charge + ".free_units",
                        "100 units are free, more than the first tier holds (50). Tiers begin to count after the free units, so the first tier runs from 100 to 150."),
                found(
                        charge("'free_units':'100','price':{'model':'flat','amount':'5'}"),
                        "free_units.no_effect",
                        charge + ".free_units",
                        "change nothing"),
                found(
                        price("'model':'allowance','included':'0','overage':{" + unit + "}"),
                        "allowance.empty",
                        price + ".included",
                        "includes nothing"),
                found(
                        price(
                                "'model':'matrix','dimensions':['model'],'rows':[{'match':{},'unit_amount':'1'},{'match':{'model':'a'},'unit_amount':'2'}]"),
                        "matrix.hidden_row",
                        price + ".rows[1]",
                        "Row 1 already matches everything that row 2 matches"),
                found(
                        charge(
                                "'filter':{'model':['a','b']},'price':{'model':'matrix','dimensions':['model'],'rows':[{'match':{'model':'c'},'unit_amount':'1'}]}"),
                        "matrix.filtered_row",
                        price + ".rows[0]",
                        "only usage whose model is a, b, so row 1 for c never counts"),
                found(
                        price(
                                "'model':'time_of_use','bands':[{'code':'day','days':['mon','tue','wed','thu','fri'],'from':'07:00','to':'19:00','unit_amount':'1'},{'code':'night','from':'19:00','to':'07:00','unit_amount':'2'}]"),
                        "time_of_use.gap",
                        price,
                        "no price: Sat 07:00–19:00, Sun 07:00–19:00."),
                found(
                        price(
                                "'model':'time_of_use','bands':[{'code':'day','from':'07:00','to':'20:00','unit_amount':'1'},{'code':'evening','days':['fri'],'from':'19:00','to':'22:00','unit_amount':'2'}],'default_unit_amount':'1'"),
                        "time_of_use.overlap",
                        price + ".bands[1]",
                        "The bands day and evening both cover Fri 19:00–20:00"),
                found(
                        price(
                                "'model':'time_of_use','bands':[{'code':'all','from':'00:00','to':'24:00','unit_amount':'1'},{'code':'late','from':'23:00','to':'24:00','unit_amount':'2'}]"),
                        "time_of_use.hidden_band",
                        price + ".bands[1]",
                        "The band late never counts"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','versions':[{'from':'2026-05-01','price':{'model':'per_unit','unit_amount':'2'}},{'from':'2026-04-01','price':{'model':'per_unit','unit_amount':'3'}}]"),
                        "versions.order",
                        price + ".versions[1].from",
                        "This price begins on 2026-04-01, not after the one before it (2026-05-01)"),
                found(
                        price(
                                "'model':'per_unit','unit_amount':'1','versions':[{'from':'2026-05-01','price':{'model':'per_unit','unit_amount':'1'}}]"),
                        "versions.same_price",
                        price + ".versions[0]",
                        "From 2026-05-01 on"),
                found(
                        charge(unit).replace("'m'", "'none'"),
                        "meter.unknown",
                        charge + ".meter",
                        "There is no meter \"none\"."),
                found(
                        price("'model':'formula','expression':'10 / quantity'"),
                        "formula.fails",
                        price,
                        "With a quantity of 0"),
                found(
                        price(
                                "'model':'reserved','reserved_quantity':'1','upfront_amount':'9','upfront':'spread','term':{'unit':'week','count':1},'on_demand':{"
                                        + unit + "}"),
                        "rating.bad_term",
                        charge,
                        "no whole number of billing periods"),
                found(
                        "{'code':'p','currency':'EUR','commitment':{'minimum':'5','overage_factor':'0'}}",
                        "commitment.free_overage",
                        "$.commitment.overage_factor",
                        "above the minimum of 5.00 EUR is free"),
                found(
                        price("'model':'per_unit','unit_amount':'x'"),
                        "document.bad_number",
                        price + ".unit_amount",
                        "\"x\" is no decimal number"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("findings")
    void findsItAtItsPlaceAndSaysWhy(String plan, String code, String path, String sentence) {
        assertThat(lint(plan)).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).contains(sentence);
        });
    }

    /** What is wrong whatever is used: names, dates, conditions, rows and figures that no quantity shows. */
    private static final Set<String> WITHOUT_QUANTITY = Set.of(
            "adjustment.never",
            "commitment.free_overage",
            "matrix.filtered_row",
            "matrix.hidden_row",
            "meter.unknown",
            "quota.hidden",
            "quota.warning",
            "quota.zero",
            "spot.floor_over_cap",
            "versions.order",
            "versions.same_price");

    @ParameterizedTest(name = "{1}")
    @MethodSource("findings")
    void givesAQuantityThatShowsIt(String plan, String code) {
        boolean none = code.startsWith("document.") || code.startsWith("rating.") || WITHOUT_QUANTITY.contains(code);
        assertThat(lint(plan))
                .filteredOn(finding -> finding.code().equals(code))
                .allSatisfy(finding -> assertThat(finding.example().isEmpty()).isEqualTo(none));
    }

    @Test
    void theAmountsOfExamplesAreTheEngines() {
        assertThat(example("'model':'graduated','tiers':[{'up_to':'5','unit_amount':'1'},{'up_to':null}]"))
                .containsExactly(new Total(new BigDecimal("6"), new BigDecimal("5.00")));
        assertThat(example("'model':'percentage','rate':'120'"))
                .contains(new Total(new BigDecimal("1000000"), new BigDecimal("1200000.00")));
    }

    private static List<Total> example(String price) {
        return lint(price(price)).getFirst().example();
    }

    static Stream<Arguments> quotas() {
        String quota = "],'quotas':[{'meter':'m','limit':'100','kind':'hard'";
        String unit = "{'model':'per_unit','unit_amount':'1'}";
        return Stream.of(
                Arguments.of("'free_units':'100','price':" + unit, quota + "}", "free_units.cover_quota"),
                Arguments.of(
                        "'price':{'model':'allowance','included':'200','overage':{'price':" + unit + "}}",
                        quota + "}",
                        "allowance.covers_quota"),
                Arguments.of(
                        "'price':{'model':'reserved','reserved_quantity':'100','on_demand':{'price':" + unit + "}}",
                        quota + "}",
                        "reserved.covers_quota"),
                Arguments.of(
                        "'price':{'model':'graduated','tiers':[{'up_to':'100','unit_amount':'1'},{'unit_amount':'2'}]}",
                        quota + "}",
                        "tiers.beyond_quota"),
                Arguments.of("'price':" + unit, quota + ",'warn_at':['80','120']}", "quota.warning"),
                Arguments.of("'price':" + unit, quota + "},{'meter':'m','limit':'200'}", "quota.hidden"),
                Arguments.of("'price':" + unit, quota.replace("100", "0") + "}", "quota.zero"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("quotas")
    void findsWhatAHardQuotaHides(String charge, String quota, String code) {
        assertThat(codes("{'code':'p','currency':'EUR','charges':[{'code':'c','meter':'m'," + charge + "}" + quota
                        + "]}"))
                .containsExactly(code);
    }

    private static List<String> codes(String plan) {
        return lint(plan).stream().map(Finding::code).toList();
    }

    @Test
    void plansWithoutMistakesAreClean() {
        for (String price : List.of(
                "'model':'flat','amount':'5'",
                "'model':'per_unit','unit_amount':'0.00015'",
                "'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1','flat_amount':'5'},{'unit_amount':'0.5'}]",
                "'model':'package','size':'1000','amount':'5.125'",
                "'model':'percentage','rate':'2.9','fixed_amount':'0.3','free_events':'2','minimum_per_event':'0.1','maximum_per_event':'5'",
                "'model':'graduated_percentage','tiers':[{'up_to':'1000','rate':'3'},{'rate':'2'}]",
                "'model':'matrix','dimensions':['model'],'rows':[{'match':{'model':'a'},'unit_amount':'1'}]",
                "'model':'time_of_use','timezone':'Europe/Berlin','bands':[{'code':'day','from':'07:00','to':'19:00','unit_amount':'1'},{'code':'night','from':'19:00','to':'07:00','unit_amount':'2'}]",
                "'model':'spot','feed':'f'",
                "'model':'reserved','reserved_quantity':'5','unit_amount':'1','upfront_amount':'12','upfront':'spread','term':{'unit':'year'},'on_demand':{'price':{'model':'per_unit','unit_amount':'2'}}",
                "'model':'allowance','included':'5','overage':{'price':{'model':'per_unit','unit_amount':'2'}}",
                "'model':'cost_plus','markup_percent':'10'",
                "'model':'formula','expression':'quantity * rate + calls','variables':{'rate':'0.5','calls':'calls'}")) {
            assertThat(lint(price(price))).as(price).isEmpty();
        }
    }

    @Test
    void everythingIsToldOfADocumentThatCannotBeRead() {
        String plan = """
                {'code':'p','currency':'EUR','colour':'red','fees':[{'code':'f','amount':'1.999'},{'code':'f','amount':'x'}],
                 'charges':[
                  {'code':'a','meter':'m','price':{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1'},
                     {'up_to':'5','unit_amount':'1'},{'up_to':'20','unit_amount':'2'}]},'minimum':'9','maximum':'5'},
                  {'code':'b','meter':'m','price':{'model':'wrong'}},
                  {'code':'c','meter':'gone','price':{'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},
                     {'unit_amount':'5'}]}}]}""";

        assertThat(lint(plan).stream().map(finding -> finding.code() + " " + finding.path()))
                .containsExactlyInAnyOrder(
                        "document.unknown_field $.colour",
                        "amount.decimals $.fees[0].amount",
                        "plan.duplicate_code $.fees[1].code",
                        "document.bad_number $.fees[1].amount",
                        "tiers.overlap $.charges[0].price.tiers[1].up_to",
                        "tiers.gap $.charges[0].price.tiers[2].up_to",
                        "minimum.over_maximum $.charges[0].minimum",
                        "plan.unknown_model $.charges[1].price.model",
                        "meter.unknown $.charges[2].meter",
                        "totals.cliff $.charges[2].price.tiers[1]");
    }

    @Test
    void whatIsNoPlanAtAllIsOneError() {
        assertThat(codes("[]")).containsExactly("document.bad_value");
        assertThat(codes("'text'")).containsExactly("document.bad_value");
        assertThat(codes("{}")).contains("document.missing_field");
    }

    @Test
    void observedUsageWithoutAPriceIsCounted() {
        String plan =
                price("'model':'matrix','dimensions':['model'],'rows':[{'match':{'model':'a'},'unit_amount':'1'}]");
        var usage = List.of(
                observed("m", Map.of("model", "a")),
                observed("m", Map.of("model", "b")),
                observed("m", Map.of("model", "b")),
                observed("m", Map.of()),
                observed("calls", Map.of()));

        List<Finding> found = PlanLint.check(json(plan), new LintContext(METERS, usage, List.of()));

        assertThat(found)
                .extracting(Finding::message)
                .containsExactly(
                        "Usage with model=b was observed (events: 6), but no row has a price for it and there is no default.",
                        "Usage with model=(none) was observed (events: 3), but no row has a price for it and there is no"
                                + " default.",
                        "Usage of \"calls\" was observed (events: 3), but no charge prices it.");
        assertThat(PlanLint.check(json(plan), new LintContext(null, usage, List.of())))
                .hasSize(2);
    }

    /** 2026-03-03 is a Tuesday; the meter is priced in daytime only, and only on working days in Berlin. */
    @Test
    void observedUsageAtTimesWithoutAPriceIsCounted() {
        String plan = price("'model':'time_of_use','timezone':'Europe/Berlin','bands':[{'code':'day','days':['tue'],"
                + "'from':'07:00','to':'11:00','unit_amount':'1'}]");
        var usage = List.of(
                observedAt("2026-03-03T09:59:59Z"),
                observedAt("2026-03-03T10:00:00Z"),
                observedAt("2026-03-04T09:00:00Z"));

        List<Finding> found = PlanLint.check(json(plan), new LintContext(METERS, usage, List.of()));

        assertThat(found)
                .filteredOn(finding -> finding.code().equals("time_of_use.no_band"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.path()).isEqualTo("$.charges[0].price.bands");
                    assertThat(finding.message())
                            .isEqualTo("Usage was observed at times that have no price (events: 6).");
                    assertThat(finding.example()).containsExactly(new Total(BigDecimal.TWO, null));
                });
    }

    private static ObservedUsage observedAt(String time) {
        return new ObservedUsage(ObservedUsage.Kind.EVENT, "m", Instant.parse(time), Map.of(), BigDecimal.TWO, 3);
    }

    /** Everything lint must find, with a quantity that shows it. */
    @ParameterizedTest
    @MethodSource("findings")
    void whatMakesTotalsWrongHasAnExample(String plan, String code, String path, String sentence) {
        Set<String> wanted = Set.of(
                "tiers.gap",
                "tiers.overlap",
                "tiers.empty",
                "tiers.unreachable",
                "totals.cliff",
                "minimum.over_maximum",
                "amount.decimals",
                "discount.over_100",
                "discount.stacked",
                "time_of_use.gap",
                "time_of_use.overlap");
        assertThat(lint(plan))
                .filteredOn(finding -> wanted.contains(code) && finding.code().equals(code))
                .allSatisfy(finding -> assertThat(finding.example())
                        .as("%s %s", code, finding.message())
                        .isNotEmpty());
    }

    private static ObservedUsage observed(String event, Map<String, String> properties) {
        return new ObservedUsage(
                ObservedUsage.Kind.EVENT, event, Instant.parse("2026-03-03T10:00:00Z"), properties, BigDecimal.TWO, 3);
    }

    @Test
    void couponsAndADiscountAreAddedUp() {
        String plan = charge("'discount_percent':'50','price':{'model':'per_unit','unit_amount':'1'}");
        var coupons = List.of(
                new Coupon("HALF", new BigDecimal("50"), null, List.of()),
                new Coupon("C", new BigDecimal("20"), null, List.of("c")),
                new Coupon("OTHER", new BigDecimal("90"), null, List.of("other")));

        List<Finding> found = PlanLint.check(json(plan), new LintContext(METERS, List.of(), coupons));

        // 100 less 50 %, less 50 %, less 20 %.
        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("coupons of 70 % (HALF, C) come to 120 %", "so 20.00 EUR is still billed"));
    }

    @Test
    void anExampleIsWhatTheEngineBills() {
        Finding cliff = lint(price("'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},{'unit_amount':'5'}]"))
                .getFirst();

        assertThat(cliff.severity()).isEqualTo(Severity.WARNING);
        assertThat(cliff.example())
                .extracting(total -> total.quantity().toPlainString() + " " + total.amount())
                .containsExactly("15 150.00", "16 80.00", "30 150.00");
    }
}
