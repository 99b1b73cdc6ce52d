package org.countinghouse.gateway;

import io.javalin.http.Handler;
import java.util.List;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Failure;

/** Calls that have their place and no service behind it yet: they say so, and never pretend to have an answer. */
final class Pending {
    private Pending() {}

    static List<Route> routes() {
        var analytics = route("Analytics are not built yet.");
        return List.of(
                Route.get(Route.BASE + "/analytics/global", Scope.ANALYTICS_READ, analytics),
                Route.get(Route.BASE + "/analytics/{customer}/trends", Scope.ANALYTICS_READ, analytics),
                Route.get(Route.BASE + "/analytics/{customer}/breakdown", Scope.ANALYTICS_READ, analytics),
                Route.get(Route.BASE + "/analytics/{customer}/optimization", Scope.ANALYTICS_READ, analytics));
    }

    static Handler route(String what) {
        return _ -> {
            throw notBuilt(what);
        };
    }

    static Failure notBuilt(String what) {
        return new Failure("not-built", what, "Nothing was done.");
    }
}
