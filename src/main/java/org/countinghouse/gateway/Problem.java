package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.rating.RatingFailure;
import org.countinghouse.work.Failure;

/**
 * What went wrong with a request, as RFC 9457 writes it. {@code code} is stable; {@code title} and {@code detail} are for
 * people.
 *
 * @param path place in the document that was sent; empty where there is none
 */
record Problem(int status, String code, String title, String detail, String path) {
    static final String TYPE = "application/problem+json";

    static Problem of(Failure failure) {
        String path = switch (failure) {
            case CatalogFailure catalog -> catalog.path();
            case RatingFailure rating -> rating.path();
            default -> "";
        };
        return new Problem(ProblemStatus.of(failure), failure.code(), failure.summary(), failure.remedy(), path);
    }

    /** A defect of ours: the log has the details, the caller only the fact. */
    static Problem defect() {
        return new Problem(500, "internal", "Something went wrong that should not.", "Nothing half-done was kept.", "");
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("type", "urn:countinghouse:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("code", code);
        if (!detail.isEmpty()) {
            json.put("detail", detail);
        }
        if (!path.isEmpty()) {
            json.put("path", path);
        }
        return json;
    }

    void send(Context context) {
        send(context, json());
    }

    /** With members of its own beside the usual ones. */
    void send(Context context, ObjectNode json) {
        json.put("instance", context.path());
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        if (status == 503 && context.res().getHeader("Retry-After") == null) {
            context.header("Retry-After", "2");
        }
        context.status(status).contentType(TYPE).result(Json.text(json));
    }
}
