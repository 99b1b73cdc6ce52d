package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A worked example of a plan: a document to start from, the meters it needs, and a month of usage to price.
 *
 * @param name which it is known by, for example {@code hybrid}; also the plan's code
 * @param titles by language
 * @param descriptions one sentence by language
 * @param plan the plan document, read
 * @param document the plan document as it is published
 * @param meters every meter that the plan names
 * @param month subscription, period, usage and what else a rating request has besides plan and meters
 */
public record ExamplePlan(
        String name,
        Map<String, String> titles,
        Map<String, String> descriptions,
        PlanDocument plan,
        ObjectNode document,
        List<Meter> meters,
        ObjectNode month) {
    public ExamplePlan {
        titles = Map.copyOf(titles);
        descriptions = Map.copyOf(descriptions);
        meters = List.copyOf(meters);
    }

    /** In the language, else in English. */
    public String title(Locale language) {
        return titles.getOrDefault(language.getLanguage(), titles.getOrDefault("en", name));
    }

    /** In the language, else in English. */
    public String description(Locale language) {
        return descriptions.getOrDefault(language.getLanguage(), descriptions.getOrDefault("en", ""));
    }

    /** A rating request that prices the example's month. */
    public ObjectNode request() {
        ObjectNode request = Json.object();
        request.set("plan", document.deepCopy());
        request.set("meters", metersDocument());
        request.setAll(month.deepCopy());
        return request;
    }

    /** The meters as a document. */
    public ArrayNode metersDocument() {
        ArrayNode array = Json.MAPPER.createArrayNode();
        meters.forEach(meter -> array.add(MeterJson.write(meter)));
        return array;
    }

    /** The plan document under another code and name, to be published as a plan of one's own. */
    public JsonNode documentAs(String code, String planName) {
        return document.deepCopy().put("code", code).put("name", planName);
    }
}
