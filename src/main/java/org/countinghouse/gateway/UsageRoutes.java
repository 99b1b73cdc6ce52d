package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.security.Scope;

/** Usage on its way in. */
final class UsageRoutes {
    private static final List<String> TYPES =
            List.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json");

    private final UsageIntake intake;
    private final LiveUsage live;
    private final GatewaySettings settings;
    private final Clock clock;

    UsageRoutes(UsageIntake intake, LiveUsage live, GatewaySettings settings, Clock clock) {
        this.intake = intake;
        this.live = live;
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
        var rows = UsageDocument.read(Body.read(context, settings), context.header("Idempotency-Key"), clock.instant());
        var results = intake.take(rows, Caller.of(context).token().customerId());
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        results.forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
        int taken = counts.getOrDefault(Outcome.STORED, 0) + counts.getOrDefault(Outcome.DUPLICATE, 0);
        if (taken == 0 && !results.isEmpty()) {
            var problem = new Problem(
                    422, "usage.none-taken", "None of the events could be taken.", "Each has its own reason.", "");
            problem.send(context, write(problem.json(), counts, results));
        } else {
            context.status(taken == results.size() ? 200 : 207)
                    .contentType("application/json")
                    .result(Json.text(write(Json.object(), counts, results)));
        }
    }

    private static ObjectNode write(ObjectNode json, Map<Outcome, Integer> counts, List<IntakeResult> results) {
        json.put("stored", counts.getOrDefault(Outcome.STORED, 0));
        json.put("duplicates", counts.getOrDefault(Outcome.DUPLICATE, 0));
        json.put("conflicts", counts.getOrDefault(Outcome.CONFLICT, 0));
        json.put("rejected", counts.getOrDefault(Outcome.REJECTED, 0));
        ArrayNode list = json.putArray("results");
        for (IntakeResult result : results) {
            ObjectNode each = list.addObject();
            if (!result.id().isEmpty()) {
                each.put("id", result.id());
            }
            each.put("status", result.outcome().name().toLowerCase(Locale.ROOT));
            if (!result.code().isEmpty()) {
                each.put("code", result.code()).put("reason", result.reason());
            }
        }
        return json;
    }
}
