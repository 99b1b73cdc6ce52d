package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.Problem;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.Tax;
import org.countinghouse.rating.UsageEvent;

/** The parts of a rating that are stored as JSON, in the public contract's shape. */
final class RatingDocuments {
    private RatingDocuments() {}

    /** The request as the contract writes it, without what a billing run never sets (feeds, coupons, credits). */
    static ObjectNode document(RatingRequest request) {
        ObjectNode node = terms(request);
        node.setAll(usage(request));
        return node;
    }

    /** What many requests have in common. */
    static ObjectNode terms(RatingRequest request) {
        var node = BillingJson.object();
        node.set("plan", PlanJson.write(request.plan()));
        var meters = node.putArray("meters");
        request.meters().forEach(meter -> meters.add(MeterJson.write(meter)));
        return node;
    }

    /** Everything else of a request. */
    static ObjectNode usage(RatingRequest request) {
        var node = BillingJson.object();
        subscription(node.putObject("subscription"), request.subscription());
        node.putObject("period")
                .put("from", request.period().from().toString())
                .put("to", request.period().to().toString());
        var usage = node.putArray("usage");
        request.usage().forEach(event -> event(usage.addObject(), event));
        var readings = node.putArray("readings");
        request.readings().forEach(reading -> reading(readings.addObject(), reading));
        var taxes = node.putArray("taxes");
        request.taxes().forEach(tax -> tax(taxes.addObject(), tax));
        node.put("prepaid", request.prepaid().toPlainString());
        node.put("as_of", request.asOf() == null ? null : request.asOf().toString());
        if (request.exchange() != null) {
            node.set("exchange", exchange(request.exchange()));
        }
        return node;
    }

    private static void tax(ObjectNode node, Tax tax) {
        node.put("code", tax.code())
                .put("rate", tax.rate().toPlainString())
                .put("category", tax.category())
                .put("compound", tax.compound())
                .put("reason", tax.reason());
        if (!tax.except().isEmpty()) {
            tax.except().forEach(node.putArray("except")::add);
        }
    }

    static ObjectNode exchange(Exchange exchange) {
        return BillingJson.object()
                .put("currency", exchange.currency().getCode())
                .put("rate", exchange.rate().toPlainString())
                .put("day", exchange.day().toString())
                .put("source", exchange.source());
    }

    private static void subscription(ObjectNode node, RatingRequest.Subscription subscription) {
        node.put("start", Objects.toString(subscription.start(), null));
        node.put("end", Objects.toString(subscription.end(), null));
        node.put("timezone", subscription.timezone().getId());
        var quantities = node.putObject("quantities");
        subscription.quantities().forEach((fee, quantity) -> quantities.put(fee, quantity.toPlainString()));
    }

    private static void event(ObjectNode node, UsageEvent event) {
        node.put("id", event.id());
        node.put("time", event.time().toString());
        node.put("event", event.event());
        if (event.quantity() != null) {
            node.put("quantity", event.quantity().toPlainString());
        }
        event.properties().forEach(node.putObject("properties")::put);
    }

    private static void reading(ObjectNode node, Reading reading) {
        node.put("meter", reading.meter());
        node.put("from", reading.from().toString());
        reading.properties().forEach(node.putObject("properties")::put);
        node.put("quantity", reading.quantity().toPlainString());
        node.put("count", reading.count().toPlainString());
        if (reading.hours() != 1) {
            node.put("hours", Long.toString(reading.hours()));
        }
    }

    static String group(RatedLine line) {
        var node = BillingJson.object();
        line.group().forEach(node::put);
        return BillingJson.write(node);
    }

    static String explanation(RatedLine line) {
        return BillingJson.write(RatingJson.steps(line.explanation()));
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
