package org.countinghouse.metering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Properties of stored events and readings as text: what rating and charts group and filter by. */
public final class StoredProperties {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StoredProperties() {}

    /** Each property as text, numbers as plain decimals; a null one is left out, it is the same as a missing one. */
    public static Map<String, String> texts(String json) throws SQLException {
        try {
            var texts = new HashMap<String, String>();
            for (var property : JSON.readTree(json).properties()) {
                JsonNode value = property.getValue();
                if (!value.isNull()) {
                    texts.put(property.getKey(), text(value));
                }
            }
            return texts;
        } catch (JsonProcessingException e) {
            throw new SQLException("stored properties cannot be read", e);
        }
    }

    static String text(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
