package org.countinghouse.metering.collect;

/**
 * What a collector has done since it was started.
 *
 * @param collected events that were made of what was measured
 * @param stored events that were new where they are counted
 * @param duplicates events that had come there before; they count once
 * @param rejected events that were refused for good, also for another content under their id
 */
public record Totals(long collected, long stored, long duplicates, long rejected) {
    static final Totals NONE = new Totals(0, 0, 0, 0);

    Totals plus(Totals more) {
        return new Totals(
                collected + more.collected,
                stored + more.stored,
                duplicates + more.duplicates,
                rejected + more.rejected);
    }
}
