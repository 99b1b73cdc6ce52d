package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document. Everything read from it is checked, and every failure names the place. Decimals are
 * taken from their text, whether they are JSON strings or numbers.
 */
public final class DocumentNode {
    private final JsonNode node;
    private final String path;

    private DocumentNode(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The document itself; {@code path} is {@code $} unless it is part of a larger one. */
    public static DocumentNode at(JsonNode node, String path) {
        return new DocumentNode(node, path);
    }

    /** JSON path of this place. */
    public String path() {
        return path;
    }

    /** A failure about this place. */
    public CatalogFailure failure(String code, String message) {
        return new CatalogFailure(code, message, path);
    }

    /** Requires an object without other fields than these, so that a misspelt one is never silently ignored. */
    public DocumentNode object(String... fields) {
        object();
        Set<String> known = Set.of(fields);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw child(name, node.get(name))
                        .failure("document.unknown_field", "There is no field \"" + name + "\" here.");
            }
        });
        return this;
    }

    /** Requires an object; fields nobody asks for are ignored. */
    public DocumentNode object() {
        if (!node.isObject()) {
            throw failure("document.bad_value", "An object is expected here.");
        }
        return this;
    }

    /** The field, unless it is absent or null. */
    public Optional<DocumentNode> find(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(child(field, value));
    }

    /** The field, which must be there. */
    public DocumentNode get(String field) {
        return find(field)
                .orElseThrow(() -> new CatalogFailure(
                        "document.missing_field", "The field \"" + field + "\" is missing.", path + "." + field));
    }

    /** The elements of a list, which may be absent. */
    public List<DocumentNode> list(String field) {
        return find(field).map(DocumentNode::elements).orElse(List.of());
    }

    private List<DocumentNode> elements() {
        if (!node.isArray()) {
            throw failure("document.bad_value", "A list is expected here.");
        }
        List<DocumentNode> elements = new ArrayList<>(node.size());
        for (int index = 0; index < node.size(); index++) {
            elements.add(new DocumentNode(node.get(index), path + "[" + index + "]"));
        }
        return elements;
    }

    /** The fields of an object, in order; the object may be absent. */
    public Map<String, DocumentNode> fields(String field) {
        Map<String, DocumentNode> fields = new LinkedHashMap<>();
        find(field).ifPresent(found -> {
            found.object();
            found.node.properties().forEach(e -> fields.put(e.getKey(), found.child(e.getKey(), e.getValue())));
        });
        return fields;
    }

    /** Whether this is null. */
    public boolean isNull() {
        return node.isNull();
    }

    /** Non-empty text. */
    public String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw failure("document.bad_value", "A text is expected here.");
        }
        return node.textValue();
    }

    /** A property's value as text: texts as they are, numbers in plain digits, other things as their JSON. */
    public String propertyText() {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isNumber() && Decimals.fits(node.decimalValue())) {
            return node.decimalValue().toPlainString();
        }
        return node.toString();
    }

    /** An exact decimal with at most 12 decimals and 26 digits before the point. */
    public BigDecimal decimal() {
        Optional<BigDecimal> value = node.isTextual()
                ? Decimals.parse(node.textValue())
                : node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
        BigDecimal decimal = value.orElseThrow(
                () -> failure("document.bad_number", "\"" + excerpt() + "\" is no decimal number such as 12.50."));
        if (!Decimals.fits(decimal)) {
            throw failure(
                    "document.bad_number",
                    excerpt() + " has more than 12 decimals or more than 26 digits before the point.");
        }
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    /** A decimal of zero or more. */
    public BigDecimal notNegative() {
        return require(decimal(), decimal().signum() >= 0, "zero or more");
    }

    /** A decimal above zero. */
    public BigDecimal positive() {
        return require(decimal(), decimal().signum() > 0, "above zero");
    }

    /** A decimal from 0 to 100. */
    public BigDecimal percent() {
        BigDecimal value = decimal();
        return require(value, value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0, "from 0 to 100");
    }

    private BigDecimal require(BigDecimal value, boolean holds, String wanted) {
        if (!holds) {
            throw failure("document.bad_number", excerpt() + " must be " + wanted + ".");
        }
        return value;
    }

    /** A whole number within bounds. */
    public int integer(int least, int most) {
        BigDecimal value = decimal();
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw failure("document.bad_number", "A whole number from " + least + " to " + most + " is expected.");
        }
        return value.intValueExact();
    }

    /** True or false. */
    public boolean flag() {
        if (!node.isBoolean()) {
            throw failure("document.bad_value", "true or false is expected here.");
        }
        return node.booleanValue();
    }

    /** One of an enum's names, written in lower case. */
    public <E extends Enum<E>> E choice(Class<E> type, String failureCode) {
        String text = text();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> failure(
                        failureCode,
                        "\"" + text + "\" is not one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(DocumentNode::nameOf)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** As {@link #choice(Class, String)} of a field, with a default for an absent one. */
    public <E extends Enum<E>> E choice(String field, E otherwise) {
        return find(field)
                .map(found -> found.choice(otherwise.getDeclaringClass(), "document.bad_value"))
                .orElse(otherwise);
    }

    /** How documents write an enum constant. */
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A local date or an instant with its zone offset. */
    public Moment moment() {
        String text = text();
        try {
            return text.length() == 10 ? Moment.of(LocalDate.parse(text)) : Moment.of(instant());
        } catch (DateTimeException unreadable) {
            throw failure("document.bad_time", "\"" + text + "\" is no date such as 2026-10-01.");
        }
    }

    /** An instant with its zone offset. */
    public Instant instant() {
        String text = text();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw failure(
                    "document.bad_time", "\"" + text + "\" is no instant with a zone such as 2026-10-03T10:00:00Z.");
        }
    }

    /** A time zone by its region name or offset. */
    public ZoneId zone() {
        try {
            return ZoneId.of(text());
        } catch (DateTimeException unknown) {
            throw failure("document.unknown_zone", "\"" + text() + "\" is no time zone such as Europe/Berlin.");
        }
    }

    /** Text of an optional field. */
    public @Nullable String text(String field) {
        return find(field).map(DocumentNode::text).orElse(null);
    }

    /** Text of an optional field with a default. */
    public String text(String field, String otherwise) {
        return find(field).map(DocumentNode::text).orElse(otherwise);
    }

    /** Decimal of an optional field with a default. */
    public BigDecimal decimal(String field, BigDecimal otherwise) {
        return find(field).map(DocumentNode::decimal).orElse(otherwise);
    }

    /** Flag of an optional field with a default. */
    public boolean flag(String field, boolean otherwise) {
        return find(field).map(DocumentNode::flag).orElse(otherwise);
    }

    /** Texts of an optional list. */
    public List<String> texts(String field) {
        return list(field).stream().map(DocumentNode::text).toList();
    }

    /** Property filters: each property with one accepted value or a list of them. */
    public Map<String, List<String>> filters(String field) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        fields(field).forEach((property, accepted) -> filters.put(property, accepted.accepted()));
        return filters;
    }

    private List<String> accepted() {
        return node.isArray()
                ? elements().stream().map(DocumentNode::propertyText).toList()
                : List.of(propertyText());
    }

    private String excerpt() {
        String text = node.isTextual() ? node.textValue() : node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private DocumentNode child(String field, JsonNode value) {
        return new DocumentNode(value, path + "." + field);
    }
}
