package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** JSON Lines: each line is a plain event or a CloudEvent 1.0, which is recognised by {@code specversion}. */
final class JsonUsageReader implements UsageReader {
    private final Lines lines;
    private final Timestamps timestamps;

    JsonUsageReader(Lines lines, Timestamps timestamps) {
        this.lines = lines;
        this.timestamps = timestamps;
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        Lines.Line line = lines.next();
        while (line != null && line.text().isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        try {
            return new ReadResult.Event(line.number(), line.text(), event(line));
        } catch (BadRow bad) {
            return new ReadResult.Rejected(line.number(), line.text(), bad.reason());
        }
    }

    private UsageEvent event(Lines.Line line) throws BadRow {
        if (line.tooLong()) {
            throw new BadRow("the line is longer than " + Lines.LONGEST + " characters");
        }
        RowRules.decoded(line.text());
        ObjectNode object = RowRules.object(line.text(), "the line");
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

    private static String required(ObjectNode object, String field) throws BadRow {
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

    private static ObjectNode objectOrNone(ObjectNode object, String field) throws BadRow {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        throw new BadRow(field + " is not a JSON object");
    }

    private static @Nullable BigDecimal quantity(@Nullable JsonNode value) throws BadRow {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isTextual()) {
            return RowRules.quantity(value.textValue().strip());
        }
        throw new BadRow("quantity is not a number");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
