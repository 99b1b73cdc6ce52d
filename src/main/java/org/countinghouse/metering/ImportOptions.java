package org.countinghouse.metering;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a usage file is read and imported.
 *
 * @param format null = recognised from the file's beginning
 * @param mapping field (customer, id, event, time, quantity, properties) to column name, or to a fixed value written
 *     with a leading {@code =}; what is not named is guessed from the header
 * @param timeZone for timestamps that name no zone; null = such rows are rejected
 * @param encoding of the text
 * @param rejectedFile where rejected rows go; null = beside the input
 * @param dryRun read and check everything, store nothing
 * @param allowNegative accept quantities below zero
 * @param batchSize events stored in one transaction
 */
public record ImportOptions(
        @Nullable UsageFormat format,
        Map<String, String> mapping,
        @Nullable ZoneId timeZone,
        Charset encoding,
        @Nullable Path rejectedFile,
        boolean dryRun,
        boolean allowNegative,
        int batchSize) {
    public static final int DEFAULT_BATCH_SIZE = 50_000;
    public static final int LARGEST_BATCH_SIZE = 1_000_000;
    public static final ImportOptions DEFAULT =
            new ImportOptions(null, Map.of(), null, StandardCharsets.UTF_8, null, false, false, DEFAULT_BATCH_SIZE);

    public ImportOptions {
        mapping = Map.copyOf(mapping);
        if (batchSize < 1 || batchSize > LARGEST_BATCH_SIZE) {
            throw new IllegalArgumentException("batch size is from 1 to " + LARGEST_BATCH_SIZE);
        }
    }

    public ImportOptions withFormat(@Nullable UsageFormat other) {
        return new ImportOptions(other, mapping, timeZone, encoding, rejectedFile, dryRun, allowNegative, batchSize);
    }

    public ImportOptions withMapping(Map<String, String> other) {
        return new ImportOptions(format, other, timeZone, encoding, rejectedFile, dryRun, allowNegative, batchSize);
    }

    public ImportOptions withTimeZone(@Nullable ZoneId other) {
        return new ImportOptions(format, mapping, other, encoding, rejectedFile, dryRun, allowNegative, batchSize);
    }

    public ImportOptions withRejectedFile(@Nullable Path other) {
        return new ImportOptions(format, mapping, timeZone, encoding, other, dryRun, allowNegative, batchSize);
    }

    public ImportOptions withDryRun(boolean other) {
        return new ImportOptions(format, mapping, timeZone, encoding, rejectedFile, other, allowNegative, batchSize);
    }

    public ImportOptions withBatchSize(int other) {
        return new ImportOptions(format, mapping, timeZone, encoding, rejectedFile, dryRun, allowNegative, other);
    }
}
