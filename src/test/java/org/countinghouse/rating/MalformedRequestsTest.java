package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.countinghouse.catalog.CatalogFailure;
import org.junit.jupiter.api.Test;

/** Whatever is broken in a request, it is refused at its place, or priced with sums and explanations that hold. */
class MalformedRequestsTest {
    private static final int REQUESTS = Integer.getInteger("rating.cases", 10_000) / 2;

    /** A find of fuzzing: a name of any length was quoted in full. */
    @Test
    void aRefusalStaysASentenceHoweverLongWhatItQuotesIs() {
        String name = "x".repeat(100_000);
        String request = Rated.request("'price':{'model':'" + name + "'}", "'quantities':{'m':'1'}");
        assertThatThrownBy(() -> RatingJson.readRequest(request.replace('\'', '"')))
                .isInstanceOfSatisfying(CatalogFailure.class, refused -> {
                    assertThat(refused.path()).isEqualTo("$.plan.charges[0].price.model");
                    assertThat(refused.summary())
                            .contains("xxx … ")
                            .endsWith(".")
                            .hasSizeLessThan(500);
                });
    }

    @Test
    void brokenRequestsAreRefusedAtTheirPlaceOrPricedExactly() {
        List<JsonNode> requests = RatedOrRefused.exampleRequests();
        Random random = new Random(20261121);
        Set<String> codes = new HashSet<>();
        int priced = 0;
        for (int round = 0; round < REQUESTS; round++) {
            JsonNode request = new Wounds(requests, random::nextInt).wounded(1 + random.nextInt(6));
            try {
                var refusal = RatedOrRefused.check(request);
                refusal.ifPresent(codes::add);
                priced += refusal.isEmpty() ? 1 : 0;
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("request " + round + ": " + request, broken);
            }
        }
        assertThat(priced).isGreaterThan(REQUESTS / 20);
        assertThat(codes).hasSizeGreaterThan(5);
    }
}
