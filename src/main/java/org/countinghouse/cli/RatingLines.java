package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.catalog.Json;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;

/**
 * Rates requests on all cores and writes the results in the order of the requests. However long the input is, only a
 * few hundred requests are held at a time; who waits for an answer before asking again gets it at once.
 */
final class RatingLines {
    private static final int REQUESTS_A_PART = 32;
    private static final int PARTS_A_CORE = 4;

    private final boolean explain;
    private final boolean verify;
    private final int cores = Runtime.getRuntime().availableProcessors();

    /**
     * @param explain whether explanations are written
     * @param verify whether lines are worked out again from their explanations, written or not
     */
    RatingLines(boolean explain, boolean verify) {
        this.explain = explain;
        this.verify = verify;
    }

    /** Text of the results of a few requests; {@code complete} when all is well with them. */
    private record Part(ByteArrayOutputStream text, boolean complete) {}

    /** @return true when every request could be rated, and every line that was to be verified follows */
    boolean rate(RequestSource requests, OutputStream output) throws IOException {
        Queue<Future<Part>> parts = new ArrayDeque<>();
        boolean complete = true;
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            try {
                for (var part = gather(requests); !part.isEmpty(); part = gather(requests)) {
                    List<RequestSource.Document> documents = part;
                    parts.add(workers.submit(() -> rated(documents)));
                    int held = requests.ready() ? cores * PARTS_A_CORE : 0;
                    complete = write(parts, held, output) && complete;
                }
                return write(parts, 0, output) && complete;
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /** The requests at hand, at least one when there is one. */
    private static List<RequestSource.Document> gather(RequestSource requests) throws IOException {
        var part = new ArrayList<RequestSource.Document>(REQUESTS_A_PART);
        do {
            RequestSource.Document document = requests.next();
            if (document == null) {
                break;
            }
            part.add(document);
        } while (part.size() < REQUESTS_A_PART && requests.ready());
        return part;
    }

    /** Writes the oldest parts until no more than {@code held} are left. */
    private static boolean write(Queue<Future<Part>> parts, int held, OutputStream output) throws IOException {
        boolean complete = true;
        while (parts.size() > held) {
            Part part = finished(parts.remove());
            part.text().writeTo(output);
            complete = part.complete() && complete;
        }
        if (held == 0) {
            output.flush();
        }
        return complete;
    }

    private static Part finished(Future<Part> part) {
        try {
            return part.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }

    private Part rated(List<RequestSource.Document> documents) {
        var text = new ByteArrayOutputStream(1024 * documents.size());
        boolean complete = true;
        for (RequestSource.Document document : documents) {
            JsonNode result;
            try {
                boolean steps = explain || verify;
                ObjectNode rated =
                        RatingJson.write(RatingEngine.rate(RatingJson.readRequest(document.json()), steps), steps);
                complete &= !verify || LineChecks.mark(rated, explain);
                result = rated;
            } catch (Failure failure) {
                result = RatingJson.writeError(failure);
                complete = false;
            } catch (RuntimeException defect) {
                // A defect of ours must not keep the other requests from being rated.
                result = RatingJson.writeError(new Failure(
                        "rating.internal",
                        "This request could not be rated because of an internal error.",
                        "",
                        defect));
                complete = false;
            }
            text.writeBytes(Json.text(result).getBytes(StandardCharsets.UTF_8));
            text.write('\n');
        }
        return new Part(text, complete);
    }
}
