package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.ErasureObstacle;
import org.countinghouse.customers.ErasurePreview;
import org.countinghouse.security.Scope;
import org.countinghouse.workspace.Workspace;

/** Erases customers on request, and says before what that would do. */
final class ErasureRoutes {
    private static final String ERASURE = Route.BASE + "/customers/{customer}/erasure";
    private static final String LEAVE = "leave_unbilled";

    private final Workspace workspace;
    private final GatewaySettings settings;

    ErasureRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(Route.get(ERASURE, Scope.ADMIN, this::preview), Route.post(ERASURE, Scope.ADMIN, this::erase));
    }

    private void preview(Context context) {
        ErasurePreview preview = workspace.customerErasure().preview(context.pathParam("customer"));
        ObjectNode json = Json.object().put("customer", preview.customer()).put("name", preview.name());
        ArrayNode inTheWay = json.putArray("in_the_way");
        preview.obstacles().forEach(each -> inTheWay.add(obstacle(each)));
        ErasurePreview.Gone gone = preview.gone();
        json.putObject("goes")
                .put("events", gone.events())
                .put("messages", gone.messages())
                .put("aliases", gone.aliases())
                .put("inbox", gone.inbox())
                .put("tokens", gone.tokens())
                .put("limits", gone.limits());
        ErasurePreview.Kept kept = preview.kept();
        json.putObject("stays")
                .put("invoices", kept.invoices())
                .put("credit_notes", kept.creditNotes())
                .put("ledger_entries", kept.ledgerEntries())
                .put("readings", kept.readings());
        Reply.json(context, json);
    }

    private static ObjectNode obstacle(ErasureObstacle obstacle) {
        return Json.object()
                .put("code", obstacle.kind().code())
                .put("subject", obstacle.subject())
                .put(
                        "amount",
                        obstacle.amount() == null
                                ? null
                                : obstacle.amount().stripTrailingZeros().toPlainString())
                .put("currency", obstacle.currency())
                .put("words", obstacle.words())
                .put("remedy", obstacle.remedy())
                .put("may_be_left", obstacle.kind().leavable());
    }

    private void erase(Context context) {
        ObjectNode body = Body.object(context, settings);
        if (body.has(LEAVE) && !body.path(LEAVE).isBoolean()) {
            throw new CatalogFailure("request.field", LEAVE + " is neither true nor false.", "$." + LEAVE);
        }
        CustomerErasure.Erased erased = workspace
                .customerErasure()
                .erase(context.pathParam("customer"), Fields.required(body, "reason"), Fields.flag(body, LEAVE));
        Reply.json(
                context,
                Json.object()
                        .put("customer", erased.customer())
                        .put("events", erased.events())
                        .put("messages", erased.messages())
                        .put("tokens", erased.tokens()));
    }
}
