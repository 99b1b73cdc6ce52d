package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The price fields of one model of litellm's price map. */
final class LitellmFields {
    static final Measure SEARCHES = Measure.one("searches");

    private static final Pattern THRESHOLD = Pattern.compile("(.+)_above_([0-9]{1,9})k_tokens");
    private static final Pattern LENGTH = Pattern.compile("(.+)_above_[0-9]+s_interval");
    private static final String SEARCH = "search_context_cost_per_query";
    private static final String SEARCH_SIZE = "search_context_size";

    /** Databricks lists DBU, its own units, beside dollars. */
    private static final Set<String> NOT_MONEY =
            Set.of("input_dbu_cost_per_token", "output_dbu_cost_per_token", "output_db_cost_per_token");

    private static final Map<String, Measure> MEASURES = Map.ofEntries(
            Map.entry("input_cost_per_token", Measure.one("input_tokens")),
            Map.entry("output_cost_per_token", Measure.one("output_tokens")),
            Map.entry("cache_read_input_token_cost", Measure.one("cache_read_tokens")),
            Map.entry("input_cost_per_token_cache_hit", Measure.one("cache_read_tokens")),
            Map.entry("cache_creation_input_token_cost", Measure.one("cache_write_tokens")),
            Map.entry("input_cost_per_token_batches", Measure.one("batch_input_tokens")),
            Map.entry("input_cost_per_token_batch_requests", Measure.one("batch_input_tokens")),
            Map.entry("output_cost_per_token_batches", Measure.one("batch_output_tokens")),
            Map.entry("input_cost_per_audio_token", Measure.one("input_audio_tokens")),
            Map.entry("output_cost_per_audio_token", Measure.one("output_audio_tokens")),
            Map.entry("cache_read_input_audio_token_cost", Measure.one("cache_read_audio_tokens")),
            Map.entry("cache_creation_input_audio_token_cost", Measure.one("cache_write_audio_tokens")),
            Map.entry("output_cost_per_reasoning_token", Measure.one("reasoning_tokens")),
            Map.entry("citation_cost_per_token", Measure.one("citation_tokens")),
            Map.entry("input_cost_per_character", Measure.one("input_characters")),
            Map.entry("output_cost_per_character", Measure.one("output_characters")),
            Map.entry("input_cost_per_second", Measure.one("input_seconds")),
            Map.entry("output_cost_per_second", Measure.one("output_seconds")),
            Map.entry("input_cost_per_image", Measure.one("input_images")),
            Map.entry("output_cost_per_image", Measure.one("output_images")),
            Map.entry("input_cost_per_pixel", Measure.one("input_pixels")),
            Map.entry("output_cost_per_pixel", Measure.one("output_pixels")),
            Map.entry("input_cost_per_video_per_second", Measure.one("input_video_seconds")),
            Map.entry("input_cost_per_audio_per_second", Measure.one("input_audio_seconds")),
            Map.entry("input_cost_per_query", Measure.one("queries")),
            Map.entry("input_cost_per_request", Measure.one("requests")));

    private final String model;
    private final Findings findings;
    private final Map<String, Listed> bases = new LinkedHashMap<>();
    private final Map<String, SortedMap<Long, Listed>> above = new LinkedHashMap<>();
    private final Set<String> spoilt = new HashSet<>();
    private final List<ModelPrice.Cell> searches = new ArrayList<>();
    private boolean any;

    /**
     * A price and, by threshold of input tokens, what replaces it in longer requests.
     *
     * @param above empty when every request costs the same
     */
    record Group(Measure measure, Listed base, SortedMap<Long, Listed> above) {
        Stream<Listed> listed() {
            return Stream.concat(Stream.of(base), above.values().stream());
        }

        boolean costsTheSameAs(Group other) {
            return same(base, other.base)
                    && above.keySet().equals(other.above.keySet())
                    && above.keySet().stream().allMatch(key -> same(above.get(key), other.above.get(key)));
        }

        private static boolean same(@Nullable Listed one, @Nullable Listed other) {
            return one != null && other != null && one.value().compareTo(other.value()) == 0;
        }
    }

    LitellmFields(String model, Findings findings) {
        this.model = model;
        this.findings = findings;
    }

    /** Whether there was any price, usable or not. */
    boolean any() {
        return any;
    }

    /** Prices of a web search by {@code search_context_size}. */
    List<ModelPrice.Cell> searches() {
        return searches;
    }

    void add(String field, JsonNode value) {
        if (value.isNull() || !(field.contains("cost") || field.contains("pric"))) {
            return;
        }
        any = true;
        Matcher threshold = THRESHOLD.matcher(field);
        Matcher length = LENGTH.matcher(field);
        if (field.equals(SEARCH) && value.isObject()) {
            value.properties().forEach(size -> search(size.getKey(), size.getValue()));
        } else if (NOT_MONEY.contains(field)) {
            findings.leave(model, field, Reason.NOT_MONEY, "The price is in DBU, not in a currency.");
        } else if (MEASURES.containsKey(field)) {
            read(field, field, value, listed -> bases.put(field, listed));
        } else if (threshold.matches() && MEASURES.containsKey(threshold.group(1))) {
            String base = threshold.group(1);
            long tokens = Long.parseLong(threshold.group(2)) * 1000;
            read(
                    base,
                    field,
                    value,
                    listed ->
                            above.computeIfAbsent(base, any -> new TreeMap<>()).put(tokens, listed));
        } else if (length.matches()) {
            spoilt.add(length.group(1));
            findings.leave(
                    model,
                    field,
                    Reason.CONDITION,
                    "The price depends on a length of video that the list does not define further.");
        } else {
            findings.leave(
                    model, field, Reason.UNKNOWN_PRICE, "Nobody knows here what the price \"" + field + "\" is for.");
        }
    }

    private void read(String base, String field, JsonNode value, Consumer<Listed> use) {
        Listed.read(model, field, value, findings).ifPresentOrElse(use, () -> spoilt.add(base));
    }

    private void search(String name, JsonNode value) {
        String field = SEARCH + "." + name;
        if (name.startsWith(SEARCH_SIZE + "_")) {
            String size = name.substring(SEARCH_SIZE.length() + 1);
            Listed.read(model, field, value, findings)
                    .ifPresent(listed -> searches.add(new ModelPrice.Cell(Map.of(SEARCH_SIZE, size), listed)));
        } else {
            findings.leave(
                    model, field, Reason.UNKNOWN_PRICE, "Nobody knows here what the price \"" + field + "\" is for.");
        }
    }

    /** What can be said exactly. A price of which one condition is lost would be wrong where it holds: it is left out. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(bases.keySet());
        names.addAll(above.keySet());
        for (String name : names) {
            Listed base = bases.get(name);
            SortedMap<Long, Listed> thresholds = above.getOrDefault(name, new TreeMap<>());
            if (base != null && !spoilt.contains(name)) {
                groups.add(new Group(Objects.requireNonNull(MEASURES.get(name)), base, thresholds));
                continue;
            }
            Stream.concat(Stream.ofNullable(base), thresholds.values().stream())
                    .forEach(listed -> findings.leave(
                            model,
                            listed.field(),
                            Reason.CONDITION,
                            "Another part of this price could not be taken over: alone it would be wrong for some"
                                    + " usage."));
        }
        return groups;
    }
}
