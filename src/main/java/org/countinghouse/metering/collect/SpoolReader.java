package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.countinghouse.metering.collect.Spool.Batch;
import org.countinghouse.storage.embedded.OwnerOnly;

/**
 * Goes through the events of a spool, and remembers how far they are acknowledged. Should that memory be lost, events are
 * sent again; their ids are known where they arrive, so they still count once. Used under the spool's lock.
 */
final class SpoolReader {
    private final Path folder;
    private final Path memory;
    private final Deque<Waiting> read = new ArrayDeque<>();
    private long segment;
    private long offset;
    private int skip;
    /** Where the next record is read, behind those in {@link #read}. */
    private long readSegment;

    private long readOffset;
    private long waiting;

    /** An event, and the place of the one after it. */
    private record Waiting(ObjectNode event, long segment, long offset, int skip) {}

    SpoolReader(Path folder) throws IOException {
        this.folder = folder;
        memory = folder.resolve("acknowledged");
        recall();
        readSegment = segment;
        readOffset = offset;
        for (Path each : Spool.segments(folder)) {
            long from = Segment.number(each) == segment ? offset : 0;
            for (var entry : Segment.read(each, from)) {
                waiting += entry.record().path("events").size();
            }
        }
        waiting -= skip;
    }

    private void recall() throws IOException {
        long oldest = Segment.number(Spool.segments(folder).getFirst());
        try {
            String[] words = Files.readString(memory).strip().split(" ", -1);
            segment = Long.parseLong(words[0]);
            offset = Long.parseLong(words[1]);
            skip = Integer.parseInt(words[2]);
        } catch (NoSuchFileException | IllegalArgumentException | IndexOutOfBoundsException none) {
            segment = 0;
        }
        Path named = Segment.file(folder, segment);
        if (segment < oldest || !Files.exists(named) || Files.size(named) < offset) {
            segment = oldest;
            offset = 0;
            skip = 0;
        }
    }

    long waiting() {
        return waiting;
    }

    void added(int events) {
        waiting += events;
    }

    Batch next(int most, Path newest) throws IOException {
        fill(most, newest);
        List<ObjectNode> events = new ArrayList<>();
        Batch batch = new Batch(List.of(), segment, offset, skip);
        for (Waiting each : read) {
            if (events.size() == most) {
                break;
            }
            events.add(each.event());
            batch = new Batch(events, each.segment(), each.offset(), each.skip());
        }
        return batch;
    }

    /** Reads on until there are enough events or no more. */
    private void fill(int most, Path newest) throws IOException {
        while (read.size() < most) {
            List<Segment.Entry> entries = Segment.read(Segment.file(folder, readSegment), readOffset);
            long begin = readOffset;
            for (var entry : entries) {
                remember(entry.record().path("events"), begin, entry.end());
                begin = entry.end();
            }
            readOffset = begin;
            if (readSegment == Segment.number(newest)) {
                return;
            }
            readSegment++;
            readOffset = 0;
        }
    }

    private void remember(JsonNode events, long begin, long end) {
        int first = readSegment == segment && begin == offset ? skip : 0;
        for (int at = first; at < events.size(); at++) {
            boolean last = at == events.size() - 1;
            read.add(new Waiting((ObjectNode) events.get(at), readSegment, last ? end : begin, last ? 0 : at + 1));
        }
    }

    void done(Batch batch, Path newest) throws IOException {
        for (int i = 0; i < batch.events().size(); i++) {
            read.remove();
        }
        waiting -= batch.events().size();
        segment = batch.segment();
        offset = batch.offset();
        skip = batch.skip();
        forget(newest);
        OwnerOnly.write(memory, segment + " " + offset + " " + skip + "\n");
    }

    /** Removes the segments that hold nothing that waits. */
    void forget(Path newest) throws IOException {
        if (waiting == 0) {
            segment = Segment.number(newest);
            offset = Files.size(newest);
            skip = 0;
            readSegment = segment;
            readOffset = offset;
        }
        for (Path each : Spool.segments(folder)) {
            if (Segment.number(each) < segment) {
                Files.delete(each);
            }
        }
    }
}
