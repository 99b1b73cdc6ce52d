package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds one after the other without a disk, for what a source makes of what it sees. */
final class RoundWorld {
    static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private Instant now = START;
    private boolean more;

    /** The events of a round. */
    List<JsonNode> round(Source source) {
        var round = new Round("test", now, marks, told::add);
        more = source.collect(round);
        marks.putAll(round.marks());
        var events = new ArrayList<JsonNode>();
        round.json().path("events").forEach(events::add);
        events.forEach(event -> ids.add(event.path("id").asText()));
        return events;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    boolean more() {
        return more;
    }

    List<String> told() {
        return told;
    }

    List<String> ids() {
        return ids;
    }

    static String property(JsonNode event, String name) {
        return event.path("properties").path(name).asText();
    }
}
