package org.countinghouse.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from input that is either JSON Lines or one whole JSON object over several lines. A first line that
 * is an object by itself makes it JSON Lines, which take the memory of one line. Else the whole is read as one object;
 * when it is none, what was read is read again line by line.
 */
final class RequestSource implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final byte[] LINE_FEED = {'\n'};

    private final InputStream input;
    private @Nullable LineReader lines;
    private boolean whole;

    /** Text of one request, parsed when it is asked for so that a broken one is a failure of its own. */
    interface Document {
        /** @throws CatalogFailure when it is no JSON */
        JsonNode json();
    }

    RequestSource(InputStream input) {
        this.input = input;
    }

    /** The next request, or null at the end. */
    @Nullable
    Document next() throws IOException {
        if (whole) {
            return null;
        }
        return lines == null ? first() : nextLine(lines);
    }

    private @Nullable Document first() throws IOException {
        var reader = new LineReader(new byte[0], input);
        lines = reader;
        byte[] line = nextFilled(reader);
        if (line == null || isObject(line)) {
            return line == null ? null : document(line);
        }
        var rest = new SequenceInputStream(new ByteArrayInputStream(LINE_FEED), reader.rest());
        var recording = new Recording(new SequenceInputStream(new ByteArrayInputStream(line), rest));
        JsonNode object = wholeObject(recording);
        if (object != null) {
            whole = true;
            return () -> object;
        }
        lines = new LineReader(recording.recorded(), rest);
        return nextLine(lines);
    }

    private static boolean isObject(byte[] line) {
        try {
            return Json.parse(decoded(line)).isObject();
        } catch (CatalogFailure unfinished) {
            return false;
        }
    }

    /** The object, when nothing but blanks follows it. */
    private static @Nullable JsonNode wholeObject(InputStream recording) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(recording)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            JsonNode document = parser.readValueAsTree();
            return parser.nextToken() == null ? document : null;
        } catch (JacksonException | NumberFormatException | CharConversionException broken) {
            return null;
        }
    }

    private static @Nullable Document nextLine(LineReader lines) throws IOException {
        byte[] line = nextFilled(lines);
        return line == null ? null : document(line);
    }

    private static Document document(byte[] line) {
        return () -> Json.parse(decoded(line));
    }

    private static byte @Nullable [] nextFilled(LineReader lines) throws IOException {
        byte[] line = lines.next();
        while (line != null && isBlank(line)) {
            line = lines.next();
        }
        return line;
    }

    /** True when the next request can be had without waiting for whoever writes the input. */
    boolean ready() throws IOException {
        return lines != null && lines.ready();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte character : bytes) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    private static String decoded(byte[] bytes) {
        int begin = ByteBuffer.wrap(bytes).mismatch(ByteBuffer.wrap(BYTE_ORDER_MARK)) == 3 ? 3 : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, bytes.length - begin))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw new CatalogFailure("document.unreadable", "This line is not encoded in UTF-8.", "$");
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    /** Keeps a copy of everything read through it. */
    private static final class Recording extends FilterInputStream {
        private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

        private Recording(InputStream input) {
            super(input);
        }

        private byte[] recorded() {
            return copy.toByteArray();
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                copy.write(read);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            copy.write(buffer, offset, Math.max(0, read));
            return read;
        }
    }
}
