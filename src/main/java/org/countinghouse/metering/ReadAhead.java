package org.countinghouse.metering;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads and checks rows on a thread of its own while the rows before them are stored; a bounded number of them waits. */
final class ReadAhead implements AutoCloseable {
    private static final int ROWS = 1_000;
    private static final int CHARACTERS = 1 << 20;
    private static final int PIECES = 32;

    private final UsageReader reader;
    private final EventCheck check;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private Iterator<Row> rows = List.<Row>of().iterator();
    private boolean ended;

    ReadAhead(UsageReader reader, EventCheck check) {
        this.reader = reader;
        this.check = check;
        thread = Thread.ofPlatform().name("usage-reader").daemon().start(this::read);
    }

    /** A row that was read. */
    sealed interface Row {}

    record Good(CheckedEvent event) implements Row {}

    /** @param event what of the row could be read; null when it is no event */
    record Bad(
            long line, BadRow reason, String raw, @Nullable UsageEvent event) implements Row {}

    /**
     * Some rows.
     *
     * @param last nothing comes after them
     * @param failure why the reading ended early; null when it did not
     */
    private record Piece(
            List<Row> rows, boolean last, @Nullable Throwable failure) {}

    /**
     * The next row; null at the end.
     *
     * @throws IOException when the file cannot be read on; the rows before that have come
     */
    @Nullable
    Row next() throws IOException {
        while (!rows.hasNext()) {
            if (ended) {
                return null;
            }
            Piece piece = take();
            rows = piece.rows().iterator();
            ended = piece.last();
            if (piece.failure() != null) {
                throw failed(piece.failure());
            }
        }
        return rows.next();
    }

    private Piece take() throws IOException {
        try {
            return pieces.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", stopped);
        }
    }

    private static IOException failed(Throwable failure) {
        return switch (failure) {
            case IOException unreadable -> unreadable;
            case RuntimeException unexpected -> throw unexpected;
            case Error error -> throw error;
            default -> new IOException(failure);
        };
    }

    private void read() {
        try {
            boolean last = false;
            while (!last) {
                var some = new ArrayList<Row>(ROWS);
                try {
                    last = fill(some);
                } finally {
                    pieces.put(new Piece(some, false, null));
                }
            }
            pieces.put(new Piece(List.of(), true, null));
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            tell(failure);
        }
    }

    private void tell(Throwable failure) {
        try {
            pieces.put(new Piece(List.of(), true, failure));
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
        }
    }

    /** True at the end of the file. */
    private boolean fill(List<Row> some) throws IOException {
        int characters = 0;
        while (some.size() < ROWS && characters < CHARACTERS) {
            ReadResult row = reader.next();
            if (row == null) {
                return true;
            }
            characters += row.raw().length();
            some.add(
                    switch (row) {
                        case ReadResult.Rejected bad ->
                            new Bad(bad.line(), new BadRow(bad.code(), bad.reason()), bad.raw(), null);
                        case ReadResult.Event good -> checked(good);
                    });
        }
        return false;
    }

    private Row checked(ReadResult.Event row) {
        try {
            return new Good(check.check(row));
        } catch (BadRow bad) {
            return new Bad(row.line(), bad, row.raw(), row.event());
        }
    }

    /** Stops reading; the reader may be closed afterwards. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
