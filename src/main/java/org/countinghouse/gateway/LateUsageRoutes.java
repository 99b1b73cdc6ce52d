package org.countinghouse.gateway;

import io.javalin.http.Context;
import java.util.List;
import org.countinghouse.billing.WaitingUsage;
import org.countinghouse.security.Scope;
import org.countinghouse.workspace.Workspace;

/** Late usage that waits for its invoice. */
final class LateUsageRoutes {
    private final Workspace workspace;

    LateUsageRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Route> routes() {
        return List.of(Route.get(Route.BASE + "/late-usage", Scope.BILLING_READ, this::waiting));
    }

    private void waiting(Context context) {
        Caller.of(context).requireWhole();
        var waiting = workspace.lateUsageLook().waiting(Query.text(context, "customer"));
        Reply.json(context, WaitingUsage.toJson(waiting, workspace.clock().instant()));
    }
}
