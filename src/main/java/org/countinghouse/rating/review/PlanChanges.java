package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.review.Change.Kind;
import org.countinghouse.rating.review.Change.Part;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Compares two plan documents field by field; what is listed is matched by its code, its values or its place. */
final class PlanChanges {
    private static final Set<String> MONEY = Set.of(
            "amount",
            "unit_amount",
            "flat_amount",
            "default_unit_amount",
            "upfront_amount",
            "fixed_amount",
            "fixed_per_unit",
            "minimum_per_event",
            "maximum_per_event",
            "minimum",
            "maximum",
            "floor",
            "cap",
            "free_amount");

    private static final Set<String> PERCENT = Set.of("rate", "percent", "discount_percent", "markup_percent");

    private final CurrencyUnit currencyBefore;
    private final CurrencyUnit currencyAfter;
    private final List<Change> changes = new ArrayList<>();

    private PlanChanges(CurrencyUnit currencyBefore, CurrencyUnit currencyAfter) {
        this.currencyBefore = currencyBefore;
        this.currencyAfter = currencyAfter;
    }

    static List<Change> between(PlanDocument before, PlanDocument after) {
        var changes = new PlanChanges(before.currency(), after.currency());
        changes.object(PlanJson.write(before), PlanJson.write(after), "$", List.of());
        return changes.changes;
    }

    /** How the elements of a list are told apart: what kind of part they are, and the name each goes by. */
    private record Listed(Change.Type type, BiFunction<JsonNode, Integer, String> key) {
        static Optional<Listed> of(String field) {
            return Optional.ofNullable(
                    switch (field) {
                        case "fees" -> new Listed(Change.Type.FEE, (item, _) -> text(item, "code"));
                        case "charges" -> new Listed(Change.Type.CHARGE, (item, _) -> text(item, "code"));
                        case "quotas" -> new Listed(Change.Type.QUOTA, (item, _) -> quota(item));
                        case "tiers" -> new Listed(Change.Type.TIER, (_, index) -> Integer.toString(index + 1));
                        case "bands" -> new Listed(Change.Type.BAND, (item, _) -> text(item, "code"));
                        case "versions" -> new Listed(Change.Type.VERSION, (item, _) -> text(item, "from"));
                        case "adjustments" ->
                            new Listed(Change.Type.ADJUSTMENT, (item, _) -> condition(item.path("when")));
                        case "rows" -> new Listed(Change.Type.ROW, (item, _) -> match(item.path("match")));
                        default -> null;
                    });
        }

        private static String text(JsonNode item, String field) {
            return item.path(field).asText();
        }

        /** A meter may have several limits; the one of the billing period goes by the meter's name alone. */
        private static String quota(JsonNode item) {
            String window = item.has("window") ? " a " + text(item, "window") : "";
            String rolling = item.has("rolling") ? ", rolling" : "";
            String per = item.has("per") ? " per " + text(item, "per") : "";
            return text(item, "meter") + window + rolling + per;
        }

        private static String condition(JsonNode when) {
            String above = when.has("above") ? " above " + when.path("above").asText() : "";
            String below = when.has("below") ? " below " + when.path("below").asText() : "";
            return when.path("meter").asText() + above + below;
        }

        private static String match(JsonNode match) {
            List<String> values = new ArrayList<>();
            match.properties()
                    .forEach(entry ->
                            values.add(entry.getKey() + "=" + entry.getValue().asText()));
            return values.isEmpty() ? "anything" : String.join(", ", values);
        }
    }

    private void object(JsonNode before, JsonNode after, String path, List<Part> parts) {
        Set<String> fields = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(fields::add);
        before.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            field(field, before.get(field), after.get(field), path + "." + field, parts);
        }
    }

    private void field(
            String field, @Nullable JsonNode before, @Nullable JsonNode after, String path, List<Part> parts) {
        Optional<Listed> listed = Listed.of(field);
        if (listed.isPresent()) {
            list(listed.get(), before, after, path, parts);
            return;
        }
        if (Objects.equals(before, after)) {
            return;
        }
        switch (field) {
            case "price" -> price(orEmpty(before), orEmpty(after), path, parts);
            case "overage" -> inner(Change.Type.OVERAGE, before, after, path, parts);
            case "on_demand" -> inner(Change.Type.ON_DEMAND, before, after, path, parts);
            case "commitment" -> part(new Part(Change.Type.COMMITMENT, ""), before, after, path, parts);
            case "rounding", "unit", "variables" -> object(orEmpty(before), orEmpty(after), path, parts);
            default -> value(field, before, after, path, parts);
        }
    }

    private static JsonNode orEmpty(@Nullable JsonNode node) {
        return node == null ? Json.object() : node;
    }

    /** A price of another model is told as a whole: its fields have little to do with the old ones. */
    private void price(JsonNode before, JsonNode after, String path, List<Part> parts) {
        boolean same = before.path("model").equals(after.path("model"));
        if (same) {
            object(before, after, path, parts);
            return;
        }
        change(
                Kind.CHANGED,
                path + ".model",
                parts,
                "model",
                fact("model", before.get("model"), currencyBefore),
                fact("model", after.get("model"), currencyAfter));
        for (String kept : List.of("versions", "adjustments")) {
            field(kept, before.get(kept), after.get(kept), path + "." + kept, parts);
        }
        field("flat_at_zero", before.get("flat_at_zero"), after.get("flat_at_zero"), path + ".flat_at_zero", parts);
    }

    private void inner(
            Change.Type type, @Nullable JsonNode before, @Nullable JsonNode after, String path, List<Part> parts) {
        price(
                orEmpty(before).path("price"),
                orEmpty(after).path("price"),
                path + ".price",
                with(parts, new Part(type, "")));
    }

    private void list(
            Listed listed, @Nullable JsonNode before, @Nullable JsonNode after, String path, List<Part> parts) {
        Map<String, Integer> old = keys(listed, before);
        Map<String, Integer> now = keys(listed, after);
        now.forEach((key, index) -> {
            JsonNode item = orEmpty(after).get(index);
            Integer was = old.get(key);
            JsonNode previous = was == null ? null : orEmpty(before).get(was);
            part(new Part(listed.type(), name(item, key)), previous, item, path + "[" + index + "]", parts);
        });
        old.forEach((key, index) -> {
            JsonNode item = orEmpty(before).get(index);
            if (!now.containsKey(key)) {
                part(new Part(listed.type(), name(item, key)), item, null, path + "[" + index + "]", parts);
            }
        });
    }

    /** What the same key comes twice under is told apart by its place. */
    private static Map<String, Integer> keys(Listed listed, @Nullable JsonNode list) {
        Map<String, Integer> keys = new LinkedHashMap<>();
        for (int index = 0; list != null && index < list.size(); index++) {
            String key = listed.key().apply(list.get(index), index);
            keys.put(keys.containsKey(key) ? key + " (" + (index + 1) + ")" : key, index);
        }
        return keys;
    }

    private static String name(JsonNode item, String key) {
        return item.has("name") ? item.path("name").asText() : key;
    }

    private void part(Part part, @Nullable JsonNode before, @Nullable JsonNode after, String path, List<Part> parts) {
        List<Part> inside = with(parts, part);
        if (before == null && after != null) {
            change(Kind.ADDED, path, inside, "", null, summary(after, currencyAfter));
        } else if (before != null && after == null) {
            change(Kind.REMOVED, path, inside, "", summary(before, currencyBefore), null);
        } else if (before != null && after != null && !before.equals(after)) {
            object(before, after, path, inside);
        }
    }

    /** The figure that says most about a part. */
    private static @Nullable Fact summary(JsonNode item, CurrencyUnit currency) {
        for (String field : List.of("amount", "unit_amount", "rate", "percent", "limit", "minimum")) {
            if (item.has(field)) {
                return fact(field, item.get(field), currency);
            }
        }
        JsonNode model = item.path("price").path("model");
        return model.isMissingNode() ? null : Fact.of(model.asText());
    }

    private void value(
            String field, @Nullable JsonNode before, @Nullable JsonNode after, String path, List<Part> parts) {
        Fact was = fact(field, before, currencyBefore);
        Fact is = fact(field, after, currencyAfter);
        boolean sameNumber = was != null
                && is != null
                && before != null
                && after != null
                && isNumber(before)
                && isNumber(after)
                && new java.math.BigDecimal(before.asText()).compareTo(new java.math.BigDecimal(after.asText())) == 0;
        if (!sameNumber) {
            change(Kind.CHANGED, path, parts, field, was, is);
        }
    }

    private void change(
            Kind kind, String path, List<Part> parts, String field, @Nullable Fact before, @Nullable Fact after) {
        changes.add(new Change(kind, path, parts, field, before, after));
    }

    private static boolean isNumber(JsonNode node) {
        return Decimals.parse(node.asText()).isPresent();
    }

    private static @Nullable Fact fact(String field, @Nullable JsonNode node, CurrencyUnit currency) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (field.equals("interval")) {
            return Fact.of(node.path("count").asText() + " " + node.path("unit").asText());
        }
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(item -> texts.add(item.asText()));
            return Fact.of(String.join(", ", texts));
        }
        if (node.isObject()) {
            List<String> texts = new ArrayList<>();
            node.properties().forEach(entry -> texts.add(entry.getKey() + "=" + plain(entry.getValue())));
            return Fact.of(String.join("; ", texts));
        }
        return Decimals.parse(node.asText())
                .<Fact>map(number -> MONEY.contains(field)
                        ? new Fact.Amount(currency, number)
                        : PERCENT.contains(field) ? new Fact.Percent(number) : Fact.of(number))
                .orElseGet(() -> Fact.of(node.asText()));
    }

    private static String plain(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return String.join("|", texts);
    }

    private static List<Part> with(List<Part> parts, Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return more;
    }
}
