package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.review.ChargePricer;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceCurveTest {
    private static final Meter METER =
            MeterJson.read("{\"code\":\"api\",\"name\":\"API\",\"aggregation\":\"count\",\"unit\":\"requests\"}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"price\":{\"model\":\"flat\",\"amount\":\"12\"}",
                "\"price\":{\"model\":\"per_unit\",\"unit_amount\":\"0.00000015\"}",
                "\"unit\":{\"divide_by\":\"1000\",\"round\":\"up\"},\"free_units\":\"10\",\"minimum\":\"5\",\"maximum\":\"90\","
                        + "\"price\":{\"model\":\"graduated\",\"tiers\":[{\"up_to\":\"100\",\"unit_amount\":\"0.1\"},"
                        + "{\"up_to\":null,\"unit_amount\":\"0.06\",\"flat_amount\":\"5\"}]}",
                "\"price\":{\"model\":\"volume\",\"tiers\":[{\"up_to\":\"15\",\"unit_amount\":\"10\"},"
                        + "{\"up_to\":null,\"unit_amount\":\"5\"}]}",
                "\"price\":{\"model\":\"package\",\"size\":\"250\",\"amount\":\"9\"}",
                "\"price\":{\"model\":\"allowance\",\"included\":\"50\",\"overage\":{\"price\":"
                        + "{\"model\":\"per_unit\",\"unit_amount\":\"0.09\"}}}"
            })
    void everyPointIsWhatTheEngineBills(String charge) {
        PlanDocument plan = plan(charge);

        PriceCurve curve =
                PriceCurve.of(new ChargePricer(plan, METER, plan.charges().getFirst()));

        assertThat(curve.points()).hasSizeGreaterThan(20);
        for (PriceCurve.Point point : curve.points()) {
            assertThat(point.amount())
                    .as("%s of %s", charge, point.quantity())
                    .isEqualByComparingTo(billed(plan, point.quantity()));
        }
    }

    @Test
    void aCliffIsShownOnBothSides() {
        PriceCurve curve =
                curve("\"price\":{\"model\":\"volume\",\"tiers\":[{\"up_to\":\"1500\",\"unit_amount\":\"1\"},"
                        + "{\"up_to\":null,\"unit_amount\":\"0.5\"}]}");

        assertThat(amountAt(curve, "1500")).isEqualByComparingTo("1500");
        assertThat(amountAt(curve, "1501")).isEqualByComparingTo("750.5");
        assertThat(curve.marks())
                .hasSize(1)
                .first()
                .satisfies(mark -> assertThat(mark).isEqualByComparingTo("1500"));
    }

    @Test
    void marksStandWhereTheMeterReadsThem() {
        PriceCurve curve = curve(
                "\"unit\":{\"divide_by\":\"1000\"},\"free_units\":\"10\",\"price\":{\"model\":\"graduated\","
                        + "\"tiers\":[{\"up_to\":\"100\",\"unit_amount\":\"1\"},{\"up_to\":null,\"unit_amount\":\"2\"}]}");

        assertThat(curve.marks())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("10000"), new BigDecimal("110000"));
    }

    @Test
    void boundsFarApartAreSpreadByTheirLogarithm() {
        PriceCurve curve =
                curve("\"price\":{\"model\":\"graduated\",\"tiers\":[{\"up_to\":\"100\",\"unit_amount\":\"1\"},"
                        + "{\"up_to\":\"1000000\",\"unit_amount\":\"0.5\"},{\"up_to\":null,\"unit_amount\":\"0.1\"}]}");

        assertThat(curve.scale()).isEqualTo(PriceCurve.Scale.LOGARITHMIC);
        assertThat(curve.points().getFirst().quantity()).isPositive();
        assertThat(curve.points()).hasSizeLessThan(300);
    }

    @Test
    void aMatrixIsPricedForTheUsageChosen() {
        PlanDocument plan = plan("\"price\":{\"model\":\"matrix\",\"dimensions\":[\"model\"],\"rows\":["
                + "{\"match\":{\"model\":\"small\"},\"unit_amount\":\"0.01\"},"
                + "{\"match\":{\"model\":\"large\"},\"unit_amount\":\"0.3\"}]}");
        var pricer = new ChargePricer(plan, METER, plan.charges().getFirst());

        var priced = pricer.with(Map.of("model", "large")).price(BigDecimal.valueOf(200));

        assertThat(priced.amount()).isEqualByComparingTo("60");
        assertThatThrownBy(() -> pricer.with(Map.of("model", "other")).price(BigDecimal.ONE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("other");
    }

    @Test
    void aMarketPriceHasNoCurve() {
        PlanDocument plan = plan("\"price\":{\"model\":\"spot\",\"feed\":\"eu\"}");

        assertThatThrownBy(() -> PriceCurve.of(
                        new ChargePricer(plan, METER, plan.charges().getFirst())))
                .isInstanceOf(Failure.class);
    }

    private static PriceCurve curve(String charge) {
        PlanDocument plan = plan(charge);
        return PriceCurve.of(new ChargePricer(plan, METER, plan.charges().getFirst()));
    }

    private static BigDecimal amountAt(PriceCurve curve, String quantity) {
        return curve.points().stream()
                .filter(point -> point.quantity().compareTo(new BigDecimal(quantity)) == 0)
                .findFirst()
                .orElseThrow()
                .amount();
    }

    private static PlanDocument plan(String charge) {
        return PlanJson.read(
                Json.parse("{\"code\":\"p\",\"name\":\"P\",\"currency\":\"EUR\",\"charges\":[{\"code\":\"api\","
                        + "\"name\":\"API\",\"meter\":\"api\"," + charge + "}]}"));
    }

    /** The plan as it stands, rated for a month in which the meter read so much. */
    private static BigDecimal billed(PlanDocument plan, BigDecimal quantity) {
        var request = new RatingRequest(
                plan,
                List.of(METER),
                RatingRequest.Subscription.ALWAYS,
                new RatingRequest.Period(
                        Moment.of(java.time.LocalDate.of(2025, 6, 1)), Moment.of(java.time.LocalDate.of(2025, 7, 1))),
                List.of(),
                Map.of(METER.code(), quantity),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                null);
        return RatingEngine.rate(request, false).subtotal();
    }
}
