package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.LintContext;
import org.countinghouse.rating.review.PlanLint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example plans with their month of usage, by hand. Prices come from the product brief, section 2, where it gives
 * them: resources, Basic to Enterprise, requests, compute seconds, service rates; the others are made up.
 */
class ExamplePlansTest {
    private static Rated month(String name) {
        return Rated.of(Json.text(example(name).request()));
    }

    private static ExamplePlan example(String name) {
        return ExamplePlans.find(name).orElseThrow();
    }

    private static void same(Rated rated, String total, String... lines) {
        assertThat(rated.lines()).containsExactly(lines);
        assertThat(rated.text("total")).isEqualTo(total);
    }

    /**
     * Two cores and 4,096 MB for 720 hours: 2 x 720 = 1,440 core-hours less 744 free = 696 x 0.05 = 34.80; 4 x 720 =
     * 2,880 GB-hours less 1,488 = 1,392 x 0.02 = 27.84. Half of October at 40 GB and half at 60 GB = 50 GB-months less
     * 10 = 40 x 0.10 = 4.00. 120 GB x 0.01 = 1.20.
     */
    @Test
    void resourceBased() {
        same(month("resource-based"), "67.84", "34.80", "27.84", "4.00", "1.20");
    }

    /** At most 3 cores and 6 GB at a time: 1 x 0.10 and 2 x 0.05 above what Basic includes. */
    @Test
    void basic() {
        same(month("basic"), "30.19", "29.99", "0.10", "0.10");
    }

    /** 12 cores and 20 GB: 4 x 0.10 and 4 x 0.05 above what Professional includes. */
    @Test
    void professional() {
        same(month("professional"), "100.59", "99.99", "0.40", "0.20");
    }

    @Test
    void enterpriseIsTheFeeAlone() {
        same(month("enterprise"), "299.99", "299.99", "0.00", "0.00");
    }

    /** 122,345 requests are 123 begun thousands, 10 of them free: 113 x 0.01. */
    @Test
    void requestBased() {
        same(month("request-based"), "1.13", "1.13");
    }

    /** 18.5 + 11.5 = 30 seconds x 0.0001 = 0.003, rounded 0.00; the minimum of 0.01 is a line of its own. */
    @Test
    void computeSeconds() {
        same(month("compute-seconds"), "0.01", "0.00", "0.01");
    }

    /** 12,345 seconds are 1.2345 and above the minimum. */
    @Test
    void computeSecondsAboveTheMinimum() {
        ObjectNode request = example("compute-seconds").request();
        request.remove("usage");
        request.putObject("quantities").put("compute_seconds", "12345");
        same(Rated.of(Json.text(request)), "1.23", "1.23");
    }

    /**
     * By kind, ordered by name: 300 queries x 0.01, 10 hours x 0.50, 20 GB-hours x 0.10, 1,000 units x 0.002, 2 reports
     * x 0.25, 40 reviews x 0.05, 744 GB-hours x 0.02, 12 uploads x 0.10.
     */
    @Test
    void payPerUse() {
        same(month("pay-per-use"), "30.58", "3.00", "5.00", "2.00", "2.00", "0.50", "2.00", "14.88", "1.20");
    }

    /**
     * 1,250 scans: 250 x 0.05 = 12.50. 9,000 checks of 10,000: nothing. 63,400 requests are 64 begun thousands, 50
     * included: 14 x 0.01.
     */
    @Test
    void subscriptionWithOverage() {
        same(month("subscription-overage"), "61.64", "49.00", "12.50", "0.00", "0.14");
    }

    /**
     * 250 thousands: 100 x 0.02 + 150 x 0.015 = 4.25; 1.25 cores x 720 hours = 900 x 0.04 = 36.00; together 40.25, which
     * is 9.75 short of 50.00.
     */
    @Test
    void hybridBelowItsCommitment() {
        same(month("hybrid"), "70.00", "20.00", "4.25", "36.00", "9.75");
    }

    /** 2,000 x 0.04 = 80.00 and 4.25 = 84.25: 34.25 above, ten percent off them = -3.425. */
    @Test
    void hybridAboveItsCommitment() {
        ObjectNode request = example("hybrid").request();
        request.remove("usage");
        request.putObject("quantities").put("api_requests", "250000").put("core_hours", "2000");
        same(Rated.of(Json.text(request)), "100.82", "20.00", "4.25", "80.00", "-3.43");
    }

    /**
     * 4 cores x 2.5 hours = 10 core-hours on each of three days: 0.031 x 1.1 = 0.0341; 0.07 x 1.1 = 0.077, capped at
     * 0.06; 0.005 x 1.1 = 0.0055, raised to 0.01. 0.341 + 0.60 + 0.10 = 1.041.
     */
    @Test
    void spot() {
        same(month("spot"), "1.04", "1.04");
    }

    /** 744 x 0.03 = 22.32; 120.00 / 12 = 10.00; 900 - 744 = 156 x 0.05 = 7.80. */
    @Test
    void reserved() {
        same(month("reserved"), "40.12", "40.12");
    }

    /** 25,000 are in the second tier, which prices all of them: 25,000 x 0.008. */
    @Test
    void volumeDiscount() {
        same(month("volume-discount"), "200.00", "200.00");
    }

    /**
     * 40,000 x 0.002 = 80.00; less the credit of 25.00 = 55.00; 19 % = 10.45; 65.45, of which the wallet pays 50.00.
     */
    @Test
    void walletAndCredits() {
        Rated rated = month("wallet-credits");
        same(rated, "65.45", "80.00");
        assertThat(List.of(rated.text("credits"), rated.text("net"), rated.text("prepaid"), rated.text("due")))
                .containsExactly("25.00", "55.00", "50.00", "15.45");
    }

    /** 2 cores x 500 hours x 0.05 = 50.00. The 19th of 20 response times is 640 ms, above 500: ten percent less. */
    @Test
    void performance() {
        same(month("performance"), "45.00", "50.00", "-5.00");
    }

    @ParameterizedTest
    @MethodSource("org.countinghouse.catalog.ExamplePlans#all")
    void everyExampleIsWholeAndVerified(ExamplePlan example) {
        RatingRequest request = RatingJson.readRequest(example.request());
        RatingResult result = RatingEngine.rate(request, true);
        assertThat(result.problems()).isEmpty();
        for (RatedLine line : result.lines()) {
            assertThat(ExplanationVerifier.verify(line, result.currency()))
                    .as(line.name())
                    .isEmpty();
        }
        assertThat(example.plan().code()).isEqualTo(example.name());
        for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(example.titles()).containsKey(language.getLanguage());
            assertThat(example.description(language)).endsWith(".").hasSizeLessThan(130);
        }
        assertThat(PlanJson.read(PlanJson.write(example.plan()))).isEqualTo(example.plan());
    }

    /** A volume price falls at its tier bounds: that is the one thing to be said about any of them. */
    @ParameterizedTest
    @MethodSource("org.countinghouse.catalog.ExamplePlans#all")
    void nothingIsWrongWithAnExample(ExamplePlan example) {
        List<Finding> findings =
                PlanLint.check(example.document(), new LintContext(example.meters(), List.of(), List.of()));
        assertThat(findings)
                .extracting(Finding::code)
                .allMatch(
                        code -> example.name().equals("volume-discount") && code.equals("totals.cliff"),
                        "findings: " + findings);
    }

    @Test
    void metersOfOneCodeAreTheSameInEveryExample() {
        ExamplePlans.all().stream()
                .flatMap(example -> example.meters().stream())
                .collect(Collectors.groupingBy(Meter::code))
                .values()
                .forEach(meters -> assertThat(meters).containsOnly(meters.getFirst()));
    }
}
