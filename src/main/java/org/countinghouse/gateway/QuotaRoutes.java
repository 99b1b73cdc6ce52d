package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.Quantities;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaAnswer;
import org.countinghouse.metering.quota.QuotaRequest;
import org.countinghouse.security.Scope;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Limits: asked before expensive work, taken ahead of it, given back when it was not done. */
final class QuotaRoutes {
    private static final BigDecimal MOST = BigDecimal.TEN.pow(20);

    private final Workspace workspace;
    private final GatewaySettings settings;

    QuotaRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.post(Route.BASE + "/quota/check", Scope.QUOTA_READ, this::check),
                Route.post(Route.BASE + "/quota/consume", Scope.QUOTA_WRITE, this::consume),
                Route.post(Route.BASE + "/quota/release", Scope.QUOTA_WRITE, this::release),
                Route.get(Route.BASE + "/quota/{customer}", Scope.QUOTA_READ, this::list));
    }

    private void check(Context context) {
        // Limits that have changed are worked out anew, which a customer's own token may not.
        QuotaRequest request = request(Caller.of(context), Body.object(context, settings));
        Reply.json(context, write(request, workspace.quotas().check(request)));
    }

    private void consume(Context context) {
        ObjectNode body = Body.object(context, settings);
        QuotaRequest request = request(Caller.of(context), body);
        String key = Fields.required(body, "key", "idempotency_key");
        Reply.json(context, write(request, workspace.quotas().consume(request, key)));
    }

    private void release(Context context) {
        ObjectNode body = Body.object(context, settings);
        String customer = customer(Caller.of(context), body);
        boolean released = workspace.quotas().release(customer, Fields.required(body, "key", "idempotency_key"));
        Reply.json(context, Json.object().put("customer", customer).put("released", released));
    }

    private void list(Context context) {
        Caller caller = Caller.of(context);
        Customer customer = Customer.find(caller.database(), context.pathParam("customer"));
        ObjectNode json = Json.object().put("customer", customer.externalId());
        ArrayNode limits = json.putArray("limits");
        workspace.quotas().of(customer.externalId()).forEach(limit -> limits.add(write(limit)));
        Reply.json(context, json);
    }

    /** Limits are read and written by the service as a whole, so a customer's token is held to its customer here. */
    private static String customer(Caller caller, ObjectNode body) {
        String customer =
                Fields.required(body, "customer", "customer_id", "organization_id", "org_id", "tenant_id", "user_id");
        String only = caller.onlyCustomer();
        if (only != null && !only.equals(customer)) {
            throw Customer.unknown(customer);
        }
        return customer;
    }

    private static QuotaRequest request(Caller caller, ObjectNode body) {
        var properties = new TreeMap<String, String>();
        JsonNode given = body.path("properties");
        given.properties()
                .forEach(each -> properties.put(each.getKey(), each.getValue().asText()));
        return new QuotaRequest(
                customer(caller, body),
                Fields.required(body, "feature", "meter", "service_type"),
                amount(body, "amount", "quantity"),
                properties);
    }

    private static BigDecimal amount(ObjectNode body, String... names) {
        for (String name : names) {
            JsonNode value = body.get(name);
            if (value != null && !value.isNull()) {
                return decimal(name, value);
            }
        }
        return BigDecimal.ONE;
    }

    /** Bounds first: a number like 1e999999999 must never be written out. */
    static BigDecimal decimal(String name, JsonNode value) {
        try {
            BigDecimal number =
                    value.isNumber() ? Quantities.plain(value.decimalValue()) : Quantities.parse(value.asText());
            if (number.scale() <= Quantities.MOST_DECIMALS && number.abs().compareTo(MOST) < 0) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            // Told below, as a number out of bounds is.
        }
        throw new CatalogFailure("request.field", name + " is no decimal number within bounds.", "$." + name);
    }

    private static ObjectNode write(QuotaRequest request, QuotaAnswer answer) {
        ObjectNode json = Json.object()
                .put("customer", request.customer())
                .put("feature", request.feature())
                .put("amount", request.amount().toPlainString())
                .put("allowed", answer.allowed())
                .put("overage", answer.overage())
                .put("repeated", answer.repeated());
        if (!answer.allowed()) {
            json.put("code", "quota.exceeded");
        }
        answer.deciding().ifPresent(limit -> {
            json.put("current_usage", limit.used().toPlainString());
            json.put("limit", plain(limit.limit()));
            json.put("remaining", plain(limit.remaining()));
            json.put(
                    "reset_at",
                    limit.resetsAt() == null ? null : limit.resetsAt().toString());
        });
        ArrayNode limits = json.putArray("limits");
        answer.limits().forEach(limit -> limits.add(write(limit)));
        return json;
    }

    static ObjectNode write(LimitUse limit) {
        ObjectNode json = Json.object()
                .put("feature", limit.feature())
                .put("unit", limit.unit())
                .put("subject", limit.subject())
                .put("kind", limit.kind().name().toLowerCase(Locale.ROOT))
                .put("limit", plain(limit.limit()))
                .put("used", limit.used().toPlainString())
                .put("remaining", plain(limit.remaining()))
                .put("over", limit.over().toPlainString())
                .put(
                        "reset_at",
                        limit.resetsAt() == null ? null : limit.resetsAt().toString())
                .put("plan", limit.plan())
                .put("source", limit.source().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
