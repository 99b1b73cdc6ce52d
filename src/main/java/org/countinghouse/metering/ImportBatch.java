package org.countinghouse.metering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of a file that are stored in one transaction, as far as they can be told apart without the database. */
final class ImportBatch {
    private static final int MOST_BAD = 5_000;
    private static final int MOST_BAD_CHARACTERS = 4_000_000;

    private final Map<Key, CheckedEvent> events = new LinkedHashMap<>();
    private final List<CheckedEvent> conflicts = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private long duplicates;
    private long badCharacters;
    private @Nullable PreparedEvents prepared;

    /** Idempotency key: the customer and the client's id. */
    private record Key(long customerId, UUID id) {}

    /** @param event what of the row could be read; null when it is no event */
    record Rejected(
            long line, BadRow reason, String raw, @Nullable UsageEvent event) {}

    void add(CheckedEvent event) {
        CheckedEvent first = events.putIfAbsent(new Key(event.customerId(), event.key()), event);
        if (first != null) {
            duplicates++;
            if (!first.payloadHash().equals(event.payloadHash())) {
                conflicts.add(event);
                badCharacters += event.raw().length();
            }
        }
    }

    /** @param event what of the row could be read; null when it is no event */
    void reject(long line, BadRow reason, String raw, @Nullable UsageEvent event) {
        rejected.add(new Rejected(line, reason, raw, event));
        badCharacters += raw.length();
    }

    /** @param mostEvents of a batch */
    boolean full(int mostEvents) {
        return events.size() >= mostEvents
                || rejected.size() + conflicts.size() >= MOST_BAD
                || badCharacters >= MOST_BAD_CHARACTERS;
    }

    /** Works out what is to be stored; afterwards nothing can be added. */
    void prepare(long batchId) {
        prepared = PreparedEvents.of(batchId, List.copyOf(events.values()));
    }

    PreparedEvents prepared() {
        if (prepared == null) {
            throw new IllegalStateException("the batch was not prepared");
        }
        return prepared;
    }

    /** Repeats within the batch. */
    long duplicates() {
        return duplicates;
    }

    /** Those of the repeats that have other content than the first event of their id. */
    List<CheckedEvent> conflicts() {
        return conflicts;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** All rows. */
    long read() {
        return events.size() + duplicates + rejected.size();
    }
}
