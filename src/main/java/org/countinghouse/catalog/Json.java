package org.countinghouse.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/** JSON trees in which a number is its exact text, never a double, and a repeated field is an error. */
public final class Json {
    /** The one mapper of documents and requests. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** A fresh object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads one document; the failure says line and column. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException broken) {
            throw unreadable(broken);
        } catch (NumberFormatException absurd) {
            throw unreadable("a number in it has an absurd exponent");
        }
    }

    /** What a broken document is called. */
    public static CatalogFailure unreadable(JacksonException broken) {
        JsonLocation place = broken.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return unreadable(reason(broken) + where);
    }

    private static CatalogFailure unreadable(String reason) {
        return new CatalogFailure("document.unreadable", "This is no JSON document: " + reason + ".", "$");
    }

    /** The parser's own sentences speak of its settings; people need what is wrong with the text. */
    private static String reason(JacksonException broken) {
        String parser = Objects.requireNonNullElse(broken.getOriginalMessage(), "");
        return switch (broken) {
            case StreamConstraintsException _ ->
                "nested deeper, or a name or number in it longer, than any document is";
            case JsonEOFException _ -> "it ends too early";
            case JacksonException _
            when parser.startsWith("Duplicate field") -> "the same field stands twice in one object";
            case JacksonException _ -> "broken";
        };
    }

    /** The tree as compact text. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JacksonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The tree as indented text, for people and files under version control. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString();
    }
}
