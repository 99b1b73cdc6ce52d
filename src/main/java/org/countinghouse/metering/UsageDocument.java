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
        JsonNode document = parse(text(body));
        if (document instanceof ObjectNode single) {
            var wrapped = single.get("events");
            if (wrapped == null || !wrapped.isArray()) {
                return List.of(event(single, 0, new LooseEvents(key, now)));
            }
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
        var results = new ArrayList<ReadResult>(document.size());
        for (JsonNode each : document) {
            int at = results.size();
            String keyOfEach = key == null ? null : key + "#" + at;
            results.add(
                    each instanceof ObjectNode object
                            ? event(object, at, new LooseEvents(keyOfEach, now))
                            : new ReadResult.Rejected(at, "", "the event is not a JSON object"));
        }
        return results;
    }

    private static ReadResult event(ObjectNode object, int line, LooseEvents loose) {
        String raw = object.toString();
        try {
            return new ReadResult.Event(line, raw, loose.event(object));
        } catch (BadRow bad) {
            return new ReadResult.Rejected(line, raw, bad.reason());
        }
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

    private static JsonNode parse(String text) {
        try {
            return RowRules.document(text, "it");
        } catch (BadRow bad) {
            throw new Failure("request.json", "The body cannot be read: " + bad.reason() + ".", "Nothing was stored.");
        }
    }
}
