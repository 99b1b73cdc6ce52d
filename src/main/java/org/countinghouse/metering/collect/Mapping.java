package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.metering.collect.MappingRule.Take;

/** Which metrics become which usage: {@code {"rules":[{"metric":…,"event":…},…]}}, as docs/command-line.md has it. */
public final class Mapping {
    private final List<MappingRule> rules;

    private Mapping(List<MappingRule> rules) {
        this.rules = rules;
    }

    /**
     * Reads a mapping.
     *
     * @param customerKnown whether events have a customer without a label
     * @throws org.countinghouse.catalog.CatalogFailure {@code document.*} or {@code collect.mapping}, with the place
     */
    public static Mapping read(JsonNode document, boolean customerKnown) {
        var root = DocumentNode.at(document, "$").object("rules");
        var rules = root.list("rules").stream()
                .map(node -> rule(node, customerKnown))
                .toList();
        if (rules.isEmpty()) {
            throw root.failure("collect.mapping", "There is no rule here: nothing would be collected.");
        }
        return new Mapping(rules);
    }

    private static MappingRule rule(DocumentNode node, boolean customerKnown) {
        node.object(
                "metric", "where", "event", "take", "property", "seconds", "labels", "customer_label", "properties");
        var rule = new MappingRule(
                node.text("metric"),
                node.filters("where"),
                node.get("event").text(),
                node.find("take")
                        .map(take -> take.choice(Take.class, "collect.mapping"))
                        .orElse(null),
                node.text("property"),
                node.text("seconds"),
                texts(node, "labels"),
                node.text("customer_label"),
                texts(node, "properties"));
        if (rule.customerLabel() == null && !customerKnown) {
            throw node.failure(
                    "collect.mapping",
                    "Whose usage is it? Name the label that says so in \"customer_label\", or give --customer.");
        }
        if (rule.seconds() != null && rule.take() == Take.INCREASE) {
            throw node.failure("collect.mapping", "\"seconds\" is for a value that holds, not for an increase.");
        }
        refuseTwice(node, rule);
        return rule;
    }

    private static Map<String, String> texts(DocumentNode node, String field) {
        var texts = new LinkedHashMap<String, String>();
        node.fields(field).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static void refuseTwice(DocumentNode node, MappingRule rule) {
        var names = new ArrayList<>(rule.labels().values());
        names.addAll(rule.properties().keySet());
        if (rule.property() != null) {
            names.add(rule.property());
        }
        if (rule.seconds() != null) {
            names.add(rule.seconds());
        }
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .ifPresent(name -> {
                    throw node.failure("collect.mapping", "The property \"" + name + "\" is given twice.");
                });
    }

    List<MappingRule> rules() {
        return rules;
    }
}
