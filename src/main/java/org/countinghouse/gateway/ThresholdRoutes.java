package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.billing.NamedScope;
import org.countinghouse.billing.ThresholdJson;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.money.Decimals;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Progressive billing: thresholds, how a subscription stands, and what is billed. */
final class ThresholdRoutes {
    private static final String THRESHOLDS = Route.BASE + "/thresholds";

    private final Workspace workspace;
    private final GatewaySettings settings;

    ThresholdRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get(THRESHOLDS, Scope.BILLING_READ, this::rules),
                Route.post(THRESHOLDS, Scope.BILLING_WRITE, this::set),
                Route.post(THRESHOLDS + "/run", Scope.BILLING_WRITE, this::run),
                Route.get(Route.BASE + "/subscriptions/{id}/thresholds", Scope.BILLING_READ, this::state));
    }

    private void rules(Context context) {
        Caller.of(context).requireWhole();
        String plan = Query.text(context, "plan");
        Long subscription = subscription(Query.text(context, "subscription"));
        ThresholdRules rules = workspace.thresholdRules();
        var entries = plan == null && subscription == null
                ? rules.list()
                : rules.list(new ThresholdRules.Subject(plan, subscription));
        Reply.json(context, ThresholdJson.write(entries));
    }

    private void set(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        Long subscription = subscription(Fields.text(body, "subscription"));
        var subject = new ThresholdRules.Subject(Fields.text(body, "plan"), subscription);
        LocalDate from = Query.day("from", Fields.required(body, "from"));
        String reason = Objects.requireNonNullElse(Fields.text(body, "reason"), "");
        ThresholdRules rules = workspace.thresholdRules();
        switch (Objects.requireNonNullElse(Fields.text(body, "kind"), "amounts")) {
            case "amounts" -> rules.set(subject, from, thresholds(body), reason);
            case "none" -> rules.none(subject, from, reason);
            case "general" -> {
                if (subscription == null) {
                    throw new CatalogFailure("request.field", "subscription is missing.", "$.subscription");
                }
                rules.general(subscription, from, reason);
            }
            case "withdraw" -> rules.withdraw(subject, from, reason);
            default ->
                throw new CatalogFailure(
                        "request.field", "kind is none of amounts, none, general, withdraw.", "$.kind");
        }
        Reply.json(context, ThresholdJson.write(rules.list(subject)));
    }

    private static UsageThresholds thresholds(ObjectNode body) {
        JsonNode given = body.path("amounts");
        if (!given.isMissingNode() && !given.isNull() && !given.isArray()) {
            throw new CatalogFailure("request.field", "amounts is no list.", "$.amounts");
        }
        var amounts = new ArrayList<BigDecimal>();
        for (JsonNode each : given) {
            amounts.add(amount(each, "$.amounts[" + amounts.size() + "]"));
        }
        JsonNode every = body.path("every");
        return new UsageThresholds(amounts, every.isMissingNode() || every.isNull() ? null : amount(every, "$.every"));
    }

    private static BigDecimal amount(JsonNode node, String path) {
        return (node.isTextual() || node.isIntegralNumber()
                        ? Decimals.parse(node.asText())
                        : Optional.<BigDecimal>empty())
                .orElseThrow(
                        () -> new CatalogFailure("request.field", "An amount is no decimal number as text.", path));
    }

    private void state(Context context) {
        Caller.of(context).requireWhole();
        long id = Query.id("id", context.pathParam("id"));
        Reply.json(context, ThresholdJson.write(workspace.progressiveBilling().state(id)));
    }

    private void run(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.optional(context, settings);
        var scope = new NamedScope(
                        Fields.text(body, "customer", "user_id", "org_id", "tenant_id"),
                        subscription(Fields.text(body, "subscription")),
                        Fields.text(body, "plan"))
                .upTo(workspace.database(), workspace.clock().instant());
        Reply.json(
                context,
                workspace
                        .progressiveBilling()
                        .run(scope, Fields.flag(body, "dry_run"), Progress.NONE)
                        .toJson());
    }

    private static @Nullable Long subscription(@Nullable String id) {
        return id == null ? null : Query.id("subscription", id);
    }
}
