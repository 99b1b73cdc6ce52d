package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.countinghouse.catalog.Json;

/**
 * Where a counter stood when it was last looked at.
 *
 * @param value exact
 * @param at when it stood there
 */
record Mark(BigDecimal value, Instant at) {
    JsonNode json() {
        ArrayNode json = Json.MAPPER.createArrayNode();
        return json.add(value.toPlainString()).add(at.toString());
    }

    static Mark of(JsonNode json) {
        return new Mark(
                new BigDecimal(json.get(0).asText()), Instant.parse(json.get(1).asText()));
    }
}
