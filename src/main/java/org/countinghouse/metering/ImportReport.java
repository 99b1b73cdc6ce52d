package org.countinghouse.metering;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a usage file. Every row read is exactly one of accepted, duplicate and rejected.
 *
 * @param conflicts duplicates whose content differs from what was stored first; they are in the rejected file too
 * @param inboxLeftOut rejected rows that are only in the rejected file, because the inbox is full
 * @param rejectedFile null when every row was taken
 * @param batchId the import's id; 0 in a dry run
 */
public record ImportReport(
        long read,
        long accepted,
        long duplicates,
        long rejected,
        long conflicts,
        long inboxLeftOut,
        @Nullable Path rejectedFile,
        long batchId) {}
