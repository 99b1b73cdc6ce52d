package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.rating.review.PlanTexts.charge;
import static org.countinghouse.rating.review.PlanTexts.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Crossings that lie between the quantities anyone would look at, worked out by hand. */
class CrossingsTest {
    private static final String MORE = "There may be more crossings than these.";

    private static Comparison compare(String before, String after) {
        PlanDiff diff = PlanDiff.between(PlanTexts.read(before), PlanTexts.read(after), Map.of());
        assertThat(diff.comparisons()).hasSize(1);
        return diff.comparisons().getFirst();
    }

    private static String perUnit(String amount) {
        return "'price':{'model':'per_unit','unit_amount':'" + amount + "'}";
    }

    private static String withFlat(String amount, String flat) {
        return charge("'price':{'model':'graduated','tiers':[{'unit_amount':'" + amount + "','flat_amount':'" + flat
                + "'}]}");
    }

    private static String formula(String expression) {
        return charge("'price':{'model':'formula','expression':'" + expression + "'}");
    }

    private static Arguments crossings(String before, String after, String... sentences) {
        return Arguments.of(before, after, List.of(sentences));
    }

    static Stream<Arguments> crossings() {
        String packages = "'model':'package','size':'10','amount':'1'";
        String[] ofPackages = {
            // 0.101 q - 1.70 against one for every ten started beyond five: at 1205, 120.005 against 120.
            "B is cheaper up to 1204.",
            "From 1205 on B is dearer.",
            "From 1206 on B is cheaper.",
            "From 1215 on B is dearer."
        };
        return Stream.of(
                // 15.00 and 0.60 each is dearer at 20 and at 100, but not where 1.00 each is just capped at 50.00.
                crossings(
                        charge("'maximum':'50'," + perUnit("1")),
                        withFlat("0.6", "15"),
                        "B is dearer up to 37.",
                        "From 38 on B is cheaper. At 37.5 both cost the same.",
                        "From 59 on B is dearer."),
                // The same by a fee: it does not count to the maximum of the charge.
                crossings(
                        plan("'fees':[{'code':'f','amount':'30'}],'charges':[{'code':'a','meter':'m','maximum':'50',"
                                + perUnit("1") + "}]"),
                        plan("'fees':[{'code':'f','amount':'45'}],'charges':[{'code':'b','meter':'m'," + perUnit("0.6")
                                + "}]"),
                        "B is dearer up to 37.",
                        "From 38 on B is cheaper. At 37.5 both cost the same.",
                        "From 59 on B is dearer."),
                // 30.00 and 0.60 each is cheaper at 20 and at 100, but not where at least 50.00 is just reached.
                crossings(
                        charge("'minimum':'50'," + perUnit("1")),
                        withFlat("0.6", "30"),
                        "B is cheaper up to 33.",
                        "From 34 on B is dearer.",
                        "From 76 on B is cheaper. At 75 both cost the same."),
                // Tens that are rounded up, against single ones.
                crossings(
                        charge("'unit':{'divide_by':'10','round':'up'}," + perUnit("1")),
                        charge(perUnit("0.11")),
                        "B is cheaper up to 9.",
                        "From 10 on B is dearer.",
                        "From 11 on B is cheaper.",
                        "From 19 on B is dearer.",
                        "From 21 on B is cheaper.",
                        "From 28 on B is dearer."),
                crossings(
                        charge("'unit':{'divide_by':'10','round':'up'}," + perUnit("1")),
                        charge("'unit':{'divide_by':'15','round':'up'}," + perUnit("1.5")),
                        "B is dearer up to 10.",
                        "From 11 on B is cheaper.",
                        "From 16 on B is dearer.",
                        "From 21 on B costs the same.",
                        "From 31 on B is dearer."),
                // Beyond the packages that are looked at one by one.
                crossings(
                        charge("'price':{'model':'allowance','included':'5','overage':{'price':{" + packages + "}}}"),
                        withFlat("0.101", "-1.7"),
                        ofPackages),
                crossings(
                        charge("'price':{'model':'reserved','reserved_quantity':'5','on_demand':{'price':{" + packages
                                + "}}}"),
                        withFlat("0.101", "-1.7"),
                        ofPackages),
                crossings(formula("quantity * 0.2"), charge(perUnit("0.1")), "B is cheaper for every quantity.", MORE),
                // Between 50 and 100 the formula is level, then even with the other, then level again.
                crossings(
                        charge(perUnit("0.1")),
                        formula("min(max(quantity * 0.1, 7), 8)"),
                        "B is dearer up to 69.",
                        "From 70 on B costs the same.",
                        "From 81 on B is cheaper.",
                        MORE));
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void areFoundInBothDirections(String before, String after, List<String> sentences) {
        assertThat(compare(before, after).sentences()).startsWith(sentences.toArray(String[]::new));
        assertThat(compare(after, before).sentences())
                .startsWith(sentences.stream()
                        .map(sentence -> sentence.contains("cheaper")
                                ? sentence.replace("cheaper", "dearer")
                                : sentence.replace("dearer", "cheaper"))
                        .toArray(String[]::new));
    }

    static Stream<Arguments> tables() {
        String tiers = "'price':{'model':'graduated','tiers':[{'up_to':'%s','unit_amount':'%s'},{'unit_amount':'%s'}]}";
        String packages = "'price':{'model':'package','size':'%s','amount':'%s'}";
        String many = IntStream.rangeClosed(2, 14)
                .mapToObj(bound -> "{'up_to':'" + bound + "','unit_amount':'0.5'},")
                .collect(Collectors.joining());
        return Stream.of(
                Arguments.of(
                        charge(tiers.formatted("7", "0.1", "0.08")),
                        charge(tiers.formatted("9", "0.09", "0.05")),
                        "0 1 7 9 20"),
                // Of many crossings the first count, and a few quantities besides.
                Arguments.of(
                        charge(packages.formatted("100", "10")),
                        charge(packages.formatted("150", "15")),
                        "0 1 100 101 150 151 200 201 300 301 400 401 450 900"),
                Arguments.of(
                        charge(perUnit("1")),
                        charge("'price':{'model':'graduated','tiers':[" + many + "{'unit_amount':'0.5'}]}"),
                        "0 1 2 3 4 5 6 7 8 9 10 11 12 24"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tablesShowCrossingsChangesOfThePriceAndALookBeyond(String before, String after, String quantities) {
        assertThat(compare(before, after).table().stream()
                        .map(pair -> pair.quantity().toPlainString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(quantities);
    }
}
