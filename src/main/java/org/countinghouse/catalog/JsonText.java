package org.countinghouse.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON written field by field: as text without a tree before it, or as a tree where one is wanted. */
public final class JsonText {
    private JsonText() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    /** The value as compact text. */
    public static String of(Value value) {
        var text = new StringWriter();
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            value.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The value as a tree. */
    public static JsonNode tree(Value value) {
        try (var tokens = new TokenBuffer(Json.MAPPER, false)) {
            value.write(tokens);
            return Json.MAPPER.readTree(tokens.asParser());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
