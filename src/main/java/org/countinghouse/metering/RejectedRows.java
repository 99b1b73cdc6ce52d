package org.countinghouse.metering;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The file of rows that were not taken, with line number, reason and the row itself; made when there is one. */
final class RejectedRows implements AutoCloseable {
    private final Path file;
    private @Nullable CsvWriter writer;

    RejectedRows(Path file) {
        this.file = file;
    }

    static Path beside(Path input) {
        return input.resolveSibling(input.getFileName() + ".rejected.csv");
    }

    void add(long line, String reason, String raw) {
        try {
            CsvWriter open = writer;
            if (open == null) {
                open = CsvWriter.builder().build(file);
                writer = open;
                open.writeRecord("line", "reason", "row");
            }
            open.writeRecord(Long.toString(line), reason, raw);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unwritable(e);
        }
    }

    /** The file, or null when no row was rejected. */
    @Nullable
    Path written() {
        return writer == null ? null : file;
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Failure unwritable(Exception cause) {
        return new Failure(
                "usage.rejected.file",
                "The list of rejected rows cannot be written to " + file + ".",
                "Good rows so far are stored. Name another file with --rejected and import again: nothing counts twice.",
                cause);
    }
}
