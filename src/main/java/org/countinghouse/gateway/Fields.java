package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request's document; a wrong one is named with its place. */
final class Fields {
    private Fields() {}

    /** The first of some names that is there, as text; null when none is. */
    static @Nullable String text(ObjectNode body, String... names) {
        for (String name : names) {
            JsonNode value = body.get(name);
            if (value != null && !value.isNull()) {
                if ((!value.isTextual() && !value.isIntegralNumber())
                        || value.asText().isBlank()
                        || value.asText().indexOf('\0') >= 0) {
                    throw new CatalogFailure("request.field", name + " is not a text.", "$." + name);
                }
                return value.asText().strip();
            }
        }
        return null;
    }

    /** One text or a list of them; null when it is not there. */
    static @Nullable List<String> texts(ObjectNode body, String name) {
        if (!body.path(name).isArray()) {
            String one = text(body, name);
            return one == null ? null : List.of(one);
        }
        var texts = new ArrayList<String>();
        for (JsonNode each : body.path(name)) {
            if (!each.isTextual() || each.asText().isBlank() || each.asText().indexOf('\0') >= 0) {
                throw new CatalogFailure(
                        "request.field", name + " has what is not a text.", "$." + name + "[" + texts.size() + "]");
            }
            texts.add(each.asText().strip());
        }
        return texts;
    }

    /** A yes or no; no when it is not there. */
    static boolean flag(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new CatalogFailure("request.field", name + " is neither true nor false.", "$." + name);
        }
        return value.asBoolean();
    }

    /** As {@link #text}; one of them must be there. */
    static String required(ObjectNode body, String... names) {
        String value = text(body, names);
        if (value == null) {
            throw new CatalogFailure("request.field", names[0] + " is missing.", "$." + names[0]);
        }
        return value;
    }
}
