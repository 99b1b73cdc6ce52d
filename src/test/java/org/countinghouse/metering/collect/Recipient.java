package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.jspecify.annotations.Nullable;

/** Takes events as a gateway does, once each, and can be told to be away or to lose its answers. */
final class Recipient implements Delivery {
    private final Map<String, ObjectNode> events = new LinkedHashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private @Nullable Answer always;
    private int lostAnswers;
    private int duplicates;

    @Override
    public synchronized Answer send(List<ObjectNode> sent) {
        if (always != null) {
            return always;
        }
        var results = new ArrayList<IntakeResult>();
        for (ObjectNode event : sent) {
            String id = event.path("id").asText();
            ObjectNode before = events.putIfAbsent(id, event);
            boolean same = before == null || before.equals(event);
            if (!same) {
                conflicts.add(id);
            }
            duplicates += before == null ? 0 : 1;
            results.add(new IntakeResult(id, before == null ? Outcome.STORED : Outcome.DUPLICATE, "", ""));
        }
        if (lostAnswers > 0) {
            lostAnswers--;
            return new Answer.Later("the answer was lost", Duration.ZERO);
        }
        return new Answer.Taken(results);
    }

    synchronized void answersAlways(@Nullable Answer answer) {
        always = answer;
    }

    synchronized void losesAnswers(int count) {
        lostAnswers = count;
    }

    synchronized List<ObjectNode> events() {
        return List.copyOf(events.values());
    }

    synchronized List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    synchronized int duplicates() {
        return duplicates;
    }

    BigDecimal sum() {
        return events().stream()
                .map(event -> new BigDecimal(event.path("quantity").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void close() {}
}
