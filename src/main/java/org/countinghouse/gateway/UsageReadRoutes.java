package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.ServiceUsage;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.insight.UsageQuestion;
import org.countinghouse.insight.UsageReports;
import org.countinghouse.insight.UsageScope;
import org.countinghouse.insight.UsageSeries;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Usage as it was stored: sums, events and series, each as far as the caller may see it. */
final class UsageReadRoutes {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Clock clock;

    UsageReadRoutes(Clock clock) {
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Route.BASE + "/usage/aggregations", Scope.USAGE_READ, this::aggregations),
                Route.get(Route.BASE + "/usage/{customer}", Scope.USAGE_READ, this::totals),
                Route.get(Route.BASE + "/usage/{customer}/history", Scope.USAGE_READ, this::history),
                Route.get(Route.BASE + "/usage/{customer}/{service}", Scope.USAGE_READ, this::service));
    }

    private void totals(Context context) {
        Database database = Caller.of(context).database();
        Customer customer = Customer.find(database, context.pathParam("customer"));
        ZoneId zone = ZoneId.of(customer.timeZone());
        TimeRange range = Query.range(context, zone, clock);
        ObjectNode json = about(customer, range);
        ArrayNode meters = json.putArray("meters");
        var all = new Meters(database, clock).all();
        new UsageReports(database)
                .totals(all, customer.id(), range, zone)
                .forEach(total -> meters.addObject()
                        .put("meter", total.meter().code())
                        .put("name", total.meter().name())
                        .put("unit", total.meter().unit())
                        .put("quantity", total.quantity().toPlainString())
                        .put("events", total.events()));
        Reply.json(context, json);
    }

    private void service(Context context) {
        Database database = Caller.of(context).database();
        Customer customer = Customer.find(database, context.pathParam("customer"));
        TimeRange range = Query.range(context, ZoneId.of(customer.timeZone()), clock);
        String service = context.pathParam("service");
        if (service.indexOf('\0') >= 0) {
            throw Query.wrong("service", "", "a text");
        }
        ObjectNode json = about(customer, range).put("service", service);
        ArrayNode usage = json.putArray("usage");
        var used = new ServiceUsage(database);
        used.events(customer.id(), service, range)
                .forEach(total -> usage.addObject()
                        .put("event", total.event())
                        .put("quantity", total.quantity().toPlainString())
                        .put("events", total.events())
                        .put("first", total.first().toString())
                        .put("last", total.last().toString()));
        ArrayNode meters = json.putArray("meters");
        used.meters(new Meters(database, clock).all(), customer.id(), service, range)
                .forEach(total -> meters.addObject()
                        .put("meter", total.meter().code())
                        .put("name", total.meter().name())
                        .put("unit", total.meter().unit())
                        .put("quantity", total.quantity().toPlainString())
                        .put("events", total.events()));
        Reply.json(context, json);
    }

    private void history(Context context) {
        Database database = Caller.of(context).database();
        Customer customer = Customer.find(database, context.pathParam("customer"));
        TimeRange range = Query.range(context, ZoneId.of(customer.timeZone()), clock);
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        var events = new UsageReports(database)
                .history(
                        customer.id(),
                        Query.text(context, "event", "usage_type", "feature"),
                        range,
                        after(Query.text(context, "after")),
                        limit);
        ObjectNode json = about(customer, range);
        ArrayNode list = json.putArray("events");
        for (var event : events) {
            list.addObject()
                    .put("id", event.eventId())
                    .put("event", event.event())
                    .put("time", event.time().toString())
                    .put("service", event.service())
                    .put(
                            "quantity",
                            event.quantity() == null ? null : event.quantity().toPlainString())
                    .set("properties", Json.parse(event.properties()));
        }
        if (events.size() == limit) {
            var last = events.getLast();
            json.put("next", last.time() + "_" + last.id());
        }
        Reply.json(context, json);
    }

    private static UsageReports.@Nullable After after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        int bar = cursor.lastIndexOf('_');
        try {
            return new UsageReports.After(
                    Instant.parse(cursor.substring(0, Math.max(0, bar))), Long.parseLong(cursor.substring(bar + 1)));
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw Query.wrong("after", cursor, "the next of an earlier answer");
        }
    }

    /** A series of one meter: by customer, in buckets of time, grouped by one of its dimensions. */
    private void aggregations(Context context) {
        Database database = Caller.of(context).database();
        Meter meter = meter(database, clock, Query.text(context, "meter", "feature", "service_type"));
        String named = Query.text(context, "customer", "user_id", "org_id", "tenant_id");
        String only = Caller.of(context).onlyCustomer();
        Customer customer = named == null && only == null
                ? null
                : Customer.find(database, named == null ? String.valueOf(only) : named);
        ZoneId zone = customer == null ? java.time.ZoneOffset.UTC : ZoneId.of(customer.timeZone());
        TimeRange range = Query.range(context, zone, clock);
        UsageScope scope = UsageScope.ALL.withCustomer(customer == null ? null : customer.id());
        var question = new UsageQuestion(
                meter,
                range,
                zone,
                granularity(Query.text(context, "granularity"), range),
                grouping(context, meter),
                scope);
        Reply.json(context, series(new UsageQueries(database).series(question), customer));
    }

    private static Meter meter(Database database, Clock clock, @Nullable String code) {
        if (code == null) {
            throw new Failure("request.parameter", "The parameter meter is missing.", "Name the meter to add up.");
        }
        return new Meters(database, clock)
                .all().stream()
                        .filter(meter -> meter.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> new Failure("meter.missing", "There is no meter \"" + code + "\".", ""));
    }

    private static Granularity granularity(@Nullable String name, TimeRange range) {
        Granularity granularity = name == null
                ? Granularity.automatic(range)
                : Arrays.stream(Granularity.values())
                        .filter(each -> each.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> Query.wrong(
                                "granularity",
                                name,
                                "one of "
                                        + Arrays.stream(Granularity.values())
                                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))));
        if (!granularity.fits(range)) {
            throw new Failure("request.range", "The range is too long for this granularity.", "Choose a coarser one.");
        }
        return granularity;
    }

    private static Grouping grouping(Context context, Meter meter) {
        String by = Query.text(context, "group_by");
        if (by == null) {
            return new Grouping.None();
        }
        if (by.equals("customer")) {
            return new Grouping.ByCustomer();
        }
        if (meter.dimensions().contains(by)) {
            return new Grouping.ByDimension(by);
        }
        throw Query.wrong("group_by", by, "customer or a dimension of the meter: " + meter.dimensions());
    }

    private static ObjectNode series(UsageSeries series, @Nullable Customer customer) {
        var question = series.question();
        ObjectNode json = Json.object()
                .put("meter", question.meter().code())
                .put("unit", question.meter().unit())
                .put("customer", customer == null ? null : customer.externalId())
                .put("from", question.range().from().toString())
                .put("to", question.range().to().toString())
                .put("granularity", question.granularity().name().toLowerCase(Locale.ROOT));
        line(json.putObject("total"), series, series.total());
        ArrayNode groups = json.putArray("groups");
        for (UsageSeries.Line each : series.lines()) {
            ObjectNode group = groups.addObject()
                    .put("kind", each.kind().name().toLowerCase(Locale.ROOT))
                    .put("value", each.label().isEmpty() ? each.value() : each.label());
            line(group, series, each);
        }
        return json;
    }

    private static void line(ObjectNode json, UsageSeries series, UsageSeries.Line line) {
        json.put("quantity", line.sum().quantity().toPlainString())
                .put("events", line.sum().events());
        ArrayNode buckets = json.putArray("buckets");
        for (int i = 0; i < series.starts().size(); i++) {
            var point = line.points().get(i);
            buckets.addObject()
                    .put("from", series.starts().get(i).toString())
                    .put("quantity", point.quantity().toPlainString())
                    .put("events", point.events());
        }
    }

    private static ObjectNode about(Customer customer, TimeRange range) {
        return Json.object()
                .put("customer", customer.externalId())
                .put("from", range.from().toString())
                .put("to", range.to().toString());
    }
}
