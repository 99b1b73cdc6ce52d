package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Decimals;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.Database;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Usage that was charged as it was recorded, and the wallets and credits it is taken from. */
final class ChargeRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final Workspace workspace;
    private final GatewaySettings settings;

    ChargeRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Route.BASE + "/billing/charges", Scope.BILLING_READ, this::list),
                Route.get(Route.BASE + "/billing/charges/{id}", Scope.BILLING_READ, this::one),
                Route.post(Route.BASE + "/billing/charges/{id}/refund", Scope.BILLING_WRITE, this::refund),
                Route.get(Route.BASE + "/wallet/{customer}", Scope.BILLING_READ, this::wallet),
                Route.post(Route.BASE + "/wallet/{customer}/top-ups", Scope.BILLING_WRITE, this::topUp),
                Route.post(Route.BASE + "/wallet/{customer}/credits", Scope.BILLING_WRITE, this::grant));
    }

    private UsageCharges charges(Database database) {
        return new UsageCharges(database, workspace.clock());
    }

    private void list(Context context) {
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        int offset = Query.number(context, "offset", 0, 0, Integer.MAX_VALUE);
        ObjectNode json = Json.object().put("limit", limit).put("offset", offset);
        ArrayNode list = json.putArray("charges");
        charges(Caller.of(context).database())
                .list(Query.text(context, "customer"), status(Query.text(context, "status")), limit, offset)
                .forEach(charge -> list.add(write(charge)));
        Reply.json(context, json);
    }

    private static UsageCharge.@Nullable Status status(@Nullable String named) {
        if (named == null) {
            return null;
        }
        return Arrays.stream(UsageCharge.Status.values())
                .filter(status -> status.name().equalsIgnoreCase(named))
                .findFirst()
                .orElseThrow(() -> new CatalogFailure(
                        "request.field",
                        "status is none of pending, processing, completed, failed, refunded.",
                        "$.status"));
    }

    private void one(Context context) {
        long id = Query.id("id", context.pathParam("id"));
        Reply.json(context, write(charges(Caller.of(context).database()).find(id)));
    }

    private void refund(Context context) {
        Caller.of(context).requireWhole();
        long id = Query.id("id", context.pathParam("id"));
        String reason = Fields.required(Body.object(context, settings), "reason");
        Reply.json(context, write(charges(workspace.database()).refund(id, reason, workspace.usageCorrections())));
    }

    private void wallet(Context context) {
        Database database = Caller.of(context).database();
        String customer = context.pathParam("customer");
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        var wallets = new Wallets(database, workspace.clock());
        ObjectNode json = Json.object().put("customer", customer);
        ArrayNode balances = json.putArray("balances");
        wallets.balances(customer)
                .forEach(balance -> balances.addObject()
                        .put("currency", balance.currency())
                        .put("amount", plain(balance.amount())));
        ArrayNode credits = json.putArray("credits");
        new Credits(database, workspace.clock()).of(customer).forEach(grant -> credits.add(write(grant)));
        ArrayNode entries = json.putArray("entries");
        wallets.entries(customer, limit).forEach(entry -> entries.add(write(entry)));
        Reply.json(context, json);
    }

    private void topUp(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        var entry = new Wallets(workspace.database(), workspace.clock())
                .topUp(
                        context.pathParam("customer"),
                        amount(body),
                        Fields.text(body, "currency"),
                        reference(context, body),
                        text(body, "note"));
        Reply.json(context, write(entry));
    }

    private void grant(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        String expires = Fields.text(body, "expires_at");
        var grant = new Credits(workspace.database(), workspace.clock())
                .grant(
                        context.pathParam("customer"),
                        amount(body),
                        Fields.text(body, "currency"),
                        expires == null ? null : instant(expires),
                        body.path("priority").asInt(0),
                        text(body, "reason"),
                        reference(context, body));
        Reply.json(context, write(grant));
    }

    /** Without a key a repeated request would count twice, so there must be one. */
    private static String reference(Context context, ObjectNode body) {
        String key = context.header("Idempotency-Key");
        return key == null || key.isBlank() ? Fields.required(body, "reference") : key.strip();
    }

    private static String text(ObjectNode body, String name) {
        String value = Fields.text(body, name);
        return value == null ? "" : value;
    }

    private static BigDecimal amount(ObjectNode body) {
        return Decimals.parse(body.path("amount").asText())
                .filter(Decimals::fits)
                .orElseThrow(() -> new CatalogFailure("request.field", "amount is no decimal number.", "$.amount"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException unreadable) {
            throw new CatalogFailure(
                    "request.field", "expires_at is no moment like 2027-01-01T00:00:00Z.", "$.expires_at");
        }
    }

    static ObjectNode write(UsageCharge charge) {
        return Json.object()
                .put("id", charge.id())
                .put("customer", charge.customer())
                .put("event_id", charge.eventId())
                .put("event", charge.event())
                .put("time", charge.occurredAt().toString())
                .put(
                        "quantity",
                        charge.quantity() == null ? "1" : charge.quantity().toPlainString())
                .put("status", name(charge.status()))
                .put("method", charge.method().code())
                .put("suggested_method", charge.suggested().code())
                .put("amount", plain(charge.amount()))
                .put("currency", charge.currency())
                .put("included", charge.included())
                .put("code", charge.code().isEmpty() ? null : charge.code())
                .put("reason", charge.reason().isEmpty() ? null : charge.reason())
                .put("created_at", charge.createdAt().toString());
    }

    private static ObjectNode write(Wallets.Entry entry) {
        return Json.object()
                .put("id", entry.id())
                .put("kind", name(entry.kind()))
                .put("amount", plain(entry.amount()))
                .put("balance", plain(entry.balance()))
                .put("currency", entry.currency())
                .put("charge", entry.chargeId())
                .put("note", entry.note())
                .put("at", entry.at().toString());
    }

    private static ObjectNode write(Credits.Grant grant) {
        return Json.object()
                .put("id", grant.id())
                .put("amount", plain(grant.amount()))
                .put("remaining", plain(grant.remaining()))
                .put("currency", grant.currency())
                .put("priority", grant.priority())
                .put(
                        "expires_at",
                        grant.expiresAt() == null ? null : grant.expiresAt().toString())
                .put("reason", grant.reason());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Stored amounts have twelve decimals; those beyond cents are written only where they say something. */
    private static String plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return (stripped.scale() < 2 ? amount.setScale(2) : stripped).toPlainString();
    }
}
