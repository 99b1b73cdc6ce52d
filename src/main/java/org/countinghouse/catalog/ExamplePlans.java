package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The worked example plans that come with the program. */
public final class ExamplePlans {
    private static final String FOLDER = "/plans/examples/";

    private ExamplePlans() {}

    /** All of them, in the order they are shown. */
    public static List<ExamplePlan> all() {
        List<ExamplePlan> examples = new ArrayList<>();
        for (JsonNode entry : read("index.json")) {
            examples.add(example(entry));
        }
        return examples;
    }

    /** The example of a name. */
    public static Optional<ExamplePlan> find(String name) {
        return all().stream().filter(example -> example.name().equals(name)).findFirst();
    }

    private static ExamplePlan example(JsonNode entry) {
        String name = entry.path("name").asText();
        ObjectNode document = (ObjectNode) read(name + ".json");
        return new ExamplePlan(
                name,
                texts(entry.path("title")),
                texts(entry.path("description")),
                PlanJson.read(document),
                document,
                MeterJson.readAll(read(name + ".meters.json")),
                (ObjectNode) read(name + ".request.json"));
    }

    private static Map<String, String> texts(JsonNode byLanguage) {
        Map<String, String> texts = new LinkedHashMap<>();
        byLanguage
                .properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    private static JsonNode read(String file) {
        try (InputStream stream = Objects.requireNonNull(ExamplePlans.class.getResourceAsStream(FOLDER + file), file)) {
            return Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
