package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a larger quantity costs less, found by what a formula, a tier or a counted meter says. */
class FormulaFindingsTest {
    private static Arguments cliffs(String plan, String... wanted) {
        return Arguments.of(plan, List.of(wanted));
    }

    private static String formula(String expression) {
        return PlanTexts.price("'model':'formula','expression':'" + expression + "'");
    }

    static Stream<Arguments> cliffs() {
        String volume = "'price':{'model':'volume','tiers':[{'up_to':'%s','unit_amount':'10'},{'unit_amount':'%s'}]}";
        return Stream.of(
                // Every seventh is free again: the first five drops are told.
                cliffs(
                        formula("quantity - floor(quantity / 7) * 7"),
                        "6=6.00 7=0.00 13=6.00",
                        "13=6.00 14=0.00 20=6.00",
                        "20=6.00 21=0.00 27=6.00",
                        "27=6.00 28=0.00 34=6.00",
                        "34=6.00 35=0.00 41=6.00"),
                // Nothing in the formula names 50.
                cliffs(formula("if(quantity / 5 >= 10, quantity - 40, quantity)"), "49=49.00 50=10.00 89=49.00"),
                // Nor 300, and no smaller total is near it: halving finds where it begins.
                cliffs(formula("if(quantity / 5 >= 60, 10, 100)"), "299=100.00 300=10.00"),
                // A constant is looked at wherever it stands.
                cliffs(formula("if(300 < quantity, quantity - 100, quantity)"), "300=300.00 301=201.00 400=300.00"),
                cliffs(formula("if(-quantity < -300, quantity - 100, quantity)"), "300=300.00 301=201.00 400=300.00"),
                cliffs(
                        PlanTexts.price(
                                "'model':'formula','expression':'if(quantity > limit, quantity - 100, quantity)',"
                                        + "'variables':{'limit':'300'}"),
                        "300=300.00 301=201.00 400=300.00"),
                // Just as high again, between two looks.
                cliffs(PlanTexts.charge(volume.formatted("15", "3")), "15=150.00 16=48.00 50=150.00"),
                // A tenth more counts, but of a call there are only whole ones.
                cliffs(PlanTexts.charge(volume.formatted("5.2", "5")), "5.2=52.00 5.3=26.50 10.4=52.00"),
                cliffs(PlanTexts.calls(volume.formatted("5.2", "5")), "5=50.00 6=30.00 10=50.00"));
    }

    @ParameterizedTest
    @MethodSource("cliffs")
    void dropsAreFoundWhereTheyAre(String plan, List<String> wanted) {
        assertThat(PlanTexts.shown(plan))
                .containsExactlyElementsOf(wanted.stream()
                        .map(example -> "totals.cliff " + example)
                        .toList());
    }
}
