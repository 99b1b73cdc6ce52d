package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.countinghouse.work.Failure;

/** Reads from the server's log why it did not start, in words a person can act on. */
final class ServerLog {
    private static final long ROTATE_ABOVE = 5L << 20;
    private static final int TAIL = 64 << 10;

    private ServerLog() {}

    static long size(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** Keeps one older log; called while no server runs. */
    static void rotate(Path log) throws IOException {
        if (size(log) > ROTATE_ABOVE) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What was written after {@code from} bytes. */
    static String since(Path log, long from) throws IOException {
        if (size(log) <= from) {
            return "";
        }
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(from, channel.size() - TAIL));
            var buffer = java.nio.ByteBuffer.allocate(TAIL);
            while (buffer.hasRemaining() && channel.read(buffer) > 0) {
                // Reads until the end or until the buffer is full.
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
    }

    static boolean portTaken(String text) {
        return text.contains("could not bind") || text.contains("Address already in use");
    }

    /** The last server's processes are still going away: the same start succeeds a moment later. */
    static boolean passing(String text) {
        return text.contains("pre-existing shared memory block")
                || text.contains("lock file \"postmaster.pid\" already exists")
                || text.contains("bogus data in lock file")
                || text.contains("lock file \"postmaster.pid\" is empty");
    }

    static Failure failure(Path log, long from, Path data) throws IOException {
        String text = since(log, from);
        if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
            return new Failure(
                    "database.disk-full",
                    "The disk of " + data + " is full.",
                    "Free some space and try again: what was saved before is safe.");
        }
        if (portTaken(text)) {
            return new Failure(
                    "database.port-taken",
                    "No free port was found for the database on 127.0.0.1.",
                    "Another program takes each port first; try again. Nothing was changed.");
        }
        if (text.contains("Permission denied") || text.contains("PANIC") || text.contains("could not open file")) {
            return new Failure(
                    "database.unreadable",
                    "The database in " + data + " cannot be read; the server's own words are in " + log + ".",
                    "Check that the directory is complete and belongs to you, or restore it from a back-up.");
        }
        return new Failure(
                "database.start",
                "The embedded database in " + data + " did not start; the server's own words are in " + log + ".",
                "Try again; if it stays so, restore the directory from a back-up. Nothing was changed.");
    }
}
