package org.countinghouse.metering;

/**
 * What became of replayed entries. Every entry tried is exactly one of them.
 *
 * @param stored events that count now
 * @param duplicates events that were stored before; their entries are settled too
 * @param open entries that still cannot be taken, with their reason of now
 */
public record ReplayReport(long stored, long duplicates, long open) {
    static final ReplayReport NOTHING = new ReplayReport(0, 0, 0);

    ReplayReport plus(ReplayReport more) {
        return new ReplayReport(stored + more.stored, duplicates + more.duplicates, open + more.open);
    }
}
