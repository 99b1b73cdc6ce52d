package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Json;
import org.countinghouse.rating.review.ObservedUsage;
import org.countinghouse.work.Failure;

/**
 * Usage in JSON Lines as it is looked at for prices: plain events, CloudEvents or readings. Whose it is does not matter,
 * and what happened alike in the same hour of the week is kept once, so that a file of any length fits. Alike is what
 * has the same values in the properties that the plan or a meter names.
 */
final class ObservedUsageFile {
    private final Map<Like, Seen> seen = new LinkedHashMap<>();

    private record Like(ObservedUsage.Kind kind, String name, Map<String, String> properties, int hourOfWeek) {}

    private final Set<String> names;

    /** The first of its like and how many there were. */
    private static final class Seen {
        private final Map<String, String> properties;
        private final Instant time;
        private final BigDecimal quantity;
        private long events;

        private Seen(Map<String, String> properties, Instant time, BigDecimal quantity) {
            this.properties = properties;
            this.time = time;
            this.quantity = quantity;
        }
    }

    private ObservedUsageFile(Set<String> names) {
        this.names = names;
    }

    /**
     * @param documents the plan and the meters: properties that they do not name make no difference
     * @throws Failure {@code file.missing}, {@code file.encoding}, {@code file.read} or {@code usage.line}
     */
    static List<ObservedUsage> read(Path file, List<JsonNode> documents) {
        Set<String> names = new HashSet<>();
        documents.forEach(document -> collect(document, names));
        var usage = new ObservedUsageFile(names);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    usage.add(line, number, file);
                }
            }
        } catch (NoSuchFileException e) {
            throw new Failure("file.missing", "There is no file " + file + ".", "Correct its name.", e);
        } catch (CharacterCodingException e) {
            throw new Failure("file.encoding", file + " is not UTF-8 text.", "Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new Failure("file.read", file + " cannot be read.", "Name a file that you may read.", e);
        }
        return usage.kinds();
    }

    private List<ObservedUsage> kinds() {
        List<ObservedUsage> kinds = new ArrayList<>();
        seen.forEach((like, one) -> kinds.add(
                new ObservedUsage(like.kind(), like.name(), one.time, one.properties, one.quantity, one.events)));
        return kinds;
    }

    private void add(String line, int number, Path file) {
        try {
            JsonNode json = Json.parse(line);
            DocumentNode node = DocumentNode.at(json, "$").object();
            if (node.find("meter").isPresent()) {
                reading(node);
            } else {
                event(node, json.has("specversion"));
            }
        } catch (CatalogFailure problem) {
            throw new Failure(
                    "usage.line",
                    file + ", line " + number + ", at " + problem.path() + ": " + problem.summary(),
                    "Correct the line, or leave it out. Nothing was checked.",
                    problem);
        }
    }

    private void reading(DocumentNode node) {
        Instant from = node.get("from").instant();
        BigDecimal count = node.decimal("count", BigDecimal.ONE);
        count(
                ObservedUsage.Kind.READING,
                node.get("meter").text(),
                new Seen(properties(node, "properties"), from, node.decimal("quantity", BigDecimal.ONE)),
                count.max(BigDecimal.ONE).longValue());
    }

    private void event(DocumentNode node, boolean cloudEvent) {
        BigDecimal quantity = cloudEvent
                ? node.find("data")
                        .map(data -> data.decimal("quantity", BigDecimal.ONE))
                        .orElse(BigDecimal.ONE)
                : node.decimal("quantity", BigDecimal.ONE);
        Map<String, String> properties = properties(node, cloudEvent ? "data" : "properties");
        count(
                ObservedUsage.Kind.EVENT,
                node.get(cloudEvent ? "type" : "event").text(),
                new Seen(properties, node.get("time").instant(), quantity),
                1);
    }

    private void count(ObservedUsage.Kind kind, String name, Seen one, long events) {
        Map<String, String> telling = new HashMap<>(one.properties);
        telling.keySet().retainAll(names);
        seen.computeIfAbsent(new Like(kind, name, telling, hourOfWeek(one.time)), _ -> one).events += events;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            names.add(node.textValue());
        }
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    private static int hourOfWeek(Instant time) {
        var utc = time.atZone(ZoneOffset.UTC);
        return utc.getDayOfWeek().getValue() * 24 + utc.getHour();
    }

    private static Map<String, String> properties(DocumentNode node, String field) {
        Map<String, String> properties = new LinkedHashMap<>();
        node.fields(field).forEach((name, value) -> {
            if (!value.isNull()) {
                properties.put(name, value.propertyText());
            }
        });
        return properties;
    }
}
