package org.countinghouse.rating;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.JsonText;
import org.countinghouse.money.Decimals;

/** Explanation steps as JSON and back. A step is one object: its words, its figures as text, its inner steps. */
public final class ExplanationJson {
    /** Fields of a step that are words and not figures. */
    private static final Set<String> WORDS =
            Set.of("mode", "model", "name", "per", "priced_in", "billed_in", "rate_source", "rate_day");

    private static final Set<String> OTHERS = Set.of("step", "text", "steps");

    /** Products of figures can be long, but nothing an explanation holds is longer. */
    private static final Pattern FIGURE = Pattern.compile("-?[0-9]{1,2000}(\\.[0-9]{1,2000})?");

    private ExplanationJson() {}

    /** The steps in order. */
    public static ArrayNode write(List<ExplanationStep> steps) {
        return (ArrayNode) JsonText.tree(json -> write(json, steps));
    }

    /** The steps in order, as text. */
    public static String text(List<ExplanationStep> steps) {
        return JsonText.of(json -> write(json, steps));
    }

    private static void write(JsonGenerator json, List<ExplanationStep> steps) throws IOException {
        json.writeStartArray();
        for (ExplanationStep step : steps) {
            json.writeStartObject();
            json.writeStringField("step", step.step());
            if (step.text() != null) {
                json.writeStringField("text", step.text());
            }
            for (var word : step.words().entrySet()) {
                json.writeStringField(word.getKey(), word.getValue());
            }
            for (var figure : step.figures().entrySet()) {
                json.writeStringField(figure.getKey(), Decimals.plain(figure.getValue()));
            }
            if (!step.steps().isEmpty()) {
                json.writeFieldName("steps");
                write(json, step.steps());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * @param path where the steps stand, for the failure
     * @throws CatalogFailure {@code explanation.unreadable} at a step that is no object or a figure that is no number
     */
    public static List<ExplanationStep> read(JsonNode json, String path) {
        List<ExplanationStep> steps = new ArrayList<>();
        for (int index = 0; index < json.size(); index++) {
            steps.add(step(json.path(index), path + "[" + index + "]"));
        }
        return steps;
    }

    private static ExplanationStep step(JsonNode json, String path) {
        if (!json.isObject() || !json.path("step").isTextual()) {
            throw unreadable("A step of an explanation is an object with a name.", path);
        }
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String name = field.getKey();
            if (WORDS.contains(name)) {
                words.put(name, field.getValue().asText());
            } else if (!OTHERS.contains(name)) {
                figures.put(name, figure(field.getValue().asText(), path + "." + name));
            }
        }
        String text = json.hasNonNull("text") ? json.get("text").asText() : null;
        return new ExplanationStep(
                json.get("step").asText(), text, words, figures, read(json.path("steps"), path + ".steps"));
    }

    static BigDecimal figure(String text, String path) {
        if (!FIGURE.matcher(text).matches()) {
            throw unreadable("A figure of an explanation is a decimal number, not \"" + text + "\".", path);
        }
        return new BigDecimal(text);
    }

    private static CatalogFailure unreadable(String message, String path) {
        return new CatalogFailure("explanation.unreadable", message, path);
    }
}
