package org.countinghouse.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
            throw new CatalogFailure(
                    "document.unreadable", "This is no JSON document: a number in it has an absurd exponent.", "$");
        }
    }

    /** What a broken document is called. */
    public static CatalogFailure unreadable(JacksonException broken) {
        JsonLocation place = broken.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return new CatalogFailure("document.unreadable", "This is no JSON document: broken" + where + ".", "$");
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
