package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

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
 * What rows and filters without usage cost: a matrix of 10,000 rows against one of the 50 rows in use, and 1,500
 * filtered charges of which 50 match against those 50 alone.
 */
@Tag("bench")
class LookupSpeedBenchmark {
    private static final int USED = 50;
    private static final int EVENTS = 5_000;

    @Test
    void rowsAndFiltersWithoutUsage() {
        double few = micros(request(matrix(USED)));
        double many = micros(request(matrix(10_000)));
        double usedFilters = micros(request(filters(USED)));
        double allFilters = micros(request(filters(1_500)));
        System.out.printf(
                Locale.ROOT,
                "matrix of 10,000 rows %,.0f us, of the %d in use %,.0f us (ratio %.2f); 1,500 filters %,.0f us, the"
                        + " %d in use %,.0f us (%.2f us for each filter without usage)%n",
                many,
                USED,
                few,
                many / few,
                allFilters,
                USED,
                usedFilters,
                (allFilters - usedFilters) / (1_500 - USED));
    }

    private static PlanDocument matrix(int rows) {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            // The rows in use stand last, where looking through costs most.
            int name = rows - 1 - row;
            text.append(row == 0 ? "" : ",")
                    .append("{'match':{'sku':'sku-" + name + "'},'unit_amount':'0.0" + (row + 1) + "'}");
        }
        return plan("{'code':'c','meter':'m','price':{'model':'matrix','dimensions':['sku'],'rows':[" + text + "]}}");
    }

    private static PlanDocument filters(int charges) {
        var text = new StringBuilder();
        for (int charge = 0; charge < charges; charge++) {
            text.append(charge == 0 ? "" : ",")
                    .append("{'code':'c" + charge + "','meter':'m','filter':{'sku':['sku-" + charge
                            + "']},'price':{'model':'per_unit','unit_amount':'0.01'}}");
        }
        return plan(text.toString());
    }

    private static PlanDocument plan(String charges) {
        return PlanJson.read(Rated.json("{'code':'p','currency':'USD','charges':[" + charges + "]}"));
    }

    private static RatingRequest request(PlanDocument plan) {
        List<Reading> readings = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            readings.add(new Reading(
                    "m",
                    Instant.parse("2026-10-03T10:00:00Z").plusSeconds(60L * event),
                    Map.of("sku", "sku-" + event % USED),
                    BigDecimal.valueOf(event),
                    BigDecimal.ONE));
        }
        return RatingRequest.ofReadings(
                plan,
                List.of(Meter.of("m", Aggregation.SUM, null, null)),
                RatingRequest.Subscription.ALWAYS,
                RatingJson.readRequest(
                                Rated.json(
                                        "{'plan':{'code':'p','currency':'USD'},'period':{'from':'2026-10-01','to':'2026-11-01'}}"))
                        .period(),
                readings);
    }

    private static double micros(RatingRequest request) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 30; round++) {
            long begin = System.nanoTime();
            for (int repeat = 0; repeat < 10; repeat++) {
                assertThat(RatingEngine.rate(request, false).total()).isPositive();
            }
            best = Math.min(best, (System.nanoTime() - begin) / 1e4);
        }
        return best;
    }
}
