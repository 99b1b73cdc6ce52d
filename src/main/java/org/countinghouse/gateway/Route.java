package org.countinghouse.gateway;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.countinghouse.security.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One call that the gateway answers.
 *
 * @param path with parameters in braces
 * @param scope that the caller's token needs; null = open to everybody
 */
record Route(HandlerType method, String path, @Nullable Scope scope, Handler handler) {
    static final String BASE = "/api/v1";

    static Route get(String path, @Nullable Scope scope, Handler handler) {
        return new Route(HandlerType.GET, path, scope, handler);
    }

    static Route post(String path, @Nullable Scope scope, Handler handler) {
        return new Route(HandlerType.POST, path, scope, handler);
    }
}
