package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.work.Failure;

/** What holds for any request: a result whose sums and explanations hold, or a refusal that names its place. */
final class RatedOrRefused {
    private RatedOrRefused() {}

    /** The requests of all example plans. */
    static List<JsonNode> exampleRequests() {
        return ExamplePlans.all().stream()
                .map(ExamplePlan::request)
                .map(JsonNode.class::cast)
                .toList();
    }

    /** @return the code of the refusal, or empty when there is a result */
    static Optional<String> check(JsonNode request) {
        RatingResult result;
        try {
            result = RatingEngine.rate(RatingJson.readRequest(request), true);
        } catch (Failure refused) {
            checkRefusal(refused);
            return Optional.of(refused.code());
        }
        checkSums(result);
        JsonNode written = RatingJson.write(result, true);
        for (JsonNode line : written.get("lines")) {
            assertThat(ExplanationVerifier.verify(line, result.currency()))
                    .as("%s", line)
                    .isEmpty();
        }
        return Optional.empty();
    }

    /** A typed refusal: a code, a sentence and a place in the document. */
    static void checkRefusal(Failure refused) {
        String path = switch (refused) {
            case CatalogFailure catalog -> catalog.path();
            case RatingFailure rating -> rating.path();
            default -> throw new AssertionError("has no path", refused);
        };
        assertThat(path).startsWith("$");
        assertThat(refused.code()).matches("[a-z]+(\\.[a-z_]+)+");
        assertThat(refused.summary()).endsWith(".").hasSizeBetween(10, 2_000);
    }

    private static void checkSums(RatingResult result) {
        BigDecimal lines = sum(result.lines().stream().map(RatedLine::amount).toList());
        assertThat(result.subtotal()).isEqualByComparingTo(lines);
        assertThat(result.net())
                .isEqualByComparingTo(
                        result.subtotal().subtract(result.discounts()).subtract(result.credits()));
        assertThat(result.net())
                .isEqualByComparingTo(
                        sum(result.lines().stream().map(RatedLine::net).toList()));
        assertThat(result.total()).isEqualByComparingTo(result.net().add(result.tax()));
        assertThat(result.due()).isEqualByComparingTo(result.total().subtract(result.prepaid()));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
