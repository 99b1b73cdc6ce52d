package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The free metadata of a usage event: a JSON object that is kept as it came. Its canonical text (sorted names, plain
 * decimals) is what is stored and hashed, so that the same content always has the same hash.
 */
public abstract sealed class EventProperties permits EventProperties.Json, TextProperties {
    public static final EventProperties NONE = new Json(JsonNodeFactory.instance.objectNode(), "{}");

    private final String canonical;

    EventProperties(String canonical) {
        this.canonical = canonical;
    }

    /** @throws UnfitJson when a text or number in it cannot be stored */
    public static EventProperties of(ObjectNode object) throws UnfitJson {
        return object.isEmpty() ? NONE : new Json(object, CanonicalJson.write(object));
    }

    /** Properties that are all text. */
    public static EventProperties of(Map<String, String> texts) throws UnfitJson {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return of(object);
    }

    /** A property as text: numbers as plain decimals; empty when it is absent or null. */
    public abstract Optional<String> text(String name);

    /** JSON with sorted names and plain decimals. */
    public final String canonical() {
        return canonical;
    }

    /** Properties of any kind. */
    static final class Json extends EventProperties {
        private final ObjectNode object;

        private Json(ObjectNode object, String canonical) {
            super(canonical);
            this.object = object;
        }

        @Override
        public Optional<String> text(String name) {
            JsonNode value = object.get(name);
            return value == null || value.isNull() ? Optional.empty() : Optional.of(StoredProperties.text(value));
        }
    }
}
