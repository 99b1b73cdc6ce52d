package org.countinghouse.rating.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.api.Test;

/** Hourly readings are rated like the events they stand for. */
class ReadingLawTest {
    private static final int REQUESTS = 6000;

    @Test
    void hourlyReadingsGiveWhatTheirEventsGive() {
        long compared = IntStream.range(0, REQUESTS)
                .parallel()
                .filter(ReadingLawTest::holds)
                .count();
        assertThat(compared).as("requests that can be rolled up").isGreaterThan(2000);
    }

    /** Whether the request of a seed can be rolled up at all; if so, both forms agree. */
    private static boolean holds(int seed) {
        ObjectNode request = inWholeHours(RandomRequests.request(seed));
        return canBeRolledUp(request) && agrees(request, seed);
    }

    /** The request with nothing but sums and counts, where whole hours decide everything and nothing goes down. */
    private static ObjectNode inWholeHours(ObjectNode request) {
        String text = request.toString()
                .replaceAll("Australia/Lord_Howe|America/St_Johns|Asia/Kathmandu|Pacific/Chatham", "Europe/Berlin")
                .replaceAll(":(15|17|30|45)(?=[:Z\"])", ":00")
                .replaceAll("([:\"])-([0-9])", "$1$2")
                .replaceAll("\"(max|min|latest|average|weighted_sum|percentile)\"", "\"sum\"")
                .replace("unique_count", "count");
        return (ObjectNode) Json.parse(text);
    }

    private static boolean canBeRolledUp(ObjectNode request) {
        String plan = request.path("plan").toString();
        return !plan.contains("\"percentage\"")
                && !plan.contains("fixed_per_unit")
                && !request.path("usage").isEmpty();
    }

    private static boolean agrees(ObjectNode events, int seed) {
        events.remove("readings");
        events.path("feeds")
                .forEach(feed -> feed.forEach(price -> {
                    Instant from = Instant.parse(price.path("from").asText()).truncatedTo(ChronoUnit.HOURS);
                    ((ObjectNode) price).put("from", from.toString());
                }));
        Optional<ObjectNode> fromEvents = Engine.rate(events);
        if (fromEvents.isEmpty()) {
            return false;
        }
        ObjectNode rolledUp = events.deepCopy();
        rolledUp.remove("usage");
        rollUp(events, rolledUp.putArray("readings"));
        assertThat(Engine.rate(rolledUp).map(ReadingLawTest::amounts))
                .as("Seed " + seed + ":\n" + events + "\n" + rolledUp)
                .isEqualTo(fromEvents.map(ReadingLawTest::amounts));
        return true;
    }

    private static List<String> amounts(JsonNode result) {
        List<String> amounts = new ArrayList<>();
        for (JsonNode line : result.path("lines")) {
            amounts.add(line.path("charge").asText()
                    + line.path("group")
                    + line.path("quantity")
                    + line.path("exact")
                    + line.path("net"));
        }
        amounts.add(result.path("due").asText());
        return amounts;
    }

    /** One reading for each meter, hour and combination of the properties that prices look at. */
    private static void rollUp(ObjectNode request, ArrayNode readings) {
        Usage usage = new Usage(request, Situation.of(request), new Problems());
        for (JsonNode meter : request.path("meters")) {
            Map<String, List<Use>> hours = new LinkedHashMap<>();
            for (Use use : usage.uses(meter)) {
                String key = use.time().truncatedTo(ChronoUnit.HOURS)
                        + dimensions(use).toString();
                hours.computeIfAbsent(key, none -> new ArrayList<>()).add(use);
            }
            for (List<Use> uses : hours.values()) {
                Use first = uses.getFirst();
                ObjectNode reading = readings.addObject();
                reading.put("meter", meter.path("code").asText());
                reading.put("from", first.time().truncatedTo(ChronoUnit.HOURS).toString());
                reading.put("quantity", Fraction.sum(uses, Use::value).text(24));
                reading.put("count", String.valueOf(uses.size()));
                ObjectNode properties = reading.putObject("properties");
                dimensions(first).forEach(properties::put);
            }
        }
    }

    private static Map<String, String> dimensions(Use use) {
        Map<String, String> dimensions = new LinkedHashMap<>(use.properties());
        dimensions.keySet().retainAll(List.of("region", "kind"));
        return dimensions;
    }
}
