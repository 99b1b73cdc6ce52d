package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a caller sends: one usage event or a list of them as JSON. An event is plain, a CloudEvent 1.0, or in one of
 * the shapes that {@link LooseEvents} understands.
 */
public final class UsageDocument {
    /** Most events of one request. */
    public static final int LARGEST = 10_000;

    private UsageDocument() {}

    /**
     * Reads a request's body.
     *
     * @param key idempotency key of the request, for events that have no id of their own
     * @param now time of events that have none of their own
     * @return one result for each event, in order; lines count from 0
     * @throws Failure {@code request.encoding}, {@code request.json} or {@code request.batch-size} when the body as a
     *     whole cannot be taken
     */
    public static List<ReadResult> read(byte[] body, @Nullable String key, Instant now) {
        return parse(body, key, now).stream().map(Entry::row).toList();
    }

    /**
     * An event as it was sent.
     *
     * @param billingMethod how the caller wants it billed at once, as it was written; null: with the invoice
     */
    public record Entry(ReadResult row, @Nullable String billingMethod) {}

    /** As {@link #read}, with the billing method that stands at the event, or beside the list for all of them. */
    public static List<Entry> parse(byte[] body, @Nullable String key, Instant now) {
        JsonNode document = document(text(body));
        String methodOfAll = null;
        if (document instanceof ObjectNode single) {
            var wrapped = single.get("events");
            if (wrapped == null || !wrapped.isArray()) {
                return List.of(entry(single, 0, null, new LooseEvents(key, now)));
            }
            methodOfAll = method(single);
            document = wrapped;
        }
        if (!document.isArray()) {
            throw new Failure(
                    "request.json", "The body is neither a JSON object nor a list of them.", "Nothing was stored.");
        }
        if (document.size() > LARGEST) {
            throw new Failure(
                    "request.batch-size",
                    "The body has " + document.size() + " events; one request takes " + LARGEST + ".",
                    "Nothing was stored. Send it in parts.");
        }
        var entries = new ArrayList<Entry>(document.size());
        for (JsonNode each : document) {
            int at = entries.size();
            String keyOfEach = key == null ? null : key + "#" + at;
            entries.add(
                    each instanceof ObjectNode object
                            ? entry(object, at, methodOfAll, new LooseEvents(keyOfEach, now))
                            : new Entry(new ReadResult.Rejected(at, "", "the event is not a JSON object"), null));
        }
        return entries;
    }

    private static Entry entry(ObjectNode object, int line, @Nullable String methodOfAll, LooseEvents loose) {
        String own = method(object);
        String raw = object.toString();
        String method = own == null ? methodOfAll : own;
        try {
            return new Entry(new ReadResult.Event(line, raw, loose.event(object)), method);
        } catch (BadRow bad) {
            return new Entry(new ReadResult.Rejected(line, raw, bad.reason()), method);
        }
    }

    /** Takes the method away, so that it is no property of the event. CloudEvents names have no underscore. */
    private static @Nullable String method(ObjectNode object) {
        for (String name : List.of("billing_method", "billingmethod")) {
            if (object.hasNonNull(name)) {
                return object.remove(name).asText();
            }
        }
        return null;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw new Failure("request.encoding", "The body is not valid UTF-8.", "Nothing was stored.", foreign);
        }
    }

    private static JsonNode document(String text) {
        try {
            return RowRules.document(text, "it");
        } catch (BadRow bad) {
            throw new Failure("request.json", "The body cannot be read: " + bad.reason() + ".", "Nothing was stored.");
        }
    }
}
