package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.rating.review.PlanTexts.charge;
import static org.countinghouse.rating.review.PlanTexts.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared of two plans, and what is not because its price depends on more than the quantity. */
class PlanComparisonsTest {
    private static final String UNIT = "'model':'per_unit','unit_amount':'2'";

    private static PlanDiff diff(String before, String after) {
        return PlanDiff.between(PlanTexts.read(before), PlanTexts.read(after), Map.of());
    }

    private static List<String> compared(PlanDiff diff) {
        return diff.comparisons().stream()
                .map(comparison ->
                        comparison.title() + ": " + comparison.sentences().getFirst())
                .toList();
    }

    private static String matrix(String rows) {
        return "'model':'matrix','dimensions':['r'],'rows':[" + rows + "]";
    }

    private static String row(String region, String amount) {
        return "{'match':{'r':'" + region + "'},'unit_amount':'" + amount + "'}";
    }

    private static String bands(String bands) {
        return "'model':'time_of_use','bands':[" + bands + "]";
    }

    private static String band(String code, String days, String from, String to, String amount) {
        return "{'code':'%s',%s'from':'%s','to':'%s','unit_amount':'%s'}".formatted(code, days, from, to, amount);
    }

    static Stream<Arguments> compared() {
        String night = band("night", "", "19:00", "07:00", "1");
        return Stream.of(
                Arguments.of(
                        matrix(row("eu", "1") + "," + row("us", "2")),
                        matrix(row("us", "3") + "," + row("eu", "0.5")),
                        List.of(
                                "\"c\" for r=us: B is dearer for every quantity.",
                                "\"c\" for r=eu: B is cheaper for every quantity.")),
                // Of equal rows the first counts.
                Arguments.of(
                        matrix(row("eu", "1") + "," + row("eu", "9")),
                        matrix(row("eu", "2")),
                        List.of("\"c\" for r=eu: B is dearer for every quantity.")),
                // Bands of either plan, each where it begins.
                Arguments.of(
                        bands(night + "," + band("day", "", "07:00", "19:00", "2")),
                        bands(night + "," + band("morning", "", "07:00", "12:00", "3") + ","
                                + band("afternoon", "", "12:00", "19:00", "1")),
                        List.of(
                                "\"c\" for night: B costs the same for every quantity.",
                                "\"c\" for morning: B is dearer for every quantity.",
                                "\"c\" for afternoon: B is cheaper for every quantity.")),
                Arguments.of(
                        bands(band("half past", "", "07:30", "19:00", "2") + ","
                                + band("rest", "", "19:00", "07:30", "1")),
                        bands(band("day", "", "07:00", "19:00", "2") + "," + band("rest", "", "19:00", "07:00", "1")),
                        List.of(
                                "\"c\" for day: B is dearer for every quantity.",
                                "\"c\" for rest: B costs the same for every quantity.",
                                "\"c\" for half past: B costs the same for every quantity.")),
                // On the days the band has.
                Arguments.of(
                        bands(band("tuesday", "'days':['tue'],", "00:00", "24:00", "1")) + ",'default_unit_amount':'2'",
                        bands(band("tuesday", "'days':['tue'],", "00:00", "24:00", "3")) + ",'default_unit_amount':'2'",
                        List.of("\"c\" for tuesday: B is dearer for every quantity.")));
    }

    @ParameterizedTest
    @MethodSource("compared")
    void rowsAndBandsAreComparedOneByOne(String before, String after, List<String> wanted) {
        PlanDiff diff = diff(PlanTexts.price(before), PlanTexts.price(after));

        assertThat(compared(diff)).isEqualTo(wanted);
        assertThat(diff.notCompared()).isEmpty();
    }

    static Stream<Arguments> notCompared() {
        String day = band("day", "", "07:00", "19:00", "1");
        String allowance = "'model':'allowance','included':'%s','overage':{'price':{%s}}";
        return Stream.of(
                Arguments.of(UNIT, matrix(row("eu", "1"))),
                Arguments.of(UNIT, matrix(row("eu", "1")) + ",'default_unit_amount':'3'"),
                Arguments.of(UNIT, bands(day) + ",'default_unit_amount':'3'"),
                Arguments.of(matrix(row("eu", "1")), bands(day)),
                Arguments.of(matrix(row("eu", "1")), matrix(row("us", "1"))),
                // No time has a price in both.
                Arguments.of(
                        bands(band("early", "", "07:00", "09:00", "1")),
                        bands(band("late", "", "19:00", "21:00", "1"))),
                Arguments.of(
                        allowance.formatted("5", bands(day) + ",'default_unit_amount':'3'"),
                        allowance.formatted("9", bands(day) + ",'default_unit_amount':'3'")),
                Arguments.of(
                        "'model':'reserved','reserved_quantity':'5','on_demand':{'price':{" + matrix(row("eu", "1"))
                                + ",'default_unit_amount':'3'}}",
                        UNIT));
    }

    /** The price of noon, or of usage without properties, says nothing about the rest. */
    @ParameterizedTest
    @MethodSource("notCompared")
    void whatDependsOnMoreThanTheQuantityIsNotCompared(String one, String other) {
        for (PlanDiff diff : List.of(
                diff(PlanTexts.price(one), PlanTexts.price(other)),
                diff(PlanTexts.price(other), PlanTexts.price(one)))) {
            assertThat(diff.comparisons()).isEmpty();
            assertThat(diff.notCompared()).containsExactly("c");
        }
    }

    @Test
    void feesAreComparedTogetherWithTheOneChargeOfEachMeter() {
        String plan = plan("'fees':[{'code':'f','amount':'%s'}],'charges':["
                + "{'code':'%s1','name':'Calls','meter':'calls','price':{" + UNIT + "}},"
                + "{'code':'%s2','name':'Bytes','meter':'m','price':{" + UNIT + "}},"
                + "{'code':'%s3','name':'Hours','meter':'h','price':{%s}}]");
        String timed = bands(band("day", "", "07:00", "19:00", "1")) + ",'default_unit_amount':'3'";

        PlanDiff diff = diff(plan.formatted("5", "a", "a", "a", timed), plan.formatted("6", "b", "b", "b", timed));

        assertThat(compared(diff))
                .containsExactly(
                        "\"Calls\" together with the fees: B is dearer for every quantity.",
                        "\"Bytes\" together with the fees: B is dearer for every quantity.");
    }

    @Test
    void equalChargesAreComparedWhenTheirRoundingDiffers() {
        String plan = charge("'price':{" + UNIT + "}");
        assertThat(diff(plan, plan).comparisons()).isEmpty();
        assertThat(diff(plan, plan.replace("'code':'p'", "'code':'p','rounding':{'mode':'up'}"))
                        .comparisons())
                .hasSize(1);
    }
}
