package org.countinghouse.metering.collect;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts samples that could not be taken, by the reason, and tells each reason once with an example. */
final class LeftOut {
    private final Map<String, Series> examples = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String reason, Series series) {
        examples.putIfAbsent(reason, series);
        counts.merge(reason, 1, Integer::sum);
    }

    void tell(Round round) {
        examples.forEach((reason, series) -> {
            int more = counts.getOrDefault(reason, 1) - 1;
            round.tell(series + " " + reason + (more == 0 ? "." : ", and so " + more + " more.") + " It was left out.");
        });
        examples.clear();
        counts.clear();
    }
}
