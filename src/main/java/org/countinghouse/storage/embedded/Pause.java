package org.countinghouse.storage.embedded;

import org.countinghouse.work.Cancelled;

/** Waits between two looks at something another process does. */
final class Pause {
    private Pause() {}

    /** An interrupt counts as a request to stop. */
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }
}
