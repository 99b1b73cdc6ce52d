package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.storage.embedded.OwnerOnly;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * What was measured and is not yet acknowledged, on disk, with where the counters stand. Rounds are appended to segments;
 * each segment begins with all marks, so that those before it can go once their events are acknowledged. A round's events
 * and marks are one record: a kill loses both or none, and a counter goes on where its last kept event ended. Safe for
 * one thread that appends and one that sends.
 */
public final class Spool implements AutoCloseable {
    /** A segment beyond this is followed by a new one. */
    private static final long SEGMENT = 1 << 20;

    private final Path folder;
    private final long limit;
    private final SpoolLock lock;
    private final String collector;
    private final Map<String, Mark> marks;
    private final SpoolReader reader;
    private Segment newest;
    private boolean closed;

    private Spool(Path folder, long limit, SpoolLock lock, @Nullable String name) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.lock = lock;
        List<Path> segments = segments(folder);
        if (segments.isEmpty()) {
            String made = name == null ? UUID.randomUUID().toString() : name;
            newest = Segment.create(folder, 1, beginning(made, Map.of()));
        } else {
            newest = Segment.open(segments.getLast());
        }
        List<Segment.Entry> entries = Segment.read(newest.file(), 0);
        var first = entries.getFirst().record();
        collector = name == null ? first.path("collector").asText() : name;
        marks = Marks.of(first.path("marks"));
        entries.stream()
                .skip(1)
                .forEach(each -> marks.putAll(Marks.of(each.record().path("marks"))));
        reader = new SpoolReader(folder);
    }

    /**
     * Opens a spool, or makes one.
     *
     * @param limit bytes that it may take
     * @param name of the collector in the ids of its events; null = a random one that is made with the spool
     * @throws Failure {@code collect.running} when another collector has it, {@code collect.spool-damaged}, {@code file.*}
     */
    public static Spool open(Path folder, long limit, @Nullable String name) {
        SpoolLock lock = null;
        boolean opened = false;
        try {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            OwnerOnly.directory(folder);
            lock = SpoolLock.take(folder);
            var spool = new Spool(folder, limit, lock, name);
            opened = true;
            return spool;
        } catch (IOException problem) {
            throw OutputFile.failure(folder, problem);
        } finally {
            if (!opened && lock != null) {
                lock.close();
            }
        }
    }

    String collector() {
        return collector;
    }

    /** Where the counters stand; for the thread that appends. */
    Map<String, Mark> marks() {
        return marks;
    }

    Path folder() {
        return folder;
    }

    /**
     * Keeps a round; it is on disk afterwards.
     *
     * @throws Failure {@code collect.spool-full}, {@code file.*}: nothing of the round is kept, and the counters stand
     *     where they stood
     */
    synchronized void append(Round round) {
        ObjectNode record = round.json();
        try {
            if (size() > limit) {
                throw full();
            }
            if (newest.size() > SEGMENT) {
                follow();
            }
            newest.append(record);
        } catch (IOException problem) {
            throw OutputFile.failure(newest.file(), problem);
        }
        marks.putAll(round.marks());
        reader.added(round.size());
    }

    /** A new segment that needs none before it. */
    private void follow() throws IOException {
        Map<String, Mark> lately = Marks.lately(marks);
        Segment next = Segment.create(folder, Segment.number(newest.file()) + 1, beginning(collector, lately));
        newest.close();
        newest = next;
        marks.keySet().retainAll(lately.keySet());
        reader.forget(newest.file());
    }

    private static ObjectNode beginning(String collector, Map<String, Mark> marks) {
        ObjectNode json = Json.object().put("collector", collector);
        json.set("marks", Marks.json(marks));
        return json;
    }

    /** The oldest events that are not acknowledged; without events when all are. */
    synchronized Batch next(int most) {
        try {
            return reader.next(most, newest.file());
        } catch (IOException problem) {
            throw unreadable(problem);
        }
    }

    /** Forgets events that were acknowledged; segments that hold nothing else are removed. */
    synchronized void done(Batch batch) {
        try {
            reader.done(batch, newest.file());
        } catch (IOException problem) {
            throw OutputFile.failure(folder, problem);
        }
    }

    /** Events that are not acknowledged. */
    public synchronized long waiting() {
        return reader.waiting();
    }

    private long size() throws IOException {
        long size = 0;
        for (Path segment : segments(folder)) {
            size += Files.size(segment);
        }
        return size;
    }

    private Failure full() {
        return new Failure(
                "collect.spool-full",
                "The folder " + folder + " holds " + (limit >> 20) + " MB of usage that could not be sent.",
                "What is there is kept. Nothing is added until it can be sent; counters go on from where they stood.");
    }

    private Failure unreadable(IOException problem) {
        return new Failure(
                "collect.spool-unreadable",
                "The folder " + folder + " cannot be read.",
                "Check that it is there and readable, then start the collector again.",
                problem);
    }

    /** Oldest first. */
    static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(Segment::isSegment).sorted().toList());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            newest.close();
        } catch (IOException problem) {
            throw OutputFile.failure(newest.file(), problem);
        } finally {
            lock.close();
        }
    }

    /**
     * Events to be sent together.
     *
     * @param segment number of the segment that the first event after them is in
     * @param offset where that event's record begins in it
     * @param skip events of that record that come before it
     */
    record Batch(List<ObjectNode> events, long segment, long offset, int skip) {}
}
