package org.countinghouse.metering;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The file of rows that were not taken, with line number, reason and the row itself; made when there is one. It gets
 * its name when it is complete, so that a list under that name is never a part of one.
 */
final class RejectedRows implements AutoCloseable {
    private final Path file;
    private final boolean straight;
    private @Nullable CsvWriter writer;

    private RejectedRows(Path file) {
        this.file = file;
        // A device or a pipe has no place beside it.
        this.straight = Files.exists(file) && !Files.isRegularFile(file);
    }

    /** @throws Failure {@code usage.rejected.file} when the list would replace the usage itself */
    static RejectedRows of(Path file, Path input) {
        if (same(file, input)) {
            throw new Failure(
                    "usage.rejected.file",
                    "The list of rejected rows cannot go to " + file + ": that is the file to be imported.",
                    "Name another file with --rejected. Nothing was stored.");
        }
        return new RejectedRows(file);
    }

    static Path beside(Path input) {
        return input.resolveSibling(input.getFileName() + ".rejected.csv");
    }

    private static boolean same(Path file, Path input) {
        try {
            return Files.exists(file) && Files.isSameFile(file, input);
        } catch (IOException unknown) {
            return false;
        }
    }

    void add(long line, String reason, String raw) {
        try {
            CsvWriter open = writer;
            if (open == null) {
                open = CsvWriter.builder().build(written());
                writer = open;
                open.writeRecord("line", "reason", "row");
            }
            open.writeRecord(Long.toString(line), reason, raw);
        } catch (IOException problem) {
            throw unwritable(problem);
        } catch (UncheckedIOException problem) {
            throw unwritable(Objects.requireNonNull(problem.getCause()));
        }
    }

    /** Completes the file and gives it its name; null when no row was rejected. */
    @Nullable
    Path finish() {
        CsvWriter open = writer;
        if (open == null) {
            return null;
        }
        try {
            open.close();
            if (!straight) {
                Files.move(written(), file, StandardCopyOption.REPLACE_EXISTING);
            }
            writer = null;
            return file;
        } catch (IOException problem) {
            throw unwritable(problem);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        CsvWriter open = writer;
        if (open != null) {
            writer = null;
            try {
                open.close();
            } catch (IOException again) {
                // What kept the list from being written was thrown where it happened.
            } finally {
                if (!straight) {
                    written().toFile().delete();
                }
            }
        }
    }

    private Path written() {
        return straight ? file : OutputFile.beside(file);
    }

    private Failure unwritable(IOException cause) {
        String why = OutputFile.diskFull(cause) ? ": its disk is full." : ".";
        return new Failure(
                "usage.rejected.file",
                "The list of rejected rows cannot be written to " + file + why,
                "Good rows so far are stored. Name another file with --rejected and import again: nothing counts twice.",
                cause);
    }
}
