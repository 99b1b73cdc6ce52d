package org.countinghouse.rating.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

/** The engine against the second, naive evaluator of the same contract, on made-up requests. */
class NaiveAgreementTest {
    private static final int REQUESTS = Integer.getInteger("rating.cases", 10_000);

    @Test
    void engineAndNaiveEvaluatorAgree() {
        IntStream.range(0, REQUESTS)
                .parallel()
                .filter(seed ->
                        Comparison.difference(RandomRequests.request(seed)).isPresent())
                .findFirst()
                .ifPresent(NaiveAgreementTest::report);
    }

    /** The same difference on the smallest request that still has it. */
    private static void report(int seed) {
        JsonNode request = RandomRequests.request(seed);
        String place = place(request).orElseThrow();
        JsonNode smallest = Shrinking.shrink(
                request, smaller -> place(smaller).filter(place::equals).isPresent());
        fail("Seed " + seed + ":\n" + smallest + "\n"
                + Comparison.difference(smallest).orElseThrow());
    }

    private static Optional<String> place(JsonNode request) {
        return Comparison.difference(request).map(text -> text.substring(0, text.indexOf(':')));
    }

    @Test
    void bothRefuseWhatTheContractCallsAnError() {
        for (int seed = 0; seed < 1000; seed++) {
            JsonNode request = RandomMistakes.request(seed);
            String about = "Seed " + seed + ": " + request;
            assertThatThrownBy(() -> NaiveEvaluator.rate(request)).as(about).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> RatingEngine.rate(RatingJson.readRequest(request.toString()), false))
                    .as(about)
                    .isInstanceOf(Failure.class);
        }
    }

    /** Made-up requests are worth nothing when most of them are refused or bill nothing. */
    @Test
    void mostRequestsAreRatedAndBillSomething() {
        long billing = IntStream.range(0, 500)
                .filter(seed -> {
                    try {
                        JsonNode result = NaiveEvaluator.rate(RandomRequests.request(seed));
                        return !result.path("total").asText().matches("[0.]*");
                    } catch (Refusal refusal) {
                        return false;
                    }
                })
                .count();
        assertThat(billing).isGreaterThan(250);
    }
}
