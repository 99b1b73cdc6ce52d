package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * One round of measuring: the events it gave and where the counters stand after it. The spool keeps both together or
 * neither.
 */
public final class Round {
    private static final String ROUND = "round";

    private final String collector;
    private final Instant now;
    private final Map<String, Mark> known;
    private final Consumer<String> told;
    private final long number;
    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private final Hashes hashes = new Hashes();

    /**
     * @param collector name of the collector, in the ids of its events
     * @param known where the counters stood before
     * @param told gets sentences about what could not be measured
     */
    Round(String collector, Instant now, Map<String, Mark> known, Consumer<String> told) {
        this.collector = collector;
        this.now = now;
        this.known = known;
        this.told = told;
        Mark last = known.get(ROUND);
        number = last == null ? 1 : last.value().longValueExact() + 1;
        marks.put(ROUND, new Mark(BigDecimal.valueOf(number), now));
    }

    Instant now() {
        return now;
    }

    /** When the round before was; null in the first one. */
    @Nullable
    Instant before() {
        Mark last = known.get(ROUND);
        return last == null ? null : last.at();
    }

    /** Where a counter stands; null when it was never seen. */
    @Nullable
    Mark mark(String key) {
        Mark fresh = marks.get(key);
        return fresh == null ? known.get(key) : fresh;
    }

    void mark(String key, Mark mark) {
        marks.put(key, mark);
    }

    void tell(String sentence) {
        told.accept(sentence);
    }

    /** Adds an event of this round. The number of the round is in its id, so that a clock put back repeats no id. */
    void add(CollectedEvent event) {
        add(event, Long.toString(number));
    }

    /** Adds an event that any collector of the same name would make of the same interval. */
    void addRepeatable(CollectedEvent event) {
        add(event, "");
    }

    private void add(CollectedEvent event, String distinction) {
        String identity = String.join(
                "\n",
                collector,
                event.event(),
                event.series(),
                event.customer(),
                event.from().toString(),
                event.time().toString(),
                distinction);
        ObjectNode json = Json.object()
                .put("customer", event.customer())
                .put("id", "collect-" + hashes.of(identity))
                .put("event", event.event())
                .put("time", event.time().toString());
        BigDecimal quantity = event.quantity();
        if (quantity != null) {
            json.put("quantity", quantity.toPlainString());
        }
        ObjectNode properties = json.putObject("properties");
        event.properties().forEach(properties::put);
        events.add(json);
    }

    int size() {
        return events.size();
    }

    Map<String, Mark> marks() {
        return marks;
    }

    /** As a record of the spool. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("marks", Marks.json(marks));
        ArrayNode list = json.putArray("events");
        events.forEach(list::add);
        return json;
    }
}
