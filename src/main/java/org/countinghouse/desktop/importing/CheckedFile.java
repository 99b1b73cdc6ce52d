package org.countinghouse.desktop.importing;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.ImportReport;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What would become of every row of a file.
 *
 * @param reasons the first rows that would be rejected
 */
record CheckedFile(ImportReport report, List<Reason> reasons) {
    static final int MOST_REASONS = 100;

    CheckedFile {
        reasons = List.copyOf(reasons);
    }

    /** A row that is not taken: its line in the file, why, and the row itself. */
    record Reason(long line, String reason, String row) {}

    /** Reads and checks everything, stores nothing. */
    static CheckedFile check(UsageImport imports, Path file, ImportOptions options, Progress progress)
            throws IOException {
        Path rejected = Files.createTempFile("rejected", ".csv");
        try {
            ImportReport report = imports.run(file, options.withDryRun(true).withRejectedFile(rejected), progress);
            return new CheckedFile(report, reasons(report.rejectedFile()));
        } finally {
            Files.deleteIfExists(rejected);
        }
    }

    private static List<Reason> reasons(@Nullable Path file) throws IOException {
        var reasons = new ArrayList<Reason>();
        if (file != null) {
            try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (var record : csv) {
                    reasons.add(new Reason(
                            Long.parseLong(record.getField("line")),
                            record.getField("reason"),
                            record.getField("row")));
                    if (reasons.size() == MOST_REASONS) {
                        break;
                    }
                }
            }
        }
        return reasons;
    }
}
