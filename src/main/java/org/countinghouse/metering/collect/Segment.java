package org.countinghouse.metering.collect;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;

/**
 * A file of records, one a line: the CRC-32C of the record in eight hexadecimal digits, a space, the record as JSON. What
 * was appended is on disk when {@link #append} returns. A kill in the middle of it leaves a last line without its end,
 * which was never a record and is cut off; any other line that does not fit its checksum was damaged later.
 */
final class Segment implements AutoCloseable {
    private static final String SUFFIX = ".spool";
    private static final int CHECKSUM = 8;

    private final Path file;
    private final FileChannel channel;
    private long size;

    /** A record and where the next one begins. */
    record Entry(JsonNode record, long end) {}

    private Segment(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static Path file(Path folder, long number) {
        return folder.resolve("%016d%s".formatted(number, SUFFIX));
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Makes a segment with its first record; it has its name only when that is on disk, and then nothing can fail. */
    static Segment create(Path folder, long number, JsonNode first) throws IOException {
        Path file = file(folder, number);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var segment = new Segment(file, FileChannel.open(unfinished, CREATE_NEW, WRITE), 0);
        boolean made = false;
        try {
            segment.append(first);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            made = true;
        } finally {
            if (!made) {
                segment.close();
            }
        }
        keepName(folder);
        return segment;
    }

    /** Opens a segment to go on with it; a torn last line is cut off. */
    static Segment open(Path file) throws IOException {
        long whole = read(file, 0).getLast().end();
        var channel = FileChannel.open(file, READ, WRITE);
        channel.truncate(whole);
        return new Segment(file, channel, whole);
    }

    /** On systems where a new name is on disk only when its folder is. */
    private static void keepName(Path folder) {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows does not open folders, and needs no such step.
        }
    }

    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    /** Adds a record, which is on disk afterwards; when that fails nothing of it is left. */
    void append(JsonNode record) throws IOException {
        byte[] json = Json.text(record).getBytes(StandardCharsets.UTF_8);
        var line = ByteBuffer.allocate(CHECKSUM + 2 + json.length);
        line.put(checksum(json).getBytes(StandardCharsets.US_ASCII))
                .put((byte) ' ')
                .put(json)
                .put((byte) '\n')
                .flip();
        boolean kept = false;
        try {
            for (long at = size; line.hasRemaining(); ) {
                at += channel.write(line, at);
            }
            channel.force(false);
            size += line.capacity();
            kept = true;
        } finally {
            if (!kept && channel.isOpen()) {
                channel.truncate(size);
            }
        }
    }

    /**
     * The records from a place on, without a torn last one.
     *
     * @throws Failure {@code collect.spool-damaged}
     */
    static List<Entry> read(Path file, long from) throws IOException {
        if (from > 0 && Files.size(file) <= from) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        var entries = new ArrayList<Entry>();
        int begin = Math.toIntExact(from);
        for (int end = begin; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                if (holed(bytes, begin, end)) {
                    break;
                }
                entries.add(new Entry(record(file, bytes, begin, end), end + 1L));
                begin = end + 1;
            }
        }
        if (from == 0 && entries.isEmpty()) {
            throw damaged(file, 0);
        }
        return entries;
    }

    /** After a power failure, parts of a last line that never came to the disk read as zeros. */
    private static boolean holed(byte[] bytes, int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode record(Path file, byte[] bytes, int begin, int end) {
        int json = begin + CHECKSUM + 1;
        if (json > end) {
            throw damaged(file, begin);
        }
        byte[] record = Arrays.copyOfRange(bytes, json, end);
        String told = new String(bytes, begin, CHECKSUM, StandardCharsets.US_ASCII);
        if (!told.equals(checksum(record))) {
            throw damaged(file, begin);
        }
        try {
            return Json.parse(new String(record, StandardCharsets.UTF_8));
        } catch (CatalogFailure unreadable) {
            throw damaged(file, begin);
        }
    }

    private static String checksum(byte[] record) {
        var checksum = new CRC32C();
        checksum.update(record);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static Failure damaged(Path file, long at) {
        return new Failure(
                "collect.spool-damaged",
                "The file " + file + " is damaged at byte " + at + ": a record in it is not what was written.",
                "Look after the disk. Then move the folder of this file away and start the collector again: it begins"
                        + " anew, and what waited in that folder is not sent.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
