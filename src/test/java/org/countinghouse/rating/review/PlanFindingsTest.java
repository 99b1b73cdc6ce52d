package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.rating.review.PlanTexts.calls;
import static org.countinghouse.rating.review.PlanTexts.charge;
import static org.countinghouse.rating.review.PlanTexts.plan;
import static org.countinghouse.rating.review.PlanTexts.price;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countinghouse.rating.Coupon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All that is told of a plan, and nothing else: its neighbours, its bounds, its places. */
class PlanFindingsTest {
    private static final String CHARGE = "$.charges[0]";
    private static final String PRICE = CHARGE + ".price";
    private static final String UNIT = "'price':{'model':'per_unit','unit_amount':'1'}";

    private static Arguments told(String plan, String... wanted) {
        return Arguments.of(plan, List.of(wanted));
    }

    /** A figure that is just as large as it may be is none too large. */
    static Stream<String> justAllowed() {
        return Stream.of(
                charge("'free_units':'50','price':{'model':'graduated','tiers':["
                        + "{'up_to':'50','unit_amount':'1'},{'unit_amount':'2'}]}"),
                price("'model':'percentage','rate':'100','minimum_per_event':'3','maximum_per_event':'3'"),
                price("'model':'spot','feed':'f','floor':'2','cap':'2'"),
                price("'model':'flat','amount':'9.99'"),
                charge("'discount_percent':'40','price':{'model':'per_unit','unit_amount':'1',"
                        + "'adjustments':[{'when':{'meter':'sla','below':'99'},'percent':'-60'}]}"),
                price("'model':'per_unit','unit_amount':'1','adjustments':["
                        + "{'when':{'meter':'sla','below':'99'},'percent':'-60'},"
                        + "{'when':{'meter':'sla','below':'95'},'percent':'-40'}]"),
                // Below 95 and above 95 never hold at once.
                price("'model':'per_unit','unit_amount':'1','adjustments':["
                        + "{'when':{'meter':'sla','below':'95'},'percent':'-60'},"
                        + "{'when':{'meter':'sla','above':'95'},'percent':'-60'}]"),
                charge("'minimum':'5','maximum':'50','price':{'model':'graduated','tiers':["
                        + "{'up_to':'10','unit_amount':'1'},{'unit_amount':'0.5'}]}"));
    }

    @ParameterizedTest
    @MethodSource("justAllowed")
    void whatIsJustAllowedIsNotTold(String plan) {
        assertThat(PlanTexts.told(plan)).isEmpty();
    }

    @Test
    void discountAndCouponsOfJustEverythingAreNotTold() {
        var coupon = new Coupon("HALF", new BigDecimal("50"), null, List.of());
        assertThat(PlanLint.check(
                        PlanTexts.json(charge("'discount_percent':'50'," + UNIT)),
                        new LintContext(PlanTexts.METERS, List.of(), List.of(coupon))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"60,.discount_percent", "0,''"})
    void couponsAreToldAtTheDiscountOrAtTheCharge(String discount, String place) {
        var coupons = List.of(
                new Coupon("A", new BigDecimal("60"), null, List.of()),
                new Coupon("B", new BigDecimal("60"), null, List.of("c")));
        assertThat(PlanLint.check(
                        PlanTexts.json(charge("'discount_percent':'" + discount + "'," + UNIT)),
                        new LintContext(PlanTexts.METERS, List.of(), coupons)))
                .extracting(Finding::path)
                .containsExactly(CHARGE + place);
    }

    /** Flawed prices of which the flaw does not depend on what is around them. */
    private static final List<String> FLAWED_PRICES = List.of(
            "'model':'time_of_use','bands':[{'code':'all','from':'00:00','to':'24:00','unit_amount':'1'},"
                    + "{'code':'late','from':'23:00','to':'24:00','unit_amount':'2'}]",
            "'model':'matrix','dimensions':['model'],'default_unit_amount':'1','rows':["
                    + "{'match':{'model':'a'},'unit_amount':'1'},{'match':{'model':'a'},'unit_amount':'2'}]",
            "'model':'percentage','rate':'150'",
            "'model':'percentage','rate':'2','minimum_per_event':'3','maximum_per_event':'1'",
            "'model':'graduated_percentage','tiers':[{'up_to':'10','rate':'120'},{'rate':'130'}]",
            "'model':'spot','feed':'f','floor':'2','cap':'1'",
            "'model':'graduated','tiers':[{'up_to':'5','unit_amount':'1'},{'up_to':'4','unit_amount':'1'},"
                    + "{'unit_amount':'1','flat_amount':'1.005'}]",
            "'model':'volume','tiers':[{'unit_amount':'1','flat_amount':'1.005'}]",
            "'model':'graduated_percentage','tiers':[{'rate':'1','flat_amount':'1.005'}]",
            "'model':'flat','amount':'1.005'",
            "'model':'allowance','included':'0','overage':{" + UNIT + "}",
            "'model':'reserved','reserved_quantity':'5','upfront_amount':'1.005','on_demand':{" + UNIT + "}");

    private static Stream<Arguments> around() {
        return FLAWED_PRICES.stream()
                .flatMap(flawed -> Stream.of(
                        Arguments.of(
                                flawed,
                                "'model':'allowance','included':'10','overage':{'price':{%s}}",
                                ".overage.price"),
                        Arguments.of(
                                flawed,
                                "'model':'reserved','reserved_quantity':'10','on_demand':{'price':{%s}}",
                                ".on_demand.price"),
                        Arguments.of(
                                flawed,
                                "'model':'cost_plus','versions':[{'from':'2027-01-01','price':{%s}}]",
                                ".versions[0].price")));
    }

    @ParameterizedTest
    @MethodSource("around")
    void aFlawedPriceIsToldWhereverItStands(String flawed, String around, String inside) {
        List<String> alone = PlanTexts.told(price(flawed));
        assertThat(alone).isNotEmpty();
        assertThat(PlanTexts.told(price(around.formatted(flawed))))
                .isEqualTo(alone.stream()
                        .map(finding -> finding.replace(PRICE, PRICE + inside))
                        .toList());
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                told(plan("'fees':[{'code':'f','amount':'1.005'}]"), "amount.decimals $.fees[0].amount"),
                told(charge("'minimum':'1.005'," + UNIT), "amount.decimals " + CHARGE + ".minimum"),
                told(charge("'maximum':'1.005'," + UNIT), "amount.decimals " + CHARGE + ".maximum"),
                told(plan("'commitment':{'minimum':'1.005'}"), "amount.decimals $.commitment.minimum"));
    }

    static Stream<Arguments> tiers() {
        return Stream.of(
                told(
                        price("'model':'graduated','tiers':[{'up_to':'0','unit_amount':'1'},{'unit_amount':'3'}]"),
                        "tiers.empty " + PRICE + ".tiers[0].up_to"),
                told(
                        price("'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1'},"
                                + "{'up_to':'5','unit_amount':'2'},{'unit_amount':'3'}]"),
                        "tiers.overlap " + PRICE + ".tiers[1].up_to"),
                // The tiers before the one that is never reached still count.
                told(
                        price("'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},"
                                + "{'up_to':null,'unit_amount':'5'},{'up_to':'50','unit_amount':'1'}]"),
                        "totals.cliff " + PRICE + ".tiers[1]",
                        "tiers.unreachable " + PRICE + ".tiers[2]"),
                told(
                        price("'model':'graduated','tiers':[{'unit_amount':'1'},{'unit_amount':'2'}]"),
                        "tiers.unreachable " + PRICE + ".tiers[1]"),
                told(price("'model':'graduated','tiers':[]"), "plan.bad_tiers " + PRICE + ".tiers"),
                // What could not be read elsewhere keeps no flaw of tiers from being told.
                told(
                        plan("'fees':[{'code':'f','amount':'x'}],'charges':[{'code':'c','meter':'m',"
                                + "'price':{'model':'graduated','tiers':[]}}]"),
                        "document.bad_number $.fees[0].amount",
                        "plan.bad_tiers " + PRICE + ".tiers"),
                // That the tier has no bound any more, once the broken one is left out, is not told as well.
                told(
                        price("'model':'graduated','tiers':[{'up_to':'x','unit_amount':'1'},{'unit_amount':'2'}]"),
                        "document.bad_number " + PRICE + ".tiers[0].up_to"));
    }

    static Stream<Arguments> discounts() {
        String adjustments = "'price':{'model':'per_unit','unit_amount':'1','adjustments':[%s]}";
        return Stream.of(
                told(
                        charge(adjustments.formatted(
                                "{'when':{'meter':'sla','above':'95','below':'95'},'percent':'-60'}")),
                        "adjustment.never " + PRICE + ".adjustments[0].when"),
                told(
                        charge(adjustments.formatted("{'when':{'meter':'sla','above':'95'},'percent':'-60'},"
                                + "{'when':{'meter':'sla','above':'99'},'percent':'-60'}")),
                        "discount.over_100 " + PRICE + ".adjustments"),
                // Between 95 and 99 both hold.
                told(
                        charge(adjustments.formatted("{'when':{'meter':'sla','above':'95'},'percent':'-60'},"
                                + "{'when':{'meter':'sla','below':'99'},'percent':'-60'}")),
                        "discount.over_100 " + PRICE + ".adjustments"),
                // One meter's readings do not depend on the other's.
                told(
                        charge(adjustments.formatted("{'when':{'meter':'sla','above':'99'},'percent':'-60'},"
                                + "{'when':{'meter':'calls','below':'5'},'percent':'-60'}")),
                        "discount.over_100 " + PRICE + ".adjustments"));
    }

    static Stream<Arguments> rows() {
        String rows = "'model':'matrix','dimensions':['model','region'],'default_unit_amount':'1','rows':[%s]";
        String model = "{'match':{'model':'a'},'unit_amount':'1'}";
        String region = "{'match':{'region':'eu'},'unit_amount':'1'}";
        String both = "{'match':{'model':'a','region':'eu'},'unit_amount':'1'}";
        String hidden = "matrix.hidden_row " + PRICE + ".rows[%d] Row %d already matches";
        return Stream.of(
                told(price(rows.formatted(model + "," + region + "," + both)), hidden.formatted(2, 1)),
                told(price(rows.formatted(region + "," + model + "," + both)), hidden.formatted(2, 1)),
                told(price(rows.formatted(both + "," + both)), hidden.formatted(1, 1)),
                told(price(rows.formatted(both + "," + model + "," + region))),
                told(wide(10, 1), hidden.formatted(1, 1)),
                told(wide(11, 11), hidden.formatted(1, 1)),
                // With so many dimensions only equal rows are told.
                told(wide(11, 1)));
    }

    /** A row for some of the dimensions before one for all of them. */
    private static String wide(int dimensions, int some) {
        return price("'model':'matrix','dimensions':['0','1','2','3','4','5','6','7','8','9','10'],"
                + "'default_unit_amount':'1','rows':[" + row(some) + "," + row(dimensions) + "]");
    }

    private static String row(int dimensions) {
        String match = IntStream.range(0, dimensions)
                .mapToObj(dimension -> "'" + dimension + "':'x'")
                .collect(Collectors.joining(","));
        return "{'match':{" + match + "},'unit_amount':'1'}";
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowsThatNeverCountAreToldWithTheFirstThatMatches(String plan, List<String> wanted) {
        assertThat(PlanLint.check(PlanTexts.json(plan), LintContext.NOTHING).stream()
                        .map(finding -> finding.code() + " " + finding.path() + " " + finding.message())
                        .map(finding -> finding.replaceAll(" everything.*", "")))
                .isEqualTo(wanted);
    }

    static Stream<Arguments> quotas() {
        String hard = "{'meter':'m','limit':'100','kind':'hard'}";
        String soft = "{'meter':'m','limit':'100'}";
        return Stream.of(
                told(quota(UNIT, hard + "," + hard), "quota.hidden $.quotas[1].limit"),
                told(quota(UNIT, hard + "," + soft)),
                told(quota(UNIT, soft + "," + hard)),
                told(quota(UNIT, hard + "," + hard.replace("100", "90")), "quota.hidden $.quotas[0].limit"),
                told(quota(UNIT, soft.replace("100", "90") + "," + hard)),
                told(quota(UNIT, "{'meter':'m','limit':'9','kind':'hard','window':'day'}," + hard)),
                told(quota(UNIT, "{'meter':'calls','limit':'9','kind':'hard'}," + hard)),
                told(
                        quota(UNIT, hard.replace("}", ",'warn_at':['80','100','120']}")),
                        "quota.warning $.quotas[0].warn_at[2]"),
                told(quota(UNIT, soft.replace("}", ",'warn_at':['120']}"))),
                told(quota(UNIT, "{'meter':'m','limit':'0','kind':'hard'}"), "quota.zero $.quotas[0].limit"),
                told(quota(UNIT, "{'meter':'calls','limit':'0','kind':'hard'}")));
    }

    private static String quota(String charge, String quotas) {
        return plan("'charges':[{'code':'c','meter':'m'," + charge + "}],'quotas':[" + quotas + "]");
    }

    /** Only what ends usage in a billing period, of the charge's meter and of the whole customer, hides a tier. */
    static Stream<Arguments> quotasBeforeATier() {
        String tiers = "'price':{'model':'graduated','tiers':[{'up_to':'100','unit_amount':'1'},{'unit_amount':'2'}]}";
        String packages = "'price':{'model':'package','size':'100','amount':'1'}";
        String hard = "{'meter':'m','limit':'50','kind':'hard'%s}";
        return Stream.of(
                told(quota(tiers, hard.formatted("")), "tiers.beyond_quota " + PRICE + ".tiers[1]"),
                told(quota(tiers, hard.formatted("").replace("50", "101"))),
                told(quota(tiers, "{'meter':'m','limit':'50'}")),
                told(quota(tiers, hard.formatted(",'window':'day'"))),
                told(quota(tiers, hard.formatted(",'per':'model'"))),
                told(quota(tiers, hard.formatted("").replace("'m'", "'calls'"))),
                // A started package is billed whole, whatever of it can be used.
                told(quota(packages, hard.formatted(""))),
                told(quota("'free_units':'20'," + packages, hard.formatted(""))),
                told(
                        quota("'free_units':'60'," + packages, hard.formatted("")),
                        "free_units.cover_quota " + CHARGE + ".free_units"));
    }

    static Stream<Arguments> maximums() {
        String tiers = "'price':{'model':'%s','tiers':[{'up_to':'100','unit_amount':'1'},{'unit_amount':'0.5'}]}";
        String hidden = "maximum.hides_tier " + PRICE + ".tiers[1]";
        return Stream.of(
                told(charge("'maximum':'100'," + tiers.formatted("graduated")), hidden),
                told(charge("'minimum':'5','maximum':'100'," + tiers.formatted("graduated")), hidden),
                told(
                        charge("'minimum':'100','maximum':'100'," + tiers.formatted("graduated")),
                        "minimum.is_maximum " + CHARGE + ".minimum"),
                told(charge("'maximum':'101'," + tiers.formatted("graduated"))),
                // 100 costs 100.00, but 101 costs 50.50: the maximum is reached, and left again.
                told(charge("'maximum':'100'," + tiers.formatted("volume")), "totals.cliff " + PRICE + ".tiers[1]"));
    }

    static Stream<Arguments> wholeNumbers() {
        String tiers = "'price':{'model':'graduated','tiers':[{'up_to':'5.2','unit_amount':'1'},"
                + "{'up_to':'5.8','unit_amount':'2'},{'up_to':'6.5','unit_amount':'2'},{'unit_amount':'3'}]}";
        String found = "tiers.no_whole_number " + PRICE + ".tiers[1]";
        return Stream.of(
                told(calls(tiers), found),
                told(calls("'unit':{'divide_by':'1000','round':'up'}," + tiers), found),
                told(charge("'unit':{'divide_by':'1000','round':'up'}," + tiers), found),
                // Thousandths of thousands, and what is left after half a free unit, are no whole numbers.
                told(calls("'unit':{'divide_by':'1000'}," + tiers)),
                told(calls("'free_units':'0.5'," + tiers)),
                told(charge(tiers)));
    }

    @ParameterizedTest
    @MethodSource({
        "decimals",
        "tiers",
        "discounts",
        "quotas",
        "quotasBeforeATier",
        "maximums",
        "wholeNumbers",
        "brokenParts"
    })
    void thatIsAllThereIs(String plan, List<String> wanted) {
        assertThat(PlanTexts.told(plan)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** Totals of a price of which a part could not be read would be made up; a field too many changes none. */
    static Stream<Arguments> brokenParts() {
        String volume = "'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},{'unit_amount':'5'%s}]";
        return Stream.of(
                told(
                        price(volume.formatted(",'flat_amount':'x'")),
                        "document.bad_number " + PRICE + ".tiers[1].flat_amount"),
                told(
                        price(volume.formatted(",'colour':'red'")),
                        "document.unknown_field " + PRICE + ".tiers[1].colour",
                        "totals.cliff " + PRICE + ".tiers[1]"),
                told(
                        price(volume.formatted("")).replace("}]}}]", "}]}}],'fees':[{'code':'f','amount':'x'}]"),
                        "document.bad_number $.fees[0].amount",
                        "totals.cliff " + PRICE + ".tiers[1]"));
    }

    static Stream<Arguments> examples() {
        String graduated = "'model':'graduated','tiers':[%s]";
        return Stream.of(
                // Half a unit is all that the free tier has.
                told(price(graduated.formatted("{'up_to':'0.5'},{'unit_amount':'1'}")), "tiers.no_price 0.5=0.00"),
                told(
                        price(graduated.formatted("{'up_to':'5','unit_amount':'1'},{'up_to':'9'},{'unit_amount':'1'}")),
                        "tiers.no_price 6=5.00"),
                told(
                        price(graduated.formatted("{'up_to':'5','unit_amount':'1'},{'up_to':'5'},{'unit_amount':'1'}")),
                        "tiers.overlap 5=null",
                        "tiers.no_price 6=6.00"),
                told(
                        price(graduated.formatted("{'unit_amount':'1'},{'up_to':'50','unit_amount':'1'}")),
                        "tiers.unreachable 50=null"),
                told(price(graduated.formatted("{'unit_amount':'1'},{'unit_amount':'1'}")), "tiers.unreachable 1=null"),
                // The example is of the charge with the free tier, not of the one before.
                told(
                        plan("'charges':[{'code':'a','meter':'m','price':{'model':'graduated','tiers':["
                                + "{'up_to':'5','unit_amount':'3'},{'unit_amount':'4'}]}},"
                                + "{'code':'b','meter':'m','price':{"
                                + graduated.formatted("{'up_to':'5','unit_amount':'1'},{}")
                                + "}}]"),
                        "tiers.no_price 6=5.00"),
                // What a row charges is shown by usage of the first row.
                told(
                        charge("'discount_percent':'100','price':{'model':'matrix','dimensions':['model'],"
                                + "'rows':[{'match':{'model':'a'},'unit_amount':'1'}]}"),
                        "discount.everything 1=0.00 1000000=0.00"),
                told(
                        charge("'discount_percent':'100','price':{'model':'matrix','dimensions':['model'],'rows':[],"
                                + "'default_unit_amount':'1'}"),
                        "discount.everything 1=0.00 1000000=0.00"),
                // An adjustment that looks at another meter does not hold when nothing is known of it.
                told(
                        price("'model':'volume','tiers':[{'up_to':'15','unit_amount':'10'},{'unit_amount':'5'}],"
                                + "'adjustments':[{'when':{'meter':'sla','below':'99'},'percent':'-50'}]"),
                        "totals.cliff 15=150.00 16=80.00 30=150.00"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesShowTheirFinding(String plan, List<String> wanted) {
        assertThat(PlanTexts.shown(plan)).isEqualTo(wanted);
    }

    @Test
    void findingsComeInTheOrderOfTheDocument() {
        String charges = IntStream.range(0, 12)
                .mapToObj(number -> "{'code':'c" + number + "','meter':'m','maximum':'0'," + UNIT + "}")
                .collect(Collectors.joining(","));
        assertThat(PlanTexts.told(plan("'charges':[" + charges + "]")))
                .containsExactlyElementsOf(IntStream.range(0, 12)
                        .mapToObj(number -> "maximum.zero $.charges[" + number + "].maximum")
                        .toList());
    }

    @Test
    void everyCheckHasItsOwnSentenceAndKey() {
        assertThat(Check.values())
                .extracting(Check::sentence)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(Check.values())
                .extracting(Check::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("lint."));
    }
}
