package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.countinghouse.work.Failure;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for notifications on a connection of its own, and connects again when it breaks. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z_]{0,62}");
    /** How soon a close is noticed; a notification wakes the wait at once. */
    private static final int WAIT_MILLIS = 500;

    private static final long RETRY_MILLIS = 500;

    private final Connector connector;
    private final String channel;
    private final Consumer<String> onPayload;
    private volatile boolean closed;

    private Listener(Connector connector, String channel, Consumer<String> onPayload) {
        this.connector = connector;
        this.channel = channel;
        this.onPayload = onPayload;
    }

    static Listener start(Connector connector, String channel, Consumer<String> onPayload) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("Not a channel name: " + channel);
        }
        var listener = new Listener(connector, channel, onPayload);
        Thread.ofVirtual().name("listen-" + channel).start(listener::run);
        return listener;
    }

    private void run() {
        boolean broken = false;
        while (!closed) {
            try (Connection connection = connector.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + channel);
                if (broken) {
                    tell("");
                }
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException | Failure problem) {
                if (!broken) {
                    LOG.info("Listening on {} is interrupted: {}", channel, problem.getMessage());
                }
                broken = true;
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                for (PGNotification notification : heard) {
                    tell(notification.getParameter());
                }
            }
        }
    }

    /** What a listener does wrong must not end the listening. */
    private void tell(String payload) {
        try {
            onPayload.accept(payload);
        } catch (RuntimeException problem) {
            LOG.warn("A listener on {} failed", channel, problem);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
