package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.BilledParts;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRecords;
import org.countinghouse.billing.BillingStatistics;
import org.countinghouse.billing.Estimate;
import org.countinghouse.billing.Estimates;
import org.countinghouse.billing.PlanMove;
import org.countinghouse.billing.RunScope;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.CustomerDetail;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Prices, estimates, billing runs and their records. */
final class BillingRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final String CURRENCY = "billing_currency";

    private final Workspace workspace;
    private final GatewaySettings settings;

    BillingRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.post(Route.BASE + "/billing/calculate", Scope.BILLING_READ, this::calculate),
                Route.post(Route.BASE + "/billing/estimate", Scope.BILLING_READ, this::estimate),
                Route.post(Route.BASE + "/billing/process", Scope.BILLING_WRITE, this::process),
                Route.post(Route.BASE + "/billing/update", Scope.BILLING_WRITE, this::update),
                Route.get(Route.BASE + "/billing/records", Scope.BILLING_READ, context -> records(context, null)),
                Route.get(
                        Route.BASE + "/billing/records/user/{customer}",
                        Scope.BILLING_READ,
                        context -> records(context, customer(context))),
                Route.get(Route.BASE + "/billing/records/{id}", Scope.BILLING_READ, this::record),
                Route.get(Route.BASE + "/billing/{customer}", Scope.BILLING_READ, this::overview),
                Route.get(Route.BASE + "/billing/{customer}/current", Scope.BILLING_READ, this::current),
                Route.get(
                        Route.BASE + "/billing/{customer}/history",
                        Scope.BILLING_READ,
                        context -> records(context, customer(context))),
                Route.get(Route.BASE + "/billing/{customer}/parts", Scope.BILLING_READ, this::parts),
                Route.get(Route.BASE + "/billing/{customer}/parts/{id}", Scope.BILLING_READ, this::part),
                Route.get(Route.BASE + "/stats", Scope.BILLING_READ, this::statistics));
    }

    /** Rates a document of the contract; nothing is stored. */
    private void calculate(Context context) {
        var request = RatingJson.readRequest(Body.object(context, settings));
        boolean explain = Query.flag(context, "explain");
        Reply.json(context, RatingJson.write(RatingEngine.rate(request, explain), explain));
    }

    private void estimate(Context context) {
        Database database = Caller.of(context).database();
        String named = Fields.required(Body.object(context, settings), "customer", "user_id", "org_id", "tenant_id");
        Reply.json(context, estimates(database, Customer.find(database, named)));
    }

    private void current(Context context) {
        Reply.json(context, estimates(Caller.of(context).database(), customer(context)));
    }

    private ObjectNode estimates(Database database, Customer customer) {
        ObjectNode json = Json.object()
                .put("customer", customer.externalId())
                .put("as_of", workspace.clock().instant().toString());
        ArrayNode list = json.putArray("subscriptions");
        for (Estimate estimate : estimates(database).of(customer.id())) {
            ObjectNode each = list.addObject()
                    .put("subscription", estimate.subscriptionId())
                    .put("plan", estimate.plan())
                    .put("from", estimate.period().from().toString())
                    .put("to", estimate.period().to().toString())
                    .put("currency", estimate.result().currency().getCode())
                    .put("total", estimate.result().total().toPlainString())
                    .put("projected_total", estimate.projectedTotal().toPlainString())
                    .put("elapsed", estimate.elapsed().toPlainString())
                    .put("confidence", estimate.confidence().name().toLowerCase(Locale.ROOT));
            each.set("bill", RatingJson.write(estimate.result(), false));
        }
        return json;
    }

    private Estimates estimates(Database database) {
        return new Estimates(database, workspace.database(), workspace.clock());
    }

    /** Bills a month, for everybody or one customer; what has its draft already is left as it is. */
    private void process(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        var period = BillingPeriod.parse(Fields.required(body, "period"));
        String named = Fields.text(body, "customer", "user_id", "org_id", "tenant_id");
        Long customer = named == null
                ? null
                : Customer.find(workspace.database(), named).id();
        boolean dryRun = Fields.flag(body, "dry_run");
        var runs = workspace.billingRuns();
        RunScope scope = RunScope.of(period).ofCustomer(customer);
        Reply.json(
                context,
                runs.run(scope, dryRun, Progress.NONE)
                        .naming(runs.billedTwice(scope))
                        .toJson());
    }

    /** Moves a customer to another plan, sets limits of its own in place of the plan's, and what it is billed in. */
    private void update(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        var customer = Customer.find(
                workspace.database(), Fields.required(body, "customer", "user_id", "org_id", "tenant_id"));
        ObjectNode json = Json.object().put("customer", customer.externalId());
        JsonNode limits = body.path("limits");
        boolean currency = body.has(CURRENCY);
        String plan = limits.isMissingNode() && !currency
                ? Fields.required(body, "plan", "plan_id")
                : Fields.text(body, "plan", "plan_id");
        String wanted = Fields.text(body, CURRENCY);
        if (currency) {
            // Before anything is changed: what is refused leaves the customer as it was.
            workspace.customerCurrencies().check(customer.externalId(), wanted);
        }
        if (plan != null) {
            move(customer, plan, body, json);
        }
        if (currency) {
            workspace.customerCurrencies().set(customer.externalId(), wanted);
            json.put(CURRENCY, wanted);
        }
        if (!limits.isMissingNode()) {
            json.put("limits_set", new CustomerLimits(workspace).set(customer.externalId(), limits));
        }
        Reply.json(context, json);
    }

    private void move(Customer customer, String plan, ObjectNode body, ObjectNode json) {
        String day = Fields.text(body, "starts_on");
        LocalDate startsOn = day == null
                ? LocalDate.ofInstant(workspace.clock().instant(), ZoneId.of(customer.timeZone()))
                : Query.day("starts_on", day);
        String reason = Fields.text(body, "reason");
        var moved = new PlanMove(workspace.database(), workspace.customers(), workspace.clock())
                .move(
                        customer.externalId(),
                        Fields.text(body, "from_plan"),
                        plan,
                        startsOn,
                        Fields.flag(body, "beside"),
                        reason == null ? "" : reason);
        json.put("plan", plan)
                .put("starts_on", startsOn.toString())
                .put("subscription", moved.subscriptionId())
                .put("change", moved.changeId());
    }

    private void overview(Context context) {
        Database database = Caller.of(context).database();
        Customer customer = customer(context);
        ObjectNode json = estimates(database, customer);
        json.put("name", customer.name()).put("currency", customer.currency());
        json.put(
                CURRENCY,
                // Who pays for a customer may not be seen by its token, yet decides.
                workspace.customerCurrencies().of(customer.externalId()).billing());
        ArrayNode plans = json.putArray("plans");
        new CustomerDetail(database)
                .find(customer.id())
                .ifPresent(found -> found.subscriptions()
                        .forEach(subscription -> plans.addObject()
                                .put("subscription", subscription.id())
                                .put("plan", subscription.plan())
                                .put("version", subscription.version())
                                .put("starts_on", subscription.startsOn().toString())
                                .put(
                                        "ends_on",
                                        subscription.endsOn() == null
                                                ? null
                                                : subscription.endsOn().toString())));
        ArrayNode records = json.putArray("records");
        new BillingRecords(database).list(customer.id(), null, 12, 0).forEach(each -> records.add(write(each)));
        Reply.json(context, json);
    }

    private void records(Context context, @Nullable Customer customer) {
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        int offset = Query.number(context, "offset", 0, 0, Integer.MAX_VALUE);
        var found = new BillingRecords(Caller.of(context).database())
                .list(customer == null ? null : customer.id(), Query.text(context, "status"), limit, offset);
        ObjectNode json = Json.object().put("limit", limit).put("offset", offset);
        ArrayNode records = json.putArray("records");
        found.forEach(each -> records.add(write(each)));
        Reply.json(context, json);
    }

    /** What it came to on invoices that somebody else gets: read as its own token may, whoever asks. */
    private void parts(Context context) {
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        int offset = Query.number(context, "offset", 0, 0, Integer.MAX_VALUE);
        ObjectNode json = Json.object().put("limit", limit).put("offset", offset);
        ArrayNode parts = json.putArray("parts");
        new BilledParts(workspace.database(), customer(context).id())
                .list(limit, offset)
                .forEach(each -> parts.add(each.toJson(false)));
        Reply.json(context, json);
    }

    private void part(Context context) {
        var parts = new BilledParts(workspace.database(), customer(context).id());
        Reply.json(context, parts.find(Query.id("id", context.pathParam("id"))).toJson(true));
    }

    private void record(Context context) {
        long id = Query.id("id", context.pathParam("id"));
        Reply.json(context, write(new BillingRecords(Caller.of(context).database()).find(id)));
    }

    private static JsonNode write(BillingRecords.BillingRecord each) {
        return Json.object()
                .put("id", each.id())
                .put("customer", each.customer())
                .put("status", each.status())
                .put("invoice_status", each.invoiceStatus())
                .put("number", each.number())
                .put("from", each.period().from().toString())
                .put("to", each.period().to().toString())
                .put("currency", each.currency())
                .put("total", each.total().toPlainString())
                .put("due", each.due().toPlainString())
                .put("created_at", each.createdAt().toString());
    }

    private void statistics(Context context) {
        var range = Query.range(context, java.time.ZoneOffset.UTC, workspace.clock());
        LocalDate from = LocalDate.ofInstant(range.from(), java.time.ZoneOffset.UTC);
        LocalDate to = LocalDate.ofInstant(range.to(), java.time.ZoneOffset.UTC);
        if (!from.isBefore(to)) {
            throw new Failure("request.range", "The range is shorter than a day.", "Give whole days.");
        }
        var figures = BillingStatistics.of(
                Caller.of(context).database(),
                workspace.database(),
                Caller.of(context).token().customerId(),
                from,
                to);
        ObjectNode json = Json.object()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("active_customers", figures.activeCustomers())
                .put("billed_customers", figures.billedCustomers());
        lines(json.putArray("records"), "status", figures.records());
        lines(json.putArray("revenue"), "name", figures.revenue());
        lines(json.putArray("revenue_by_service"), "service", figures.byService());
        lines(json.putArray("revenue_by_method"), "method", figures.byMethod());
        Reply.json(context, json);
    }

    private static void lines(ArrayNode array, String name, List<BillingStatistics.Line> lines) {
        lines.forEach(line -> array.addObject()
                .put(name, line.name())
                .put("currency", line.currency())
                .put("count", line.count())
                .put("amount", line.amount().toPlainString()));
    }

    private static Customer customer(Context context) {
        return Customer.find(Caller.of(context).database(), context.pathParam("customer"));
    }
}
