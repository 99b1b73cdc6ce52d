package org.countinghouse.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.JsonText;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.ExplanationJson;
import org.countinghouse.rating.Problem;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.Tax;
import org.countinghouse.rating.UsageEvent;

/** The parts of a rating that are stored as JSON, in the public contract's shape. */
final class RatingDocuments {
    private RatingDocuments() {}

    /** The request as the contract writes it, without what a billing run never sets (feeds, coupons, credits). */
    static void document(JsonGenerator json, RatingRequest request) throws IOException {
        json.writeStartObject();
        for (var term : terms(request).properties()) {
            json.writeFieldName(term.getKey());
            json.writeTree(term.getValue());
        }
        usage(json, request);
        json.writeEndObject();
    }

    /** What many requests have in common. */
    static ObjectNode terms(RatingRequest request) {
        var node = BillingJson.object();
        node.set("plan", PlanJson.write(request.plan()));
        var meters = node.putArray("meters");
        request.meters().forEach(meter -> meters.add(MeterJson.write(meter)));
        return node;
    }

    /** Everything else of a request, into the object that is being written. */
    static void usage(JsonGenerator json, RatingRequest request) throws IOException {
        subscription(json, request.subscription());
        json.writeObjectFieldStart("period");
        json.writeStringField("from", request.period().from().toString());
        json.writeStringField("to", request.period().to().toString());
        json.writeEndObject();
        json.writeArrayFieldStart("usage");
        for (UsageEvent event : request.usage()) {
            event(json, event);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("readings");
        for (Reading reading : request.readings()) {
            reading(json, reading);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("taxes");
        for (Tax tax : request.taxes()) {
            tax(json, tax);
        }
        json.writeEndArray();
        json.writeStringField("prepaid", request.prepaid().toPlainString());
        json.writeStringField("as_of", Objects.toString(request.asOf(), null));
        if (request.exchange() != null) {
            json.writeFieldName("exchange");
            json.writeTree(exchange(request.exchange()));
        }
    }

    private static void tax(JsonGenerator json, Tax tax) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", tax.code());
        json.writeStringField("rate", tax.rate().toPlainString());
        json.writeStringField("category", tax.category());
        json.writeBooleanField("compound", tax.compound());
        json.writeStringField("reason", tax.reason());
        if (!tax.except().isEmpty()) {
            json.writeArrayFieldStart("except");
            for (String category : tax.except()) {
                json.writeString(category);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static ObjectNode exchange(Exchange exchange) {
        return BillingJson.object()
                .put("currency", exchange.currency().getCode())
                .put("rate", exchange.rate().toPlainString())
                .put("day", exchange.day().toString())
                .put("source", exchange.source());
    }

    private static void subscription(JsonGenerator json, RatingRequest.Subscription subscription) throws IOException {
        json.writeObjectFieldStart("subscription");
        json.writeStringField("start", Objects.toString(subscription.start(), null));
        json.writeStringField("end", Objects.toString(subscription.end(), null));
        json.writeStringField("timezone", subscription.timezone().getId());
        json.writeObjectFieldStart("quantities");
        for (var quantity : subscription.quantities().entrySet()) {
            json.writeStringField(quantity.getKey(), quantity.getValue().toPlainString());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void event(JsonGenerator json, UsageEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.id());
        json.writeStringField("time", event.time().toString());
        json.writeStringField("event", event.event());
        if (event.quantity() != null) {
            json.writeStringField("quantity", event.quantity().toPlainString());
        }
        properties(json, event.properties());
        json.writeEndObject();
    }

    private static void reading(JsonGenerator json, Reading reading) throws IOException {
        json.writeStartObject();
        json.writeStringField("meter", reading.meter());
        json.writeStringField("from", reading.from().toString());
        properties(json, reading.properties());
        json.writeStringField("quantity", reading.quantity().toPlainString());
        json.writeStringField("count", reading.count().toPlainString());
        if (reading.hours() != 1) {
            json.writeStringField("hours", Long.toString(reading.hours()));
        }
        json.writeEndObject();
    }

    private static void properties(JsonGenerator json, Map<String, String> properties) throws IOException {
        json.writeObjectFieldStart("properties");
        for (var property : properties.entrySet()) {
            json.writeStringField(property.getKey(), property.getValue());
        }
        json.writeEndObject();
    }

    static String group(RatedLine line) {
        return JsonText.of(json -> {
            json.writeStartObject();
            for (var property : line.group().entrySet()) {
                json.writeStringField(property.getKey(), property.getValue());
            }
            json.writeEndObject();
        });
    }

    static String explanation(RatedLine line) {
        return ExplanationJson.text(line.explanation());
    }

    static String problems(RatingResult result) {
        var array = BillingJson.array();
        for (Problem problem : result.problems()) {
            array.addObject()
                    .put("code", problem.code())
                    .put("message", problem.message())
                    .put("events", problem.events().toPlainString());
        }
        return BillingJson.write(array);
    }
}
