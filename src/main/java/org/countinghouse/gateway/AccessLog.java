package org.countinghouse.gateway;

import io.javalin.http.Context;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.TokenCheck;
import org.countinghouse.work.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON line a request: who, what, how it ended and how long it took. Never a token, a query or a body. Also writes
 * down now and then which tokens were used.
 */
final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.countinghouse.gateway.access");
    private static final Logger OWN = LoggerFactory.getLogger(AccessLog.class);
    private static final long PAUSE_MILLIS = 15_000;

    private final TokenCheck tokens;
    private final Thread clerk;

    AccessLog(TokenCheck tokens) {
        this.tokens = tokens;
        this.clerk = Thread.ofVirtual().name("gateway-token-use").start(this::run);
    }

    void write(Context context, int status, long micros) {
        if (LOG.isInfoEnabled()) {
            Caller caller = Caller.ifKnown(context);
            LOG.info(Json.text(Json.object()
                    .put("method", context.method().name())
                    .put("path", context.path())
                    .put("status", status)
                    .put("micros", micros)
                    .put("address", context.ip())
                    .put("token", caller == null ? null : caller.token().id().toString())));
        }
    }

    private void run() {
        while (true) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException ending) {
                return;
            }
            remember();
        }
    }

    private void remember() {
        try {
            tokens.rememberUse();
        } catch (Failure away) {
            OWN.info("The use of tokens is noted later: {}", away.summary());
        }
    }

    @Override
    public void close() {
        clerk.interrupt();
        remember();
    }
}
