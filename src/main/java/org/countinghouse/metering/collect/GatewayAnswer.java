package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.IntakeResult.Outcome;

/**
 * What a gateway says of the events it was sent.
 *
 * @param title of a problem; empty when there is none
 * @param results of each event; empty when the answer has none, or one that is not understood
 */
record GatewayAnswer(String title, Optional<List<IntakeResult>> results) {
    static GatewayAnswer read(String body) {
        JsonNode json;
        try {
            json = Json.parse(body);
        } catch (CatalogFailure foreign) {
            return new GatewayAnswer("", Optional.empty());
        }
        return new GatewayAnswer(json.path("title").asText(""), results(json.path("results")));
    }

    private static Optional<List<IntakeResult>> results(JsonNode list) {
        if (!list.isArray()) {
            return Optional.empty();
        }
        var results = new ArrayList<IntakeResult>();
        for (JsonNode each : list) {
            Optional<Outcome> outcome = outcome(each.path("status").asText(""));
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            results.add(new IntakeResult(
                    each.path("id").asText(""),
                    outcome.get(),
                    each.path("code").asText(""),
                    each.path("reason").asText("")));
        }
        return Optional.of(results);
    }

    private static Optional<Outcome> outcome(String status) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(status)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
