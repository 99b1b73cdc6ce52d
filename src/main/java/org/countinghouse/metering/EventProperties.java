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
public final class EventProperties {
    public static final EventProperties NONE = new EventProperties(JsonNodeFactory.instance.objectNode(), "{}");

    private final ObjectNode object;
    private final String canonical;

    private EventProperties(ObjectNode object, String canonical) {
        this.object = object;
        this.canonical = canonical;
    }

    /** @throws UnfitJson when a text or number in it cannot be stored */
    public static EventProperties of(ObjectNode object) throws UnfitJson {
        return object.isEmpty() ? NONE : new EventProperties(object, CanonicalJson.write(object));
    }

    /** Properties that are all text. */
    public static EventProperties of(Map<String, String> texts) throws UnfitJson {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return of(object);
    }

    /** A property as text: numbers as plain decimals; empty when it is absent or null. */
    public Optional<String> text(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(StoredProperties.text(value));
    }

    /** JSON with sorted names and plain decimals. */
    public String canonical() {
        return canonical;
    }
}
