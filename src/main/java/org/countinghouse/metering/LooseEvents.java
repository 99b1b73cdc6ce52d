package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Understands usage as other systems send it: fields under their usual names, everything else a property. A plain event
 * or a CloudEvent is read as a file's is. An event without an id gets the request's idempotency key; without that, one
 * made of its content, so that the same report sent again counts once.
 */
final class LooseEvents {
    private static final List<String> CUSTOMER = List.of(
            "customer",
            "customer_id",
            "external_customer_id",
            "organization_id",
            "organisation_id",
            "org_id",
            "tenant_id",
            "account_id",
            "user_id",
            "tenant",
            "user");
    private static final List<String> EVENT =
            List.of("event", "event_type", "event_name", "usage_type", "feature", "meter", "service_type");
    private static final List<String> ID = List.of("id", "event_id", "idempotency_key", "transaction_id");
    private static final List<String> TIME = List.of("time", "timestamp", "occurred_at");
    private static final List<String> QUANTITY = List.of("quantity", "usage_amount", "amount", "value", "units");
    private static final List<String> METADATA = List.of("properties", "metadata", "usage_details");

    private final Timestamps timestamps = new Timestamps(null);
    private final JsonEvents strict = new JsonEvents(timestamps);
    private final @Nullable String key;
    private final Instant now;

    LooseEvents(@Nullable String key, Instant now) {
        this.key = key;
        this.now = now;
    }

    UsageEvent event(ObjectNode object) throws BadRow {
        boolean plain = object.has("customer") && object.has("event") && object.has("id") && object.has("time");
        return plain || object.has("specversion") ? strict.event(object) : loose(object.deepCopy());
    }

    private UsageEvent loose(ObjectNode object) throws BadRow {
        JsonNode whole = object.deepCopy();
        String customer = taken(object, CUSTOMER, "customer");
        String event = event(object, taken(object, EVENT));
        String id = taken(object, ID);
        String time = taken(object, TIME);
        BigDecimal quantity = quantity(object);
        EventProperties properties = properties(object);
        return new UsageEvent(
                customer,
                id != null ? id : id(whole, time != null),
                event,
                time == null ? now : RowRules.time(timestamps, time),
                quantity,
                properties);
    }

    /** Resource samples name what they measure by their fields alone. */
    private static String event(ObjectNode object, @Nullable String named) throws BadRow {
        if (named != null) {
            return named;
        }
        if (object.has("cpu_cores") || object.has("cpu_usage_percent")) {
            return "cpu";
        }
        if (object.has("memory_mb")) {
            return "memory";
        }
        throw new BadRow("event is missing");
    }

    private String id(JsonNode whole, boolean hasTime) throws BadRow {
        if (key != null) {
            return key;
        }
        if (!hasTime) {
            return UUID.randomUUID().toString();
        }
        try {
            return "content-" + new Hashes().of(CanonicalJson.write(whole));
        } catch (UnfitJson unfit) {
            throw new BadRow("the event cannot be stored: " + unfit.reason());
        }
    }

    private static String taken(ObjectNode object, List<String> names, String field) throws BadRow {
        String value = taken(object, names);
        if (value == null) {
            throw new BadRow(field + " is missing");
        }
        return value;
    }

    /** Takes the first of the names that is there; the others stay and become properties. */
    private static @Nullable String taken(ObjectNode object, List<String> names) throws BadRow {
        for (String name : names) {
            if (object.hasNonNull(name)) {
                String value = JsonEvents.required(object, name);
                object.remove(name);
                return value;
            }
        }
        return null;
    }

    private static @Nullable BigDecimal quantity(ObjectNode object) throws BadRow {
        for (String name : QUANTITY) {
            if (object.hasNonNull(name)) {
                return JsonEvents.quantity(object.remove(name));
            }
        }
        return null;
    }

    private static EventProperties properties(ObjectNode object) throws BadRow {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String name : METADATA) {
            all.setAll(JsonEvents.objectOrNone(object, name));
            object.remove(name);
        }
        all.setAll(object);
        return RowRules.properties(all);
    }
}
