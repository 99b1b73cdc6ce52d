package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A formula is bounded, whatever somebody writes into it: within 50 ms it is priced or refused at its position. */
class FormulaLimitsTest {
    private static final long MOST_NANOS = 50_000_000;

    static Stream<String> hostile() {
        return Stream.of(
                "1e999999999",
                "9".repeat(1_900),
                "(".repeat(1_000) + "1" + ")".repeat(1_000),
                "(".repeat(2_000),
                "-".repeat(2_000) + "1",
                "1".repeat(100_000),
                "min(".repeat(400) + "1",
                "if(1,".repeat(300) + "1",
                "quantity ** quantity",
                "quantity^999999999",
                "round(quantity, 999999999)",
                "round(quantity, -999999999)",
                "1/(quantity-quantity)",
                "quantity;exit()",
                "${quantity}",
                "java.lang.Runtime",
                "quantity.getClass()",
                "0x7fffffff",
                "NaN",
                "Infinity",
                "\u0661\u0662",
                "1,000",
                "",
                "   ",
                "()",
                "min()",
                "unknown(1)",
                "1 2",
                "quantity quantity",
                "min(" + "1,".repeat(500) + "1)",
                "quantity" + "*quantity".repeat(200),
                "99999999999999999999999999" + "*99999999999999999999999999".repeat(70));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileFormulaIsRefusedAtOnce(String expression) {
        // Once before, so that loading classes is not counted; the best of three, so that other work is not.
        rate(expression);
        long best = Long.MAX_VALUE;
        String outcome = "";
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            outcome = rate(expression);
            best = Math.min(best, System.nanoTime() - begin);
        }
        assertThat(best).as("nanoseconds").isLessThan(MOST_NANOS);
        assertThat(outcome).startsWith("refused");
    }

    @Test
    void theErrorNamesThePosition() {
        assertThat(rate("quantity * (2 + )")).contains("position 17");
        assertThat(rate("quantity * unknown")).contains("position 12");
        assertThat(rate("quantity * 1e5")).contains("position 13");
    }

    /** Any text of the formula's own characters is priced or refused, never a crash. */
    @Test
    void anyTextIsPricedOrRefused() {
        List<String> words = List.of(
                "quantity",
                "min(",
                "max(",
                "if(",
                "round(",
                "abs(",
                ")",
                "(",
                ",",
                "+",
                "-",
                "*",
                "/",
                "<",
                "<=",
                "==",
                "!=",
                " ",
                "1",
                "0",
                "0.5",
                "12",
                ".",
                "e",
                "k",
                "\u00e4",
                "'");
        var random = new Random(3);
        int priced = 0;
        for (int number = 0; number < 20_000; number++) {
            var text = new ArrayList<String>();
            for (int length = random.nextInt(1, 12); length > 0; length--) {
                text.add(words.get(random.nextInt(words.size())));
            }
            String outcome = rate(String.join("", text));
            assertThat(outcome).matches("(?s)(priced|refused: (plan|rating|document)\\.).*");
            priced += outcome.startsWith("priced") ? 1 : 0;
        }
        assertThat(priced).isGreaterThan(100);
    }

    private static String rate(String expression) {
        try {
            var request = Json.object();
            var plan = request.putObject("plan").put("code", "p").put("currency", "USD");
            plan.putArray("charges")
                    .addObject()
                    .put("code", "c")
                    .put("meter", "m")
                    .putObject("price")
                    .put("model", "formula")
                    .put("expression", expression);
            request.putArray("meters").addObject().put("code", "m").put("aggregation", "sum");
            request.putObject("period").put("from", "2026-10-01").put("to", "2026-11-01");
            request.putObject("quantities").put("m", "99999999999999999999999999");
            return "priced "
                    + RatingEngine.rate(RatingJson.readRequest(request), false).total();
        } catch (Failure failure) {
            return "refused: " + failure.code() + " " + failure.summary();
        }
    }
}
