package org.countinghouse.metering;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteConverter;

/**
 * Rows in PostgreSQL's binary COPY format, sent in one go: text would be written here and read there, both at a cost
 * (PostgreSQL manual, COPY, "Binary Format"). Fields must have exactly the types of the columns.
 */
final class CopyRows {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int FLAGS_AND_EXTENSION = 8;
    private static final int PIECE = 1 << 16;
    private static final int NULL = -1;
    private static final int END = -1;
    private static final byte JSONB_VERSION = 1;
    /** Seconds from 1970 to 2000, where PostgreSQL's times begin. */
    private static final long EPOCH_2000 = 946_684_800;

    private final int fields;
    /** What is full; sent one after the other. */
    private final List<Piece> full = new ArrayList<>();

    private byte[] bytes = new byte[PIECE];
    private int size;
    /** Where the row that is being written begins. */
    private int rowStart;

    /** Whole rows. */
    private static final class Piece {
        private final byte[] bytes;
        private final int length;

        Piece(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    /** @param fields of each row */
    CopyRows(int fields) {
        this.fields = fields;
        System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
        size = HEADER.length + FLAGS_AND_EXTENSION;
    }

    /** Microseconds since 2000, as PostgreSQL has times. */
    static long micros(Instant time) {
        return (time.getEpochSecond() - EPOCH_2000) * 1_000_000 + time.getNano() / 1_000;
    }

    /** The time of so many {@linkplain #micros microseconds}. */
    static Instant time(long micros) {
        return Instant.ofEpochSecond(EPOCH_2000).plus(micros, ChronoUnit.MICROS);
    }

    /** Begins a row; as many fields follow as all rows have. */
    CopyRows row() {
        rowStart = size;
        room(2);
        bytes[size++] = (byte) (fields >> 8);
        bytes[size++] = (byte) fields;
        return this;
    }

    /**
     * Begins a row with fields that were written elsewhere; those that are missing follow.
     *
     * @param others of the same number of fields
     * @param place of the row among them
     * @param length of what was written of it
     */
    CopyRows row(CopyRows others, long place, int length) {
        rowStart = size;
        room(length);
        System.arraycopy(others.piece((int) (place >>> Integer.SIZE)), (int) place, bytes, size, length);
        size += length;
        return this;
    }

    /** Where the row that was begun last is to be found. Valid until another field is written. */
    long place() {
        return (long) full.size() << Integer.SIZE | rowStart;
    }

    /** Bytes of the row that was begun last, as far as it was written. */
    int length() {
        return size - rowStart;
    }

    private byte[] piece(int number) {
        return number < full.size() ? full.get(number).bytes : bytes;
    }

    /** A {@code bigint}. */
    CopyRows number(long value) {
        length(8);
        eight(value);
        return this;
    }

    CopyRows number(@Nullable Long value) {
        return value == null ? nothing() : number(value.longValue());
    }

    CopyRows bool(boolean value) {
        length(1);
        room(1);
        bytes[size++] = (byte) (value ? 1 : 0);
        return this;
    }

    CopyRows uuid(UUID value) {
        return sixteen(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** A {@code uuid}, in halves. */
    CopyRows sixteen(long start, long end) {
        length(16);
        eight(start);
        eight(end);
        return this;
    }

    /** A {@code timestamptz}, whose unit is the microsecond. */
    CopyRows time(Instant value) {
        return number(micros(value));
    }

    CopyRows text(@Nullable String value) {
        return value == null ? nothing() : all(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code jsonb}. */
    CopyRows json(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        length(text.length + 1);
        room(text.length + 1);
        bytes[size++] = JSONB_VERSION;
        copy(text);
        return this;
    }

    /** A {@code numeric}. */
    CopyRows decimal(@Nullable BigDecimal value) {
        if (value == null) {
            return nothing();
        }
        byte[] few = NumericBytes.of(value);
        return all(few != null ? few : ByteConverter.numeric(value));
    }

    private CopyRows nothing() {
        length(NULL);
        return this;
    }

    private CopyRows all(byte[] value) {
        length(value.length);
        room(value.length);
        copy(value);
        return this;
    }

    private void copy(byte[] value) {
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void length(int length) {
        room(4);
        ByteConverter.int4(bytes, size, length);
        size += 4;
    }

    private void eight(long value) {
        room(8);
        ByteConverter.int8(bytes, size, value);
        size += 8;
    }

    /** Rows are never cut: one that does not fit into its piece moves to the next. */
    private void room(int more) {
        if (size + more <= bytes.length) {
            return;
        }
        int written = length();
        byte[] next = new byte[Math.max(PIECE, 2 * (written + more))];
        System.arraycopy(bytes, rowStart, next, 0, written);
        if (rowStart > 0) {
            full.add(new Piece(bytes, rowStart));
        }
        bytes = next;
        rowStart = 0;
        size = written;
    }

    /**
     * Sends the rows. They may be sent again, and nothing can be added.
     *
     * @param table name and columns, a constant of the program
     */
    void send(Connection connection, String table) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin binary");
        try {
            for (Piece piece : full) {
                copy.writeToCopy(piece.bytes, 0, piece.length);
            }
            copy.writeToCopy(bytes, 0, size);
            copy.writeToCopy(new byte[] {END, END}, 0, 2);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
