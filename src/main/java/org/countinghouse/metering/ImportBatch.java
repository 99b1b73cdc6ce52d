package org.countinghouse.metering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a file that are stored in one transaction, as far as they can be told apart without the database. */
final class ImportBatch {
    private static final int MOST_BAD = 5_000;
    private static final int MOST_BAD_CHARACTERS = 4_000_000;

    private final EventRows rows = new EventRows();
    private final ReadingSums readings = new ReadingSums();
    private final List<Rejected> rejected = new ArrayList<>();
    private long badCharacters;
    private @Nullable PreparedEvents prepared;

    /** @param event what of the row could be read; null when it is no event */
    record Rejected(
            long line, BadRow reason, String raw, @Nullable UsageEvent event) {}

    void add(CheckedEvent event) {
        rows.add(event, event.key());
        event.contributions().forEach(readings::add);
    }

    /** @param event what of the row could be read; null when it is no event */
    void reject(long line, BadRow reason, String raw, @Nullable UsageEvent event) {
        rejected.add(new Rejected(line, reason, raw, event));
        badCharacters += raw.length();
    }

    /** @param mostEvents of a batch, repeats among them */
    boolean full(int mostEvents) {
        return rows.events().size() >= mostEvents
                || rejected.size() >= MOST_BAD
                || badCharacters >= MOST_BAD_CHARACTERS;
    }

    /** Works out what is to be stored; afterwards nothing can be added. */
    void prepare(long batchId) {
        prepared = PreparedEvents.of(batchId, rows, readings);
    }

    PreparedEvents prepared() {
        if (prepared == null) {
            throw new IllegalStateException("the batch was not prepared");
        }
        return prepared;
    }

    /** Repeats within the batch. */
    long duplicates() {
        return prepared().repeats().size();
    }

    /** Those of the repeats that have other content than the first event of their id. */
    List<CheckedEvent> conflicts() {
        return prepared().repeats().stream()
                .filter(PreparedEvents.Repeat::conflicting)
                .map(PreparedEvents.Repeat::event)
                .toList();
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** All rows. */
    long read() {
        return (long) rows.events().size() + rejected.size();
    }
}
