package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.countinghouse.catalog.DocumentNode;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one model of genai-prices. As the file's own schema says: conditional prices are tried from the last to
 * the first, and where none holds the first one is used. A start date means midnight UTC.
 */
final class GenaiModel {
    private static final BigDecimal MILLION = new BigDecimal("1000000");

    private static final Map<String, Measure> MEASURES = Map.ofEntries(
            tokens("input_mtok", "input_tokens"),
            tokens("output_mtok", "output_tokens"),
            tokens("cache_read_mtok", "cache_read_tokens"),
            tokens("cache_write_mtok", "cache_write_tokens"),
            tokens("input_audio_mtok", "input_audio_tokens"),
            tokens("output_audio_mtok", "output_audio_tokens"),
            tokens("cache_audio_read_mtok", "cache_read_audio_tokens"),
            tokens("cache_audio_write_mtok", "cache_write_audio_tokens"),
            tokens("input_text_mtok", "input_text_tokens"),
            tokens("output_text_mtok", "output_text_tokens"),
            tokens("cache_text_read_mtok", "cache_read_text_tokens"),
            tokens("cache_text_write_mtok", "cache_write_text_tokens"),
            tokens("input_image_mtok", "input_image_tokens"),
            tokens("output_image_mtok", "output_image_tokens"),
            tokens("cache_image_read_mtok", "cache_read_image_tokens"),
            tokens("cache_image_write_mtok", "cache_write_image_tokens"),
            tokens("input_video_mtok", "input_video_tokens"),
            tokens("output_video_mtok", "output_video_tokens"),
            tokens("cache_video_read_mtok", "cache_read_video_tokens"),
            tokens("cache_video_write_mtok", "cache_write_video_tokens"),
            Map.entry("requests_kcount", new Measure("requests", new BigDecimal("1000"))));

    private final String key;
    private final String model;
    private final JsonNode prices;
    private final Findings findings;
    private final List<GenaiCondition> conditions = new ArrayList<>();
    private final Set<GenaiCondition> used = new LinkedHashSet<>();

    GenaiModel(String key, String model, JsonNode prices, Findings findings) {
        this.key = key;
        this.model = model;
        this.prices = prices;
        this.findings = findings;
    }

    private static Map.Entry<String, Measure> tokens(String field, String meter) {
        return Map.entry(field, new Measure(meter, MILLION));
    }

    /** Gives every measure whose price can be said exactly; the others go to the findings. */
    void each(BiConsumer<Measure, ModelPrice> use) {
        readConditions();
        Set<String> fields = new LinkedHashSet<>();
        conditions.forEach(condition -> condition.fields().forEach(fields::add));
        if (fields.isEmpty()) {
            findings.leave(key, null, Reason.NO_PRICE, "The list has no price for this model.");
            return;
        }
        GenaiCondition unknown =
                conditions.stream().filter(GenaiCondition::unknown).findFirst().orElse(null);
        if (unknown != null) {
            findings.leave(
                    key,
                    "prices[" + unknown.index() + "].constraint",
                    Reason.CONDITION,
                    "The prices hold under a condition that no price model has.");
            return;
        }
        List<Stage> stages = stages();
        for (String field : fields) {
            Measure measure = MEASURES.get(field);
            if (measure == null) {
                used.forEach(condition -> condition.leave(
                        key, field, Reason.UNKNOWN_PRICE, "Nobody knows here what this price is for.", findings));
            } else {
                price(field, stages).ifPresent(price -> use.accept(measure, price));
            }
        }
        conditions.stream()
                .filter(condition -> !used.contains(condition))
                .forEach(condition -> condition
                        .fields()
                        .forEach(field -> condition.leave(
                                key,
                                field,
                                Reason.NEVER_IN_FORCE,
                                "A later price of the list takes precedence at every time.",
                                findings)));
    }

    private void readConditions() {
        if (prices.isArray()) {
            for (int index = 0; index < prices.size(); index++) {
                conditions.add(GenaiCondition.read(prices.path(index), index));
            }
        } else {
            DocumentNode.at(prices, "$.prices").object();
            conditions.add(GenaiCondition.always(prices));
        }
    }

    /**
     * What holds from a moment on.
     *
     * @param daily conditions on the time of the day, the first that matches counts
     * @param otherwise at all other times
     */
    private record Stage(@Nullable Instant from, List<GenaiCondition> daily, GenaiCondition otherwise) {}

    private List<Stage> stages() {
        Set<LocalDate> starts = new TreeSet<>();
        conditions.stream().map(GenaiCondition::from).filter(Objects::nonNull).forEach(starts::add);
        List<Stage> stages = new ArrayList<>();
        stages.add(stage(null));
        starts.forEach(start -> stages.add(stage(start)));
        return stages;
    }

    private Stage stage(@Nullable LocalDate day) {
        List<GenaiCondition> daily = new ArrayList<>();
        GenaiCondition otherwise = conditions.getFirst();
        for (GenaiCondition condition : conditions.reversed()) {
            LocalDate from = condition.from();
            if (condition.daily()) {
                daily.add(condition);
            } else if (from == null || (day != null && !from.isAfter(day))) {
                otherwise = condition;
                break;
            }
        }
        used.addAll(daily);
        used.add(otherwise);
        return new Stage(day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant(), daily, otherwise);
    }

    private Optional<ModelPrice> price(String field, List<Stage> stages) {
        Map<GenaiCondition, List<ModelPrice.Cell>> cells = new LinkedHashMap<>();
        for (GenaiCondition condition : used) {
            condition.cells(key, field, findings).ifPresent(read -> cells.put(condition, read));
        }
        if (cells.size() < used.size()) {
            leave(
                    field,
                    cells.keySet(),
                    "Another part of this price could not be taken over: alone it would be wrong.");
            return Optional.empty();
        }
        if (!daytimesFit(stages, cells)) {
            leave(field, used, "A price by time of the day that also depends on the request, or is not always there.");
            return Optional.empty();
        }
        return Optional.of(new ModelPrice(
                key, model, stages.stream().map(stage -> stage(stage, cells)).toList()));
    }

    private void leave(String field, Set<GenaiCondition> parts, String message) {
        parts.forEach(part -> part.leave(key, field, Reason.CONDITION, message, findings));
    }

    /** A price by time of the day is one for all requests, has one zone, and a price in every window that has another. */
    private static boolean daytimesFit(List<Stage> stages, Map<GenaiCondition, List<ModelPrice.Cell>> cells) {
        for (Stage stage : stages) {
            boolean single = cells.getOrDefault(stage.otherwise(), List.of()).size() <= 1
                    && stage.daily().stream()
                            .allMatch(daily ->
                                    cells.getOrDefault(daily, List.of()).size() == 1);
            long zones =
                    stage.daily().stream().map(GenaiCondition::zone).distinct().count();
            if (!stage.daily().isEmpty() && (!single || zones > 1)) {
                return false;
            }
        }
        boolean timed = stages.stream().anyMatch(stage -> !stage.daily().isEmpty());
        return !timed || cells.values().stream().allMatch(list -> list.size() <= 1);
    }

    private static ModelPrice.Stage stage(Stage stage, Map<GenaiCondition, List<ModelPrice.Cell>> cells) {
        return new ModelPrice.Stage(
                stage.from(),
                cells.getOrDefault(stage.otherwise(), List.of()),
                stage.daily().stream()
                        .map(daily -> daily.window(
                                cells.getOrDefault(daily, List.of()).getFirst().listed()))
                        .toList());
    }
}
