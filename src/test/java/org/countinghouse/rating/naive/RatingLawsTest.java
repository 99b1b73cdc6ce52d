package org.countinghouse.rating.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What holds for every request, tried on thousands of made-up ones. */
@Isolated("changes the default zone and locale")
class RatingLawsTest {
    /** Other requests than those of the comparison with the naive evaluator. */
    private static final int FIRST = 100_000;

    private static final int REQUESTS = 3000;

    /** Checks requests of many seeds; the law says whether a request was of use for it. */
    private static void holds(int atLeast, IntPredicate law) {
        long useful =
                IntStream.range(FIRST, FIRST + REQUESTS).parallel().filter(law).count();
        assertThat(useful).as("requests that the law speaks of").isGreaterThan(atLeast);
    }

    private static String seed(int seed, JsonNode request) {
        return "Seed " + seed + ": " + request;
    }

    @Test
    void totalsAddUpExactly() {
        holds(1500, seed -> {
            ObjectNode request = RandomRequests.request(seed);
            Optional<ObjectNode> result = Engine.rate(request);
            result.ifPresent(found -> addUp(found, seed(seed, request)));
            return result.isPresent();
        });
    }

    private static void addUp(JsonNode result, String about) {
        Fraction net = Engine.figure(result, "net");
        Fraction total = Engine.figure(result, "total");
        assertThat(Engine.sum(result, "amount")).as(about).isEqualTo(Engine.figure(result, "subtotal"));
        assertThat(Engine.sum(result, "discount")).as(about).isEqualTo(Engine.figure(result, "discounts"));
        assertThat(Engine.sum(result, "credit")).as(about).isEqualTo(Engine.figure(result, "credits"));
        assertThat(Engine.sum(result, "net")).as(about).isEqualTo(net);
        assertThat(Engine.figure(result, "subtotal")
                        .minus(Engine.figure(result, "discounts"))
                        .minus(Engine.figure(result, "credits")))
                .as(about)
                .isEqualTo(net);
        Fraction tax = Fraction.ZERO;
        for (JsonNode one : result.path("taxes")) {
            tax = tax.plus(Engine.figure(one, "amount"));
        }
        assertThat(tax).as(about).isEqualTo(Engine.figure(result, "tax"));
        assertThat(net.plus(tax)).as(about).isEqualTo(total);
        assertThat(total.minus(Engine.figure(result, "prepaid"))).as(about).isEqualTo(Engine.figure(result, "due"));
        for (JsonNode line : result.path("lines")) {
            assertThat(Engine.figure(line, "amount")
                            .minus(Engine.figure(line, "discount"))
                            .minus(Engine.figure(line, "credit")))
                    .as(about)
                    .isEqualTo(Engine.figure(line, "net"));
        }
    }

    @Test
    void explanationsGiveTheirLines() {
        holds(1500, seed -> {
            ObjectNode request = RandomRequests.request(seed);
            Optional<ObjectNode> result = Engine.explain(request);
            result.ifPresent(found -> {
                ExplanationArithmetic arithmetic = new ExplanationArithmetic(Rounding.of(request.path("plan")));
                for (JsonNode line : found.path("lines")) {
                    assertThat(ExplanationArithmetic.same(arithmetic.exact(line), Engine.figure(line, "exact")))
                            .as(seed(seed, request) + "\n" + line)
                            .isTrue();
                }
            });
            return result.isPresent();
        });
    }

    /** Events of one instant are the exception: there the order given counts. */
    @Test
    void orderOfEventsDoesNotMatter() {
        holds(1500, seed -> {
            ObjectNode request = RandomRequests.request(seed);
            Set<String> seen = new HashSet<>();
            List<JsonNode> events = new ArrayList<>();
            for (JsonNode event : request.path("usage")) {
                String instant = Situation.instant(event.path("time").asText(), ZoneOffset.UTC)
                        .toString();
                if (seen.add(instant) && seen.add("id " + event.path("id").asText(instant))) {
                    events.add(event);
                }
            }
            ObjectNode given = request.deepCopy();
            given.putArray("usage").addAll(events);
            Collections.shuffle(events, new Random(seed));
            ObjectNode shuffled = request.deepCopy();
            shuffled.putArray("usage").addAll(events);
            assertThat(Engine.rate(shuffled).map(RatingLawsTest::problemsInOrder))
                    .as(seed(seed, given))
                    .isEqualTo(Engine.rate(given).map(RatingLawsTest::problemsInOrder));
            return events.size() > 1;
        });
    }

    /** On a sum; where events are counted, or where a mere event opens a group or bucket, it does count. */
    @Test
    void eventOfNothingChangesNothing() {
        holds(1500, seed -> {
            ObjectNode request = withOneSum(RandomRequests.request(seed));
            String price = request.at("/plan/charges/0/price").toString();
            boolean byEvent = price.contains("\"percentage\"") || price.contains("fixed_per_unit");
            Optional<ObjectNode> before = Engine.rate(request);
            if (byEvent || before.isEmpty()) {
                return false;
            }
            ObjectNode more = request.deepCopy();
            ObjectNode nothing =
                    more.withArray("usage").addObject().put("event", "own").put("quantity", "0");
            nothing.put("time", request.at("/period/from").asText().substring(0, 10) + "T23:00:00Z");
            nothing.putObject("properties")
                    .put("region", "eu")
                    .put("v", "0")
                    .put("cores", "0")
                    .put("seconds", "0");
            assertThat(amounts(Engine.rate(more).orElseThrow()))
                    .as(seed(seed, more))
                    .isEqualTo(amounts(before.get()));
            return true;
        });
    }

    /** The first meter becomes a sum over events of its own, and its charge one line. */
    private static ObjectNode withOneSum(ObjectNode request) {
        ObjectNode meter = (ObjectNode) request.at("/meters/0");
        String name = meter.path("event").asText(meter.path("code").asText());
        meter.put("event", "own").put("aggregation", "sum");
        for (JsonNode event : request.path("usage")) {
            if (event.path("event").asText().equals(name)) {
                ((ObjectNode) event).put("event", "own");
            }
        }
        ((ObjectNode) request.at("/plan/charges/0")).remove(List.of("bucket", "group_by"));
        ((ObjectNode) request.at("/plan/charges/0/price")).remove("versions");
        return request;
    }

    /** Problems are listed as they are met; that order says nothing. */
    private static ObjectNode problemsInOrder(ObjectNode result) {
        List<JsonNode> problems = new ArrayList<>();
        result.path("problems").forEach(problems::add);
        problems.sort(Comparator.comparing(JsonNode::toString));
        result.putArray("problems").addAll(problems);
        return result;
    }

    private static List<String> amounts(JsonNode result) {
        List<String> amounts = new ArrayList<>();
        result.path("lines").forEach(line -> amounts.add(line.path("amount").asText()));
        amounts.add(result.path("total").asText());
        amounts.add(result.path("due").asText());
        return amounts;
    }

    @Test
    void jsonRoundTripIsIdentical() {
        holds(1500, seed -> {
            ObjectNode request = RandomRequests.request(seed);
            Optional<ObjectNode> result = Engine.rate(request);
            if (result.isPresent()) {
                ObjectNode again = request.deepCopy();
                ObjectNode written =
                        PlanJson.write(PlanJson.read(request.get("plan").toString()));
                again.set("plan", written);
                assertThat(PlanJson.write(PlanJson.read(written.toString())))
                        .as(seed(seed, request))
                        .isEqualTo(written);
                assertThat(Engine.rate(again)).as(seed(seed, request)).isEqualTo(result);
            }
            return result.isPresent();
        });
    }

    @Test
    void zoneAndLocaleOfTheMachineDoNotMatter() {
        List<String> there = ratedIn("Pacific/Apia", "ar-EG-u-nu-arab");
        List<String> here = ratedIn("America/St_Johns", "tr-TR");
        for (int index = 0; index < REQUESTS; index++) {
            assertThat(here.get(index)).as("Seed " + (FIRST + index)).isEqualTo(there.get(index));
        }
    }

    private static List<String> ratedIn(String zone, String locale) {
        TimeZone zoneBefore = TimeZone.getDefault();
        Locale localeBefore = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Locale.setDefault(Locale.forLanguageTag(locale));
            return IntStream.range(FIRST, FIRST + REQUESTS)
                    .parallel()
                    .mapToObj(
                            seed -> Engine.explain(RandomRequests.request(seed)).toString())
                    .toList();
        } finally {
            TimeZone.setDefault(zoneBefore);
            Locale.setDefault(localeBefore);
        }
    }
}
