package org.countinghouse.rating;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import org.countinghouse.catalog.Json;
import org.countinghouse.fuzz.Refusal;

/** Any text as a formula: within 50 ms of the processor's time it is priced or refused. */
public final class FormulaFuzz {
    private static final long MOST_NANOS = 50_000_000;
    private static final int WARM_UP = 500;
    private static final int TRIES = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final ObjectNode REQUEST = (ObjectNode) Json.parse("""
            {"plan":{"code":"p","currency":"USD","charges":[{"code":"c","meter":"m",
               "price":{"model":"formula","variables":{"other":"m","rate":"0.000000000007"}}}]},
             "meters":[{"code":"m","aggregation":"sum"}],
             "period":{"from":"2026-10-01","to":"2026-11-01"},
             "quantities":{"m":"98765432109876543210987654.123456789012"}}""");
    private static int runs;

    private FormulaFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String expression = new String(bytes, StandardCharsets.UTF_8);
        runs++;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < TRIES && least > MOST_NANOS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Refusal.orDone(() -> rate(expression));
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
        }
        // Loading classes is no work of the formula.
        if (least > MOST_NANOS && runs > WARM_UP) {
            throw new IllegalStateException("The formula took " + least / 1_000_000 + " ms.");
        }
    }

    private static void rate(String expression) {
        ObjectNode request = REQUEST.deepCopy();
        ((ObjectNode) request.at("/plan/charges/0/price")).put("expression", expression);
        RatingResult result = RatingEngine.rate(RatingJson.readRequest(request), true);
        RatingJson.write(result, true);
        ExplanationVerifier.verify(result.lines().getFirst(), result.currency()).ifPresent(mismatch -> {
            throw new IllegalStateException("The line does not follow: " + mismatch);
        });
    }
}
