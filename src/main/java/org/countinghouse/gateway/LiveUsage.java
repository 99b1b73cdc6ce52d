package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Usage as it comes in, told to those who listen (server-sent events), each about what it may see. */
final class LiveUsage implements AutoCloseable {
    private static final int MOST_LISTENERS = 200;
    private static final int MOST_OF_A_TOKEN = 10;
    private static final int MOST_BEHIND = 256;
    /** How long a revoked token may go on to listen. */
    private static final long LOOK_SECONDS = 2;
    /** Looks without news until a sign of life. */
    private static final int PATIENCE = 5;

    private static final String END = "";

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Predicate<UUID> stillHolds;
    private final AutoCloseable hearing;
    private volatile boolean closed;

    /** @param onlyCustomer external id; null = all */
    private record Listener(UUID token, @Nullable String onlyCustomer, BlockingQueue<String> waiting) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** @param stillHolds whether the token of this id may go on to listen */
    LiveUsage(Database database, Predicate<UUID> stillHolds) {
        this.stillHolds = stillHolds;
        hearing = database.listen(UsageIntake.LIVE_CHANNEL, this::tell);
    }

    private void tell(String payload) {
        if (payload.isEmpty()) {
            // The connection was broken: something may have been missed.
            listeners.forEach(listener -> offer(listener, "event: gap\ndata: {}\n\n"));
            return;
        }
        try {
            JsonNode news = Json.parse(payload);
            listeners.forEach(listener -> tell(listener, news));
        } catch (CatalogFailure foreign) {
            // Not from a gateway of ours.
        }
    }

    private static void tell(Listener listener, JsonNode news) {
        ArrayNode mine = Json.MAPPER.createArrayNode();
        for (JsonNode each : news.path("usage")) {
            if (listener.onlyCustomer() == null
                    || listener.onlyCustomer().equals(each.path("customer").asText())) {
                mine.add(each);
            }
        }
        if (!mine.isEmpty()) {
            ObjectNode message = Json.object().put("at", news.path("at").asText());
            message.set("usage", mine);
            offer(listener, "event: usage\ndata: " + Json.text(message) + "\n\n");
        }
    }

    /** Who reads too slowly is told that something is missing, and holds nobody up. */
    private static void offer(Listener listener, String message) {
        if (!listener.waiting().offer(message)) {
            listener.waiting().clear();
            listener.waiting().offer("event: gap\ndata: {}\n\n");
        }
    }

    /** Stays until the listener goes away, its token holds no longer, or the gateway stops. */
    void stream(Context context) throws IOException {
        UUID token = Caller.of(context).token().id();
        String only = Caller.of(context).onlyCustomer();
        String wanted = context.queryParam("customer");
        if (only != null && wanted != null && !only.equals(wanted)) {
            throw Customer.unknown(wanted);
        }
        var listener = new Listener(token, only == null ? wanted : only, new ArrayBlockingQueue<>(MOST_BEHIND));
        add(listener);
        try {
            context.res().setContentType("text/event-stream;charset=utf-8");
            context.res().setHeader("Cache-Control", "no-store");
            OutputStream out = context.res().getOutputStream();
            send(out, ": listening\n\n");
            int silent = 0;
            while (!closed) {
                String message = listener.waiting().poll(LOOK_SECONDS, TimeUnit.SECONDS);
                if (END.equals(message) || !stillHolds.test(token)) {
                    return;
                }
                silent = message == null ? silent + 1 : 0;
                if (message != null) {
                    send(out, message);
                } else if (silent % PATIENCE == 0) {
                    send(out, ": still here\n\n");
                }
            }
        } catch (IOException gone) {
            // The listener went away, which is how streams end.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(listener);
        }
    }

    /** Nobody takes the places of all others. */
    private synchronized void add(Listener listener) {
        boolean many = listeners.stream()
                        .filter(each -> each.token().equals(listener.token()))
                        .count()
                >= MOST_OF_A_TOKEN;
        if (closed || many || listeners.size() >= MOST_LISTENERS) {
            throw new Failure(
                    "usage.busy",
                    many ? "This access token has " + MOST_OF_A_TOKEN + " streams open." : "Too many listen already.",
                    many ? "Close one of them." : "Try again later.");
        }
        listeners.add(listener);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> {
            listener.waiting().clear();
            listener.waiting().offer(END);
        });
        try {
            hearing.close();
        } catch (Exception impossible) {
            throw new IllegalStateException("ending to listen only sets a flag", impossible);
        }
    }
}
