package org.countinghouse.insight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One import of a usage file.
 *
 * @param finishedAt null when it was interrupted
 * @param importedBy the person's sign-in
 * @param undoneAt null when its events count
 * @param undoneBy sign-in of whoever took it back; empty when its events count
 */
public record ImportBatchRow(
        long id,
        String file,
        String format,
        long read,
        long accepted,
        long duplicates,
        long rejected,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String importedBy,
        @Nullable Instant undoneAt,
        String undoneBy) {}
