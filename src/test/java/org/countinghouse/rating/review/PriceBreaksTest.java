package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PriceBreaksTest {
    private static Arguments breaks(String charge, String... wanted) {
        return Arguments.of(charge, List.of(wanted));
    }

    static Stream<Arguments> charges() {
        String unit = "{'model':'per_unit','unit_amount':'1'}";
        String tiers = "'model':'graduated','tiers':[{'up_to':'5','unit_amount':'2'},{'unit_amount':'1'}]";
        return Stream.of(
                breaks("'price':" + unit),
                breaks("'free_units':'7','price':" + unit, "7 .price"),
                breaks("'price':{" + tiers + "}", "5 .price.tiers[1]"),
                breaks("'free_units':'7','price':{" + tiers + "}", "7 .price", "12 .price.tiers[1]"),
                breaks("'unit':{'divide_by':'100'},'price':{" + tiers + "}", "500 .price.tiers[1]"),
                breaks(
                        "'price':{'model':'package','size':'25','amount':'1'}",
                        "25 .price",
                        "50 .price",
                        "75 .price",
                        "100 .price",
                        "125 .price",
                        "150 .price",
                        "175 .price",
                        "200 .price",
                        "225 .price",
                        "250 .price"),
                breaks(
                        "'price':{'model':'allowance','included':'10','overage':{'price':{" + tiers + "}}}",
                        "10 .price.overage.price",
                        "15 .price.overage.price.tiers[1]"),
                breaks(
                        "'price':{'model':'reserved','reserved_quantity':'10','on_demand':{'price':{" + tiers + "}}}",
                        "10 .price.on_demand.price",
                        "15 .price.on_demand.price.tiers[1]"),
                // Only the charge's own meter tells a quantity.
                breaks(
                        "'price':{'model':'per_unit','unit_amount':'1','adjustments':["
                                + "{'when':{'meter':'m','above':'50'},'percent':'-20'},"
                                + "{'when':{'meter':'m','below':'9'},'percent':'5'},"
                                + "{'when':{'meter':'sla','below':'99'},'percent':'-5'}]}",
                        "9 .price.adjustments[1]",
                        "50 .price.adjustments[0]"));
    }

    /** 2 %: 0.50 at least is more than 2 % up to 25.00, 3.00 at most is less from 150.00 on. */
    static Stream<Arguments> percentages() {
        return Stream.of(
                breaks("'minimum_per_event':'0.5','maximum_per_event':'3'", "25 .price", "150 .price"),
                breaks("'minimum_per_event':'0.5'", "25 .price"),
                breaks("'maximum_per_event':'3'", "150 .price"),
                breaks("'fixed_amount':'0.3','minimum_per_event':'0.5'", "10 .price"),
                breaks("'free_amount':'100','maximum_per_event':'3'", "100 .price", "250 .price"),
                // The fixed amount alone is the minimum already.
                breaks("'free_amount':'100','fixed_amount':'0.5','minimum_per_event':'0.5'", "100 .price"),
                breaks("'free_amount':'100'", "100 .price"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charges")
    void areTheQuantitiesAtWhichThePriceChanges(String charge, List<String> wanted) {
        assertThat(of(charge)).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("percentages")
    void ofAPercentageAreWhereItsLimitsBegin(String limits, List<String> wanted) {
        assertThat(of("'price':{'model':'percentage','rate':'2'," + limits + "}"))
                .isEqualTo(wanted);
    }

    @Test
    void aPercentageOfNothingMeetsNoLimit() {
        assertThat(of("'price':{'model':'percentage','rate':'0','minimum_per_event':'0.5'}"))
                .isEmpty();
    }

    private static List<String> of(String charge) {
        return PriceBreaks.of(PlanTexts.read(PlanTexts.charge(charge)).charges().getFirst()).breaks().stream()
                .map(one -> one.quantity().toPlainString() + " " + one.path())
                .toList();
    }
}
