package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.review.Crossing.Standing;
import org.junit.jupiter.api.Test;

class PlanDiffTest {
    private static final String UNIT = "{'model':'per_unit','unit_amount':'0.10'}";

    private static PlanDocument plan(String rest) {
        return PlanJson.read(PlanLintTest.json("{'code':'p','currency':'EUR'," + rest + "}"));
    }

    private static PlanDocument charge(String charge) {
        return plan("'charges':[{'code':'api','name':'Requests','meter':'m'," + charge + "}]");
    }

    private static PlanDiff diff(PlanDocument before, PlanDocument after) {
        return PlanDiff.between(before, after, Map.of());
    }

    @Test
    void theSamePlanHasNoDifferences() {
        PlanDocument plan = charge("'price':" + UNIT);
        assertThat(diff(plan, plan)).isEqualTo(new PlanDiff(List.of(), List.of(), List.of()));
    }

    @Test
    void totalsThatMeetCrossThere() {
        // 0.10 each against 5.00 and 0.05 each: the same at 100.
        Comparison comparison = only(
                charge("'price':" + UNIT),
                charge("'price':{'model':'graduated','tiers':[{'unit_amount':'0.05','flat_amount':'5'}]}"));

        assertThat(comparison.start()).isEqualTo(Standing.DEARER);
        assertThat(comparison.sentences())
                .containsExactly("B is dearer up to 99.", "From 101 on B is cheaper. At 100 both cost the same.");
        assertThat(comparison.table()).anySatisfy(pair -> {
            assertThat(pair.quantity()).isEqualByComparingTo("100");
            assertThat(pair.before()).isEqualByComparingTo("10");
            assertThat(pair.after()).isEqualByComparingTo("10");
        });
    }

    @Test
    void totalsThatMeetBetweenTwoQuantitiesAreFoundExactly() {
        // 0.10 each against 5.05 and 0.06 each: the same at 126.25.
        Comparison comparison = only(
                charge("'price':" + UNIT),
                charge("'price':{'model':'graduated','tiers':[{'unit_amount':'0.06','flat_amount':'5.05'}]}"));

        assertThat(comparison.sentences())
                .containsExactly("B is dearer up to 126.", "From 127 on B is cheaper. At 126.25 both cost the same.");
    }

    @Test
    void aPriceMayBecomeCheaperAndDearerAgain() {
        // Up to 10 the same; then 0.05 instead of 0.10, until its flat amount of 100 above 1000.
        Comparison comparison = only(
                charge("'price':" + UNIT),
                charge(
                        "'price':{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'0.10'},{'up_to':'1000','unit_amount':'0.05'},{'unit_amount':'0.05','flat_amount':'100'}]}"));

        assertThat(comparison.sentences())
                .containsExactly(
                        "B costs the same up to 10.",
                        "From 11 on B is cheaper.",
                        "From 1001 on B is dearer.",
                        // 1 + 0.05 (q - 10) + 100 = 0.10 q at 2010.
                        "From 2011 on B is cheaper. At 2010 both cost the same.");
    }

    @Test
    void minimumAndMaximumBendTotals() {
        // At least 2.00 is dearer below 20; at most 50.00 is cheaper above 500.
        Comparison comparison = only(charge("'price':" + UNIT), charge("'minimum':'2','maximum':'50','price':" + UNIT));

        assertThat(comparison.sentences())
                .containsExactly("B is dearer up to 19.", "From 20 on B costs the same.", "From 501 on B is cheaper.");
    }

    @Test
    void packagesOfDifferentSizesCrossAgainAndAgain() {
        Comparison comparison = only(
                charge("'price':{'model':'package','size':'100','amount':'10'}"),
                charge("'price':{'model':'package','size':'150','amount':'15'}"));

        assertThat(comparison.complete()).isFalse();
        assertThat(comparison.sentences().subList(0, 3))
                .containsExactly("B is dearer up to 100.", "From 101 on B is cheaper.", "From 151 on B is dearer.");
    }

    @Test
    void aHigherFeePaysOffFromSomeQuantityOn() {
        PlanDiff diff = diff(
                plan("'fees':[{'code':'f','amount':'10'}],'charges':[{'code':'a','meter':'m','price':" + UNIT + "}]"),
                plan("'fees':[{'code':'f','amount':'30'}],'charges':[{'code':'b','meter':'m','price':"
                        + UNIT.replace("0.10", "0.06") + "}]"));

        assertThat(diff.comparisons()).singleElement().satisfies(comparison -> {
            assertThat(comparison.title()).endsWith("together with the fees");
            assertThat(comparison.sentences())
                    .containsExactly("B is dearer up to 499.", "From 501 on B is cheaper. At 500 both cost the same.");
        });
    }

    @Test
    void pricesByPropertyAndByTimeAreComparedOneByOne() {
        String matrix =
                "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'1'},{'match':{'r':'us'},'unit_amount':'%s'}]}";
        Comparison row = only(charge(matrix.formatted("2")), charge(matrix.formatted("1.5")));
        assertThat(row.title()).isEqualTo("\"Requests\" for r=us");
        assertThat(row.sentences()).containsExactly("B is cheaper for every quantity.");

        Comparison limited = only(charge(matrix.formatted("2")), charge("'maximum':'5'," + matrix.formatted("2")));
        assertThat(limited.title()).isEqualTo("\"Requests\" for r=eu");
        assertThat(limited.sentences()).containsExactly("B costs the same up to 5.", "From 6 on B is cheaper.");

        String bands =
                "'price':{'model':'time_of_use','bands':[{'code':'day','from':'07:00','to':'19:00','unit_amount':'%s'}],'default_unit_amount':'1'}";
        assertThat(only(charge(bands.formatted("2")), charge(bands.formatted("3")))
                        .title())
                .isEqualTo("\"Requests\" for day");

        String spot = "'price':{'model':'spot','feed':'f','multiplier':'%s'}";
        assertThat(diff(charge(spot.formatted("1")), charge(spot.formatted("2")))
                        .notCompared())
                .containsExactly("Requests");
    }

    private static Comparison only(PlanDocument before, PlanDocument after) {
        PlanDiff diff = diff(before, after);
        assertThat(diff.comparisons()).hasSize(1);
        return diff.comparisons().getFirst();
    }

    /** Every stretch between crossings is checked against bills of its own, not through the code that found it. */
    @Test
    void crossingsReallyCrossByTheEngine() {
        qt().withExamples(150)
                .forAll(
                        lists().of(integers().between(0, 40)).ofSize(5),
                        lists().of(integers().between(0, 40)).ofSize(5),
                        integers().between(0, 3))
                .checkAssert((one, other, model) -> {
                    PlanDocument before = tiered(one, model % 2 == 0);
                    PlanDocument after = tiered(other, model / 2 == 0);
                    diff(before, after).comparisons().forEach(found -> check(found, before, after));
                });
    }

    private static void check(Comparison comparison, PlanDocument before, PlanDocument after) {
        var crossings = comparison.crossings();
        Standing standing = comparison.start();
        BigDecimal from = BigDecimal.ONE;
        for (Crossing crossing : crossings) {
            assertThat(crossing.before()).isEqualTo(standing);
            stands(standing, from, crossing.below().quantity(), before, after);
            from = crossing.above().quantity();
            standing = crossing.after();
            if (crossing.at() != null) {
                assertThat(exact(after, crossing.at())).isEqualByComparingTo(exact(before, crossing.at()));
            }
        }
        stands(standing, from, from.add(BigDecimal.valueOf(500)), before, after);
    }

    private static void stands(
            Standing standing, BigDecimal from, BigDecimal to, PlanDocument before, PlanDocument after) {
        BigDecimal length = to.subtract(from);
        var quantities = new TreeSet<BigDecimal>(List.of(from.min(to), to));
        for (int part = 1; part < 7 && length.signum() > 0; part++) {
            quantities.add(Steps.down(
                    from.add(length.multiply(BigDecimal.valueOf(part)).divide(BigDecimal.valueOf(8))), BigDecimal.ONE));
        }
        for (BigDecimal quantity : quantities.tailSet(BigDecimal.ONE)) {
            assertThat(touches(quantity, from, to, standing, before, after)
                            || standing(quantity, before, after) == standing)
                    .as("%s at %s from %s to %s of %s and %s", standing, quantity, from, to, before, after)
                    .isTrue();
        }
    }

    /** Within a stretch, totals may meet at one quantity and part again without crossing. */
    private static boolean touches(
            BigDecimal quantity,
            BigDecimal from,
            BigDecimal to,
            Standing standing,
            PlanDocument before,
            PlanDocument after) {
        BigDecimal lower = quantity.subtract(BigDecimal.ONE);
        BigDecimal upper = quantity.add(BigDecimal.ONE);
        return lower.compareTo(from) >= 0
                && upper.compareTo(to) <= 0
                && standing(quantity, before, after) == Standing.SAME
                && standing(lower, before, after) == standing
                && standing(upper, before, after) == standing;
    }

    private static Standing standing(BigDecimal quantity, PlanDocument before, PlanDocument after) {
        return Standing.of(exact(after, quantity).compareTo(exact(before, quantity)));
    }

    /** Found by the law above: at 2 both cost the same, which is no crossing. */
    @Test
    void totalsThatOnlyTouchDoNotCross() {
        PlanDocument before = charge("'price':{'model':'graduated','tiers':[{'up_to':'2','unit_amount':'0.01'},"
                + "{'up_to':'3','unit_amount':'0'},{'up_to':null,'unit_amount':'0.02'}]}");
        PlanDocument after = charge("'price':{'model':'graduated','tiers':[{'up_to':'1','unit_amount':'0.02'},"
                + "{'up_to':'2','unit_amount':'0'},{'up_to':null,'unit_amount':'0.01'}]}");

        Comparison comparison = only(before, after);

        assertThat(comparison.start()).isEqualTo(Standing.DEARER);
        assertThat(comparison.crossings()).singleElement().satisfies(crossing -> {
            assertThat(crossing.at()).isEqualByComparingTo("4");
            assertThat(crossing.after()).isEqualTo(Standing.CHEAPER);
        });
        check(comparison, before, after);
    }

    private static BigDecimal exact(PlanDocument plan, BigDecimal quantity) {
        var request = PlanLintTest.json("""
                {'meters':[{'code':'m','aggregation':'sum'}],'period':{'from':'2026-01-01','to':'2026-02-01'},
                 'quantities':{'m':'%s'}}""".formatted(quantity.toPlainString()));
        ((com.fasterxml.jackson.databind.node.ObjectNode) request).set("plan", PlanJson.write(plan));
        return RatingEngine.rate(RatingJson.readRequest(request), false)
                .lines()
                .getFirst()
                .exact();
    }

    private static PlanDocument tiered(List<Integer> figures, boolean graduated) {
        int first = 1 + figures.get(0);
        return charge(
                "'price':{'model':'%s','tiers':[{'up_to':'%d','unit_amount':'0.%02d'},{'up_to':'%d','unit_amount':'0.%02d'},{'unit_amount':'0.%02d','flat_amount':'%d'}]}"
                        .formatted(
                                graduated ? "graduated" : "volume",
                                first,
                                figures.get(1),
                                first + 1 + figures.get(2),
                                figures.get(3),
                                figures.get(4),
                                figures.get(2) / 8));
    }

    @Test
    void aGraduatedPlanWithoutFindingsNeverGetsCheaper() {
        int[] clean = {0};
        qt().withExamples(300)
                .forAll(
                        lists().of(integers().between(-5, 40)).ofSize(6),
                        integers().between(0, 200))
                .checkAssert((figures, seed) -> {
                    int first = 1 + Math.abs(figures.get(0));
                    PlanDocument plan = charge(
                            "'price':{'model':'graduated','tiers':[{'up_to':'%d','unit_amount':'%s'},{'up_to':'%d','unit_amount':'%s','flat_amount':'%d'},{'unit_amount':'%s','flat_amount':'%d'}]}"
                                    .formatted(
                                            first,
                                            BigDecimal.valueOf(figures.get(1), 2),
                                            first + 1 + seed,
                                            BigDecimal.valueOf(figures.get(3), 2),
                                            figures.get(2),
                                            BigDecimal.valueOf(figures.get(4), 2),
                                            figures.get(5)));
                    if (PlanLint.check(plan, LintContext.NOTHING).isEmpty()) {
                        clean[0]++;
                        rises(plan, first + seed + 60);
                    }
                });
        assertThat(clean[0]).isGreaterThan(30);
    }

    private static void rises(PlanDocument plan, int end) {
        BigDecimal before = exact(plan, BigDecimal.ZERO);
        for (int quantity = 1; quantity <= end; quantity++) {
            BigDecimal amount = exact(plan, BigDecimal.valueOf(quantity));
            assertThat(amount).as("%s of %s", quantity, plan).isGreaterThanOrEqualTo(before);
            before = amount;
        }
    }
}
