package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.work.Failure;

/** The engine as the command line uses it: from JSON to JSON. */
final class Engine {
    private Engine() {}

    /** The result; nothing when the request is refused. */
    static Optional<ObjectNode> rate(JsonNode request) {
        return rate(request, false);
    }

    static Optional<ObjectNode> explain(JsonNode request) {
        return rate(request, true);
    }

    private static Optional<ObjectNode> rate(JsonNode request, boolean explain) {
        try {
            return Optional.of(
                    RatingJson.write(RatingEngine.rate(RatingJson.readRequest(request.toString()), explain), explain));
        } catch (Failure refused) {
            return Optional.empty();
        }
    }

    /** A figure of a result. */
    static Fraction figure(JsonNode node, String field) {
        return Fraction.of(node.path(field).asText());
    }

    /** The sum of one figure over all lines. */
    static Fraction sum(JsonNode result, String field) {
        Fraction sum = Fraction.ZERO;
        for (JsonNode line : result.path("lines")) {
            sum = sum.plus(figure(line, field));
        }
        return sum;
    }
}
