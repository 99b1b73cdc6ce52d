package org.countinghouse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes from input of any length, block by block. */
final class LineReader implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final InputStream input;
    private byte[] block;
    private int begin;
    private int end;

    /** @param first what was read of the input before */
    LineReader(byte[] first, InputStream input) {
        this.input = input;
        this.block = first;
        this.end = first.length;
    }

    /** The next line without its line feed, or null at the end. */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream();
        while (begin < end || fill()) {
            int feed = feed();
            line.write(block, begin, feed - begin);
            begin = feed + 1;
            if (feed < end) {
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    /** True when a whole line is here or more input waits. */
    boolean ready() throws IOException {
        return (begin < end && feed() < end) || input.available() > 0;
    }

    private int feed() {
        int at = begin;
        while (at < end && block[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        if (block.length < BLOCK) {
            block = new byte[BLOCK];
        }
        begin = 0;
        end = Math.max(0, input.read(block, 0, block.length));
        return end > 0;
    }

    /** Everything after the last line, as a stream; no more lines are read here. */
    InputStream rest() {
        int from = Math.min(begin, end);
        return new SequenceInputStream(new ByteArrayInputStream(block, from, end - from), input);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
