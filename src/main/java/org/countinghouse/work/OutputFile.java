package org.countinghouse.work;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Files that people get: a picture, a PDF, a table. The name always holds the whole content or what was there before,
 * never a half: it is written beside and renamed. A device or pipe ({@code /dev/stdout}) is written straight.
 */
public final class OutputFile {
    private OutputFile() {}

    /** What fills a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is closed by the caller. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file as a whole.
     *
     * @return the file
     * @throws Failure {@code file.disk-full}, {@code file.folder} (there is none), {@code file.denied} or {@code
     *     file.write}, naming the file; what was there before is still there
     */
    public static Path write(Path file, Content content) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new Failure("file.folder", file + " is a folder.", "Name a file in it.");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                fill(target, content);
            } else {
                replace(target, content);
            }
            return file;
        } catch (UncheckedIOException problem) {
            throw failure(file, Objects.requireNonNull(problem.getCause()));
        } catch (IOException problem) {
            throw failure(file, problem);
        }
    }

    /** Where a file is written before it gets its name. */
    public static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static void replace(Path target, Content content) throws IOException {
        Path part = beside(target);
        try {
            fill(part, content);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void fill(Path file, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            content.write(out);
        }
    }

    /** What a person is told when a file could not be written. */
    public static Failure failure(Path file, IOException problem) {
        Path folder = file.toAbsolutePath().getParent();
        if (diskFull(problem)) {
            return new Failure(
                    "file.disk-full",
                    "The disk is full: " + file + " was not written.",
                    "Free some space or name a file on another disk, then do it again.",
                    problem);
        }
        if (problem instanceof NoSuchFileException && folder != null) {
            return new Failure(
                    "file.folder",
                    "There is no folder " + folder + " for the file " + file + ".",
                    "Create it, or name another file, then do it again.",
                    problem);
        }
        if (problem instanceof AccessDeniedException) {
            return new Failure(
                    "file.denied",
                    file + " may not be written.",
                    "Ask for the right to write there, or name another file, then do it again.",
                    problem);
        }
        return new Failure(
                "file.write",
                "The file " + file + " cannot be written.",
                "Check that its folder is there and writable and has space, then do it again.",
                problem);
    }

    /** Whether the system refused to store more: Java has no type for it, only the system's own words. */
    public static boolean diskFull(IOException problem) {
        String reason =
                String.valueOf(problem instanceof FileSystemException file ? file.getReason() : problem.getMessage());
        return reason.contains("No space left")
                || reason.contains("not enough space")
                || reason.contains("quota exceeded")
                || reason.contains("File too large");
    }
}
