package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rated lines per CPU-second for graduated three-tier lines, as a ratio to the same arithmetic written by hand with
 * BigDecimal in the same run. One request has 100 groups of one reading each, so the engine's figure includes
 * grouping, aggregation, totals and the result.
 */
@Tag("bench")
class RatingSpeedBenchmark {
    private static final int GROUPS = 100;
    private static final int ROUNDS = 400;

    @Test
    void ratedLinesPerCpuSecond() {
        PlanDocument plan = PlanJson.read(Rated.json("""
                {'code':'p','currency':'USD','charges':[{'code':'c','meter':'m','group_by':['g'],'price':{'model':'graduated',
                  'tiers':[{'up_to':'1000','unit_amount':'0.01'},{'up_to':'10000','unit_amount':'0.005'},{'up_to':null,'unit_amount':'0.001'}]}}]}"""));
        List<Reading> readings = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            readings.add(new Reading(
                    "m",
                    Instant.parse("2026-10-03T10:00:00Z"),
                    Map.of("g", "service-" + group),
                    BigDecimal.valueOf(500 + 250L * group),
                    BigDecimal.ONE));
        }
        RatingRequest request = RatingRequest.ofReadings(
                plan,
                List.of(Meter.of("m", Aggregation.SUM, null, null)),
                RatingRequest.Subscription.ALWAYS,
                RatingJson.readRequest(
                                Rated.json(
                                        "{'plan':{'code':'p','currency':'USD'},'period':{'from':'2026-10-01','to':'2026-11-01'}}"))
                        .period(),
                readings);
        Supplier<BigDecimal> engine = () -> RatingEngine.rate(request, false).subtotal();
        Supplier<BigDecimal> byHand = () -> byHand(readings);
        Assertions.assertEquals(byHand.get(), engine.get());
        linesPerSecond(engine);
        linesPerSecond(byHand);
        double engineRate = linesPerSecond(engine);
        double handRate = linesPerSecond(byHand);
        System.out.printf(
                Locale.ROOT,
                "rating: %,.0f graduated lines per CPU-second; BigDecimal loop by hand %,.0f; ratio %.3f%n",
                engineRate,
                handRate,
                engineRate / handRate);
    }

    private static BigDecimal byHand(List<Reading> readings) {
        BigDecimal first = new BigDecimal("1000");
        BigDecimal second = new BigDecimal("10000");
        BigDecimal total = BigDecimal.ZERO;
        for (Reading reading : readings) {
            BigDecimal quantity = reading.quantity();
            BigDecimal amount = quantity.min(first).multiply(new BigDecimal("0.01"));
            if (quantity.compareTo(first) > 0) {
                amount = amount.add(quantity.min(second).subtract(first).multiply(new BigDecimal("0.005")));
            }
            if (quantity.compareTo(second) > 0) {
                amount = amount.add(quantity.subtract(second).multiply(new BigDecimal("0.001")));
            }
            total = total.add(amount.setScale(2, RoundingMode.HALF_UP));
        }
        return total;
    }

    private static double linesPerSecond(Supplier<BigDecimal> rating) {
        long begin = cpuNanos();
        long lines = 0;
        var last = BigDecimal.ZERO;
        while (cpuNanos() - begin < 2_000_000_000L) {
            for (int round = 0; round < ROUNDS; round++) {
                last = rating.get();
            }
            lines += (long) ROUNDS * GROUPS;
        }
        assertThat(last).isPositive();
        return lines * 1e9 / (cpuNanos() - begin);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
