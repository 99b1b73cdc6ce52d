package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countinghouse.catalog.Json;

/** Where all counters stand, and how that is written. */
final class Marks {
    /** Counters that were not seen for so long are forgotten: containers come and go. */
    static final Duration KEPT = Duration.ofDays(7);

    /** A counter that stands still is marked again after this, so that it is not forgotten. */
    static final Duration REFRESHED = Duration.ofDays(1);

    private Marks() {}

    static ObjectNode json(Map<String, Mark> marks) {
        ObjectNode json = Json.object();
        marks.forEach((key, mark) -> json.set(key, mark.json()));
        return json;
    }

    static Map<String, Mark> of(JsonNode json) {
        var marks = new LinkedHashMap<String, Mark>();
        json.properties().forEach(field -> marks.put(field.getKey(), Mark.of(field.getValue())));
        return marks;
    }

    /** Those that were seen lately. Measured against the newest mark, so that a clock that is wrong forgets nothing. */
    static Map<String, Mark> lately(Map<String, Mark> marks) {
        Instant newest =
                marks.values().stream().map(Mark::at).max(Instant::compareTo).orElse(Instant.EPOCH);
        var kept = new LinkedHashMap<String, Mark>();
        marks.forEach((key, mark) -> {
            if (!mark.at().isBefore(newest.minus(KEPT))) {
                kept.put(key, mark);
            }
        });
        return kept;
    }
}
