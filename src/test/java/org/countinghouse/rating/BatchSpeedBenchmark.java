package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Subscription-periods per CPU-second, each with three charges (graduated, per unit, package) priced from readings in
 * memory, without explanations, and the memory that one takes.
 */
@Tag("bench")
class BatchSpeedBenchmark {
    private static final int SUBSCRIPTIONS = 20_000;

    @Test
    void subscriptionPeriodsPerCpuSecond() {
        List<RatingRequest> requests = requests();
        for (int round = 0; round < 10; round++) {
            rate(requests);
        }
        long bytesBefore = allocated();
        long begin = cpuNanos();
        int rounds = 0;
        while (cpuNanos() - begin < 4_000_000_000L) {
            rate(requests);
            rounds++;
        }
        double seconds = (cpuNanos() - begin) / 1e9;
        double each = (double) rounds * SUBSCRIPTIONS;
        double allocated = (allocated() - bytesBefore) / each;
        System.out.printf(
                Locale.ROOT,
                "batch: %,.0f subscription-periods per CPU-second, %,.0f lines; a result holds %,.0f bytes, %,.0f"
                        + " allocated on the way%n",
                each / seconds,
                3 * each / seconds,
                held(requests),
                allocated);
    }

    /** Heap that a result takes for as long as it is kept. */
    private static double held(List<RatingRequest> requests) {
        List<RatingResult> results = new ArrayList<>(requests.size());
        long before = usedHeap();
        requests.forEach(request -> results.add(RatingEngine.rate(request, false)));
        double bytes = (double) (usedHeap() - before) / requests.size();
        assertThat(results).hasSize(requests.size());
        return bytes;
    }

    private static long usedHeap() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void rate(List<RatingRequest> requests) {
        BigDecimal total = BigDecimal.ZERO;
        for (RatingRequest request : requests) {
            total = total.add(RatingEngine.rate(request, false).total());
        }
        assertThat(total).isPositive();
    }

    private static List<RatingRequest> requests() {
        PlanDocument plan = PlanJson.read(Rated.json("""
                {'code':'p','currency':'USD','charges':[
                 {'code':'requests','meter':'requests','price':{'model':'graduated','tiers':[
                  {'up_to':'1000','unit_amount':'0.01'},{'up_to':'10000','unit_amount':'0.005'},{'up_to':null,'unit_amount':'0.001'}]}},
                 {'code':'hours','meter':'hours','price':{'model':'per_unit','unit_amount':'0.042'}},
                 {'code':'storage','meter':'storage','price':{'model':'package','size':'100','amount':'2.5'}}]}"""));
        List<Meter> meters = List.of(
                Meter.of("requests", Aggregation.SUM, null, null),
                Meter.of("hours", Aggregation.SUM, null, null),
                Meter.of("storage", Aggregation.SUM, null, null));
        RatingRequest.Period period = RatingJson.readRequest(Rated.json(
                        "{'plan':{'code':'p','currency':'USD'},'period':{'from':'2026-10-01','to':'2026-11-01'}}"))
                .period();
        List<RatingRequest> requests = new ArrayList<>();
        for (int index = 0; index < SUBSCRIPTIONS; index++) {
            List<Reading> readings = new ArrayList<>();
            for (String meter : List.of("requests", "hours", "storage")) {
                readings.add(new Reading(
                        meter,
                        Instant.parse("2026-10-03T10:00:00Z"),
                        Map.of(),
                        BigDecimal.valueOf(25L * (index % 997) + 1, meter.equals("hours") ? 2 : 0),
                        BigDecimal.ONE));
            }
            requests.add(RatingRequest.ofReadings(plan, meters, RatingRequest.Subscription.ALWAYS, period, readings));
        }
        return requests;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
