package org.countinghouse.insight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much usage has come in so far, by every way and from every process.
 *
 * @param stored events that were ever stored, so that two readings tell the speed between them
 * @param today events stored by the imports that began today, as their list adds them up
 * @param rejectedToday rows of those imports that were not taken
 * @param running imports of files that are under way or were interrupted
 * @param waiting entries of the inbox
 * @param last when an import last finished, or a gateway last stored something; null when nothing ever came
 */
public record IngestReading(
        long stored,
        long today,
        long rejectedToday,
        long running,
        long waiting,
        @Nullable Instant last) {}
