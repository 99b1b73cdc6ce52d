package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.money.Currencies;
import org.countinghouse.money.Decimals;
import org.joda.money.CurrencyUnit;

/** Reads and checks a rating request. Fields nobody knows are ignored outside the plan and the meters. */
final class RequestReader {
    /** A rate that follows from others has 16 digits behind its zeros. */
    private static final int RATE_DECIMALS = 30;

    private RequestReader() {}

    static RatingRequest read(DocumentNode node) {
        node.object();
        DocumentNode period = node.get("period").object();
        PlanDocument plan = PlanJson.read(node.get("plan"));
        return new RatingRequest(
                plan,
                node.list("meters").stream().map(MeterJson::read).toList(),
                node.find("subscription").map(RequestReader::subscription).orElse(RatingRequest.Subscription.ALWAYS),
                new RatingRequest.Period(
                        period.get("from").moment(), period.get("to").moment()),
                node.list("usage").stream().map(RequestReader::event).toList(),
                decimals(node, "quantities"),
                node.list("readings").stream().map(RequestReader::reading).toList(),
                feeds(node),
                coupons(node),
                node.list("credits").stream().map(RequestReader::credit).toList(),
                node.list("taxes").stream().map(RequestReader::tax).toList(),
                node.find("prepaid").map(DocumentNode::notNegative).orElse(BigDecimal.ZERO),
                node.find("as_of").map(DocumentNode::instant).orElse(null),
                node.find("exchange").map(exchange -> exchange(exchange, plan)).orElse(null));
    }

    private static Exchange exchange(DocumentNode node, PlanDocument plan) {
        DocumentNode currency = node.object().get("currency");
        CurrencyUnit unit = Currencies.find(currency.text())
                .filter(found -> !found.equals(plan.currency()))
                .orElseThrow(() -> currency.failure(
                        "rating.bad_exchange",
                        "An invoice is exchanged into an ISO 4217 currency other than the plan's "
                                + plan.currency().getCode() + "."));
        DocumentNode rate = node.get("rate");
        BigDecimal figure = Decimals.parse(rate.propertyText())
                .filter(found ->
                        found.signum() > 0 && found.scale() <= RATE_DECIMALS && found.precision() <= RATE_DECIMALS)
                .orElseThrow(() ->
                        rate.failure("rating.bad_exchange", "A rate is a number above zero with at most 30 digits."));
        Moment day = node.get("day").moment();
        if (!(day instanceof Moment.Day date)) {
            throw node.get("day").failure("rating.bad_exchange", "A rate is of a day, for example 2024-09-30.");
        }
        return new Exchange(unit, figure, date.date(), node.get("source").text());
    }

    private static RatingRequest.Subscription subscription(DocumentNode node) {
        node.object();
        return new RatingRequest.Subscription(
                node.find("start").map(DocumentNode::moment).orElse(null),
                node.find("end").map(DocumentNode::moment).orElse(null),
                node.find("timezone").map(DocumentNode::zone).orElse(ZoneOffset.UTC),
                quantities(node));
    }

    /** How many of a fee; never below zero. */
    private static Map<String, BigDecimal> quantities(DocumentNode node) {
        Map<String, BigDecimal> quantities = new LinkedHashMap<>();
        node.fields("quantities").forEach((fee, value) -> quantities.put(fee, value.notNegative()));
        return quantities;
    }

    private static Map<String, BigDecimal> decimals(DocumentNode node, String field) {
        Map<String, BigDecimal> decimals = new LinkedHashMap<>();
        node.fields(field).forEach((name, value) -> decimals.put(name, value.decimal()));
        return decimals;
    }

    private static UsageEvent event(DocumentNode node) {
        node.object();
        return new UsageEvent(
                node.find("id").map(DocumentNode::propertyText).orElse(null),
                node.get("time").instant(),
                node.get("event").text(),
                node.find("quantity").map(DocumentNode::decimal).orElse(null),
                properties(node));
    }

    /** A property that is null is missing. */
    private static Map<String, String> properties(DocumentNode node) {
        Map<String, String> properties = new LinkedHashMap<>();
        node.fields("properties").forEach((name, value) -> {
            if (!value.isNull()) {
                properties.put(name, value.propertyText());
            }
        });
        return properties;
    }

    private static Reading reading(DocumentNode node) {
        node.object();
        return new Reading(
                node.get("meter").text(),
                node.get("from").instant(),
                properties(node),
                node.get("quantity").decimal(),
                node.find("count").map(DocumentNode::notNegative).orElse(BigDecimal.ONE),
                node.find("hours")
                        .map(hours -> hours.integer(0, Integer.MAX_VALUE))
                        .orElse(1));
    }

    private static Map<String, List<FeedPrice>> feeds(DocumentNode node) {
        Map<String, List<FeedPrice>> feeds = new LinkedHashMap<>();
        for (String feed : node.fields("feeds").keySet()) {
            feeds.put(
                    feed,
                    node.get("feeds").list(feed).stream()
                            .map(price -> new FeedPrice(
                                    price.object().get("from").instant(),
                                    price.get("price").decimal()))
                            .toList());
        }
        return feeds;
    }

    static List<Coupon> coupons(DocumentNode node) {
        return node.list("coupons").stream().map(RequestReader::coupon).toList();
    }

    private static Coupon coupon(DocumentNode node) {
        node.object();
        if (node.find("percent").isPresent() == node.find("amount").isPresent()) {
            throw node.failure("rating.bad_coupon", "A coupon has either \"percent\" or \"amount\".");
        }
        return new Coupon(
                node.get("code").text(),
                node.find("percent").map(DocumentNode::percent).orElse(null),
                node.find("amount").map(DocumentNode::notNegative).orElse(null),
                node.texts("charges"));
    }

    private static Credit credit(DocumentNode node) {
        node.object();
        return new Credit(
                node.get("id").text(),
                node.get("amount").notNegative(),
                node.find("priority")
                        .map(priority -> priority.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                        .orElse(0),
                node.find("expires").map(DocumentNode::moment).orElse(null),
                node.texts("charges"));
    }

    private static Tax tax(DocumentNode node) {
        node.object();
        return new Tax(
                node.get("code").text(),
                node.get("rate").notNegative(),
                node.text("category"),
                node.flag("compound", false),
                node.text("reason"),
                node.texts("except"));
    }
}
