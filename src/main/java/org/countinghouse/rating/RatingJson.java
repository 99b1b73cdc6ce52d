package org.countinghouse.rating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Decimals;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The rating request and result as JSON, the public contract of the command {@code rate}. */
public final class RatingJson {
    private RatingJson() {}

    /** @throws CatalogFailure naming the place and what is wrong */
    public static RatingRequest readRequest(JsonNode json) {
        return RequestReader.read(DocumentNode.at(json, "$"));
    }

    /** As {@link #readRequest(JsonNode)}, from text. */
    public static RatingRequest readRequest(String json) {
        return readRequest(Json.parse(json));
    }

    /** Coupons as a request gives them; {@code document} is a list of them. */
    public static List<Coupon> readCoupons(JsonNode document) {
        return RequestReader.coupons(DocumentNode.at(Json.object().set("coupons", document), "$"));
    }

    /** What stands in the place of a result when a request cannot be rated. */
    public static ObjectNode writeError(Failure failure) {
        String path = switch (failure) {
            case CatalogFailure catalog -> catalog.path();
            case RatingFailure rating -> rating.path();
            default -> "$";
        };
        ObjectNode json = Json.object();
        json.putObject("error")
                .put("code", failure.code())
                .put("message", failure.summary())
                .put("path", path);
        return json;
    }

    /** @param explain whether lines show their explanation */
    public static ObjectNode write(RatingResult result, boolean explain) {
        ObjectNode json = Json.object().put("currency", result.currency().getCode());
        RatingResult.Priced priced = result.priced();
        if (priced != null) {
            json.set("priced", priced(priced));
        }
        ArrayNode lines = json.putArray("lines");
        result.lines().forEach(line -> lines.add(line(line, explain)));
        amount(json, "subtotal", result.subtotal());
        amount(json, "discounts", result.discounts());
        amount(json, "credits", result.credits());
        amount(json, "net", result.net());
        ArrayNode taxes = json.putArray("taxes");
        result.taxes().forEach(tax -> taxes.add(tax(tax)));
        amount(json, "tax", result.tax());
        amount(json, "total", result.total());
        amount(json, "prepaid", result.prepaid());
        amount(json, "due", result.due());
        uses(json, "coupon_uses", result.couponUses());
        uses(json, "credit_uses", result.creditUses());
        ArrayNode problems = json.putArray("problems");
        result.problems().forEach(problem -> problems.add(problem(problem)));
        return json;
    }

    /** The currency of the prices where it is another one, what they came to in it, and the rate. */
    public static ObjectNode priced(RatingResult.Priced priced) {
        ObjectNode json = Json.object().put("currency", priced.currency().getCode());
        amount(json, "subtotal", priced.subtotal());
        return json.put("rate", Decimals.plain(priced.exchange().rate()))
                .put("day", priced.exchange().day().toString())
                .put("source", priced.exchange().source());
    }

    /** One line in the shape that results and invoices share. */
    public static ObjectNode line(RatedLine line, boolean explain) {
        ObjectNode json =
                Json.object().put("kind", DocumentNode.nameOf(line.kind())).put("charge", line.charge());
        text(json, "meter", line.meter());
        json.put("name", line.name());
        if (!line.group().isEmpty()) {
            ObjectNode group = json.putObject("group");
            line.group().forEach(group::put);
        }
        json.put("quantity", Decimals.plain(line.quantity()));
        text(json, "unit", line.unit());
        json.put("exact", Decimals.plain(line.exact()));
        amount(json, "amount", line.amount());
        amount(json, "discount", line.discount());
        amount(json, "credit", line.credit());
        amount(json, "net", line.net());
        if (explain) {
            explanation(json, line.explanation());
        }
        return json;
    }

    /** Reads a {@link #line} back, with its explanation and its {@code tax_category}. */
    public static RatedLine readLine(JsonNode json) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        json.path("group")
                .properties()
                .forEach(entry -> group.put(
                        entry.getKey(),
                        entry.getValue().isNull() ? null : entry.getValue().asText()));
        List<ExplanationStep> steps = new ArrayList<>(ExplanationJson.read(json.path("explanation"), "explanation"));
        steps.addAll(ExplanationJson.read(json.path("tax_explanation"), "tax_explanation"));
        return new RatedLine(
                RatedLine.Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
                json.path("charge").asText(),
                json.hasNonNull("meter") ? json.get("meter").asText() : null,
                json.path("name").asText(),
                group,
                figure(json, "quantity"),
                json.hasNonNull("unit") ? json.get("unit").asText() : null,
                figure(json, "exact"),
                figure(json, "amount"),
                figure(json, "discount"),
                figure(json, "credit"),
                figure(json, "net"),
                json.path("tax_category").asText(Charge.STANDARD_TAX),
                steps);
    }

    private static BigDecimal figure(JsonNode json, String name) {
        return ExplanationJson.figure(json.path(name).asText(), name);
    }

    /** The explanation leads to the line's net; the tax that comes on top of it stands apart, since it is no part of it. */
    private static void explanation(ObjectNode json, List<ExplanationStep> steps) {
        Predicate<ExplanationStep> added = step -> step.step().equals(TaxWording.ADDED);
        json.set(
                "explanation",
                ExplanationJson.write(steps.stream().filter(added.negate()).toList()));
        List<ExplanationStep> taxes = steps.stream().filter(added).toList();
        if (!taxes.isEmpty()) {
            json.set("tax_explanation", ExplanationJson.write(taxes));
        }
    }

    private static ObjectNode tax(RatingResult.TaxAmount tax) {
        ObjectNode json = Json.object().put("code", tax.code()).put("rate", Decimals.plain(tax.rate()));
        amount(json, "base", tax.base());
        amount(json, "amount", tax.amount());
        text(json, "reason", tax.reason());
        return json;
    }

    private static void uses(ObjectNode json, String field, List<RatingResult.Use> uses) {
        if (!uses.isEmpty()) {
            ArrayNode array = json.putArray(field);
            uses.forEach(use -> amount(array.addObject().put("code", use.code()), "amount", use.amount()));
        }
    }

    private static ObjectNode problem(Problem problem) {
        ObjectNode json = Json.object().put("code", problem.code()).put("message", problem.message());
        text(json, "charge", problem.charge());
        BigDecimal events = problem.events();
        return json.put("events", events.stripTrailingZeros().scale() <= 0 ? events.toBigInteger() : null);
    }

    private static void text(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }

    private static void amount(ObjectNode json, String field, BigDecimal amount) {
        json.put(field, amount.toPlainString());
    }
}
