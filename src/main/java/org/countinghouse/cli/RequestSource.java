package org.countinghouse.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
 * Reads documents from input that is either one whole JSON object or JSON Lines. To know which, it parses the first
 * object; when something follows, the bytes read so far are read again line by line. So a stream of lines takes the
 * memory of one line.
 */
final class RequestSource implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream input;
    private @Nullable InputStream lines;
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
        if (lines == null) {
            Recording recording = new Recording(input);
            JsonNode document = wholeObject(recording);
            if (document != null) {
                whole = true;
                return () -> document;
            }
            lines = new BufferedInputStream(
                    new SequenceInputStream(new ByteArrayInputStream(recording.recorded()), input), 1 << 16);
        }
        return nextLine(lines);
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
        } catch (JacksonException broken) {
            return null;
        }
    }

    private static @Nullable Document nextLine(InputStream lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = lines.read();
        while (next >= 0) {
            if (next != '\n') {
                line.write(next);
            } else if (isBlank(line.toByteArray())) {
                line.reset();
            } else {
                break;
            }
            next = lines.read();
        }
        byte[] bytes = line.toByteArray();
        return isBlank(bytes) ? null : () -> Json.parse(decoded(bytes));
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
