package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Usage events as JSON objects: a plain event, or a CloudEvent 1.0, which is recognised by {@code specversion}. */
final class JsonEvents {
    private final Timestamps timestamps;

    JsonEvents(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    UsageEvent event(ObjectNode object) throws BadRow {
        return object.has("specversion") ? cloudEvent(object) : plainEvent(object);
    }

    private UsageEvent plainEvent(ObjectNode object) throws BadRow {
        return new UsageEvent(
                required(object, "customer"),
                required(object, "id"),
                required(object, "event"),
                RowRules.time(timestamps, required(object, "time")),
                quantity(object.get("quantity")),
                RowRules.properties(objectOrNone(object, "properties")));
    }

    /** CloudEvents 1.0: subject is the customer, type the event, quantity and metadata stand in data. */
    private UsageEvent cloudEvent(ObjectNode object) throws BadRow {
        String version = required(object, "specversion");
        if (!version.equals("1.0")) {
            throw new BadRow("specversion " + Timestamps.quoted(version) + " is not known, only 1.0 is");
        }
        required(object, "source");
        ObjectNode data = objectOrNone(object, "data");
        BigDecimal quantity = quantity(data.remove("quantity"));
        return new UsageEvent(
                required(object, "subject"),
                required(object, "id"),
                required(object, "type"),
                RowRules.time(timestamps, required(object, "time")),
                quantity,
                RowRules.properties(data));
    }

    static String required(ObjectNode object, String field) throws BadRow {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            throw new BadRow(field + " is missing");
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new BadRow(field + " is not a text");
        }
        String text = value.asText();
        if (text.isEmpty()) {
            throw new BadRow(field + " is empty");
        }
        return text;
    }

    static ObjectNode objectOrNone(ObjectNode object, String field) throws BadRow {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        throw new BadRow(field + " is not a JSON object");
    }

    static @Nullable BigDecimal quantity(@Nullable JsonNode value) throws BadRow {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return Quantities.plain(value.decimalValue());
        }
        if (value.isTextual()) {
            return RowRules.quantity(value.textValue().strip());
        }
        throw new BadRow("quantity is not a number");
    }
}
