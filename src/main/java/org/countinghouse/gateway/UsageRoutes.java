package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.ChargedUsage;
import org.countinghouse.billing.UsageBilling;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Usage on its way in. */
final class UsageRoutes {
    private static final List<String> TYPES =
            List.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json");

    /** Each is a transaction of its own. */
    private static final int MOST_CHARGED = 100;

    private final UsageIntake intake;
    private final UsageBilling billing;
    private final LiveUsage live;
    private final LimitsLeft limits;
    private final GatewaySettings settings;
    private final Clock clock;

    UsageRoutes(
            UsageIntake intake,
            UsageBilling billing,
            LiveUsage live,
            LimitsLeft limits,
            GatewaySettings settings,
            Clock clock) {
        this.intake = intake;
        this.billing = billing;
        this.live = live;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.post(Route.BASE + "/usage", Scope.USAGE_WRITE, this::record),
                Route.get(Route.BASE + "/usage/stream", Scope.USAGE_READ, live::stream));
    }

    /** Answers when everything it calls stored is on disk. */
    private void record(Context context) {
        Body.requireJson(context, TYPES);
        boolean withLimits = limits.wanted(context);
        var entries =
                UsageDocument.parse(Body.read(context, settings), context.header("Idempotency-Key"), clock.instant());
        Long only = Caller.of(context).token().customerId();
        var rows = entries.stream().map(UsageDocument.Entry::row).toList();
        boolean charged = entries.stream().anyMatch(entry -> entry.billingMethod() != null);
        var answers = charged ? charged(entries, only) : plain(intake.take(rows, only));
        var results = answers.stream().map(ChargedUsage::result).toList();
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        results.forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
        int taken = counts.getOrDefault(Outcome.STORED, 0) + counts.getOrDefault(Outcome.DUPLICATE, 0);
        if (taken == 0 && !results.isEmpty()) {
            var problem = new Problem(
                    422, "usage.none-taken", "None of the events could be taken.", "Each has its own reason.", "");
            problem.send(context, write(problem.json(), counts, answers));
        } else {
            ObjectNode answer = write(Json.object(), counts, answers);
            if (withLimits) {
                limits.add(
                        answer,
                        rows,
                        results.stream().map(IntakeResult::outcome).toList());
            }
            context.status(taken == results.size() ? 200 : 207)
                    .contentType("application/json")
                    .result(Json.text(answer));
        }
    }

    private static List<ChargedUsage> plain(List<IntakeResult> results) {
        return results.stream()
                .map(result -> new ChargedUsage(result, null, List.of()))
                .toList();
    }

    /** Those with a billing method one by one, the others together; in the order in which they came. */
    private List<ChargedUsage> charged(List<UsageDocument.Entry> entries, @Nullable Long only) {
        var methods = new ArrayList<Optional<BillingMethod>>();
        for (var entry : entries) {
            String named = entry.billingMethod();
            methods.add(named == null ? Optional.empty() : Optional.ofNullable(BillingMethod.parse(named)));
        }
        long charged =
                entries.stream().filter(entry -> entry.billingMethod() != null).count();
        if (charged > MOST_CHARGED) {
            throw new Failure(
                    "request.batch-size",
                    charged + " events with a billing method are more than the " + MOST_CHARGED + " of one request.",
                    "Nothing was stored. Send them in parts.");
        }
        var together = plain(intake.take(
                        entries.stream()
                                .filter(entry -> entry.billingMethod() == null)
                                .map(UsageDocument.Entry::row)
                                .toList(),
                        only))
                .iterator();
        var answers = new ArrayList<ChargedUsage>();
        for (int at = 0; at < entries.size(); at++) {
            var entry = entries.get(at);
            answers.add(
                    entry.billingMethod() == null
                            ? together.next()
                            : billing.take(entry.row(), only, methods.get(at).orElse(null)));
        }
        return answers;
    }

    private static ObjectNode write(ObjectNode json, Map<Outcome, Integer> counts, List<ChargedUsage> answers) {
        json.put("stored", counts.getOrDefault(Outcome.STORED, 0));
        json.put("duplicates", counts.getOrDefault(Outcome.DUPLICATE, 0));
        json.put("conflicts", counts.getOrDefault(Outcome.CONFLICT, 0));
        json.put("rejected", counts.getOrDefault(Outcome.REJECTED, 0));
        ArrayNode list = json.putArray("results");
        for (ChargedUsage answer : answers) {
            IntakeResult result = answer.result();
            ObjectNode each = list.addObject();
            if (!result.id().isEmpty()) {
                each.put("id", result.id());
            }
            each.put("status", result.outcome().name().toLowerCase(Locale.ROOT));
            if (!result.code().isEmpty()) {
                each.put("code", result.code()).put("reason", result.reason());
            }
            if (answer.charge() != null) {
                each.set("charge", ChargeRoutes.write(answer.charge()));
            }
            if (!answer.available().isEmpty()) {
                ArrayNode available = each.putArray("available_methods");
                answer.available().forEach(method -> available.add(method.code()));
            }
        }
        return json;
    }
}
