package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import org.countinghouse.catalog.Json;

/** Sends answers. */
final class Reply {
    private Reply() {}

    static void json(Context context, JsonNode node) {
        json(context, Json.text(node));
    }

    /** @param text a JSON document */
    static void json(Context context, String text) {
        context.contentType("application/json").result(text);
    }
}
