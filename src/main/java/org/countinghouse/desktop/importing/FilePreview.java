package org.countinghouse.desktop.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.UsageReaders;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a file begins and how its first rows would be read.
 *
 * @param failure why no row can be read yet, for example a column that nobody has named; null when rows can be read
 */
record FilePreview(
        UsageReaders.Head head,
        List<PreviewRow> rows,
        @Nullable Failure failure) {
    static final int ROWS = 50;

    FilePreview {
        rows = List.copyOf(rows);
    }

    /** @throws Failure {@code usage.file.*} when the file has no beginning that can be read */
    static FilePreview read(Path file, ImportOptions options) throws IOException {
        UsageReaders.Head head = UsageReaders.head(file, options);
        try {
            return new FilePreview(head, rows(file, options), null);
        } catch (Failure unreadable) {
            return new FilePreview(head, List.of(), unreadable);
        }
    }

    private static List<PreviewRow> rows(Path file, ImportOptions options) throws IOException {
        var rows = new ArrayList<PreviewRow>();
        try (var reader = UsageReaders.open(file, options).reader()) {
            while (rows.size() < ROWS) {
                ReadResult row = reader.next();
                if (row == null) {
                    break;
                }
                rows.add(PreviewRow.of(row));
            }
        }
        return rows;
    }

    long good() {
        return rows.stream().filter(PreviewRow::good).count();
    }
}
