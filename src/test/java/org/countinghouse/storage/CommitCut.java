package org.countinghouse.storage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the program and PostgreSQL on loopback, forwards both ways, and cuts a connection at a commit it was
 * told to: before the server has it, or after the server has done it and before its answer goes back. To the program
 * both look the same. Understands messages of the protocol's version 3 without encryption.
 */
public final class CommitCut implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final ServerSocket door;
    private final int server;
    private final Set<Session> sessions = new HashSet<>();
    private Pattern what = Pattern.compile("");
    private int commitsLeft;
    private boolean done;
    private int cuts;

    private CommitCut(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    /** A proxy before the test server; it closes with all its connections. */
    public static CommitCut open() {
        try {
            var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            int server = TestDatabase.shared("", "", "").port();
            var cut = new CommitCut(door, server);
            Thread.ofVirtual().name("commit-cut").start(cut::accept);
            return cut;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database of this name through the proxy, as its owner. */
    public DatabaseSettings.Shared settings(String database) {
        return new DatabaseSettings.Shared(
                "127.0.0.1",
                door.getLocalPort(),
                database,
                "postgres",
                TestDatabase.superuserPassword(),
                Map.of("sslmode", "disable", "gssEncMode", "disable"));
    }

    /**
     * Arms the proxy for one cut.
     *
     * @param sql found in a statement of the transaction, so that none is cut that somebody else does meanwhile
     * @param commit which such commit from now on, of all connections; 1 = the next
     * @param carriedOut whether the server does it
     */
    public synchronized void at(String sql, int commit, boolean carriedOut) {
        what = Pattern.compile(sql);
        commitsLeft = commit;
        done = carriedOut;
    }

    /** Lets everything pass again. */
    public synchronized void disarm() {
        commitsLeft = 0;
    }

    /** How many connections were cut so far. */
    public synchronized int cuts() {
        return cuts;
    }

    private synchronized Fate next(List<String> transaction) {
        boolean meant = transaction.stream().anyMatch(sql -> what.matcher(sql).find());
        if (commitsLeft == 0 || !meant || --commitsLeft > 0) {
            return Fate.PASS;
        }
        cuts++;
        return done ? Fate.ANSWER_LOST : Fate.COMMIT_LOST;
    }

    private enum Fate {
        PASS,
        COMMIT_LOST,
        ANSWER_LOST
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                var session = new Session(client, new Socket(InetAddress.getLoopbackAddress(), server));
                synchronized (this) {
                    sessions.add(session);
                }
                session.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            door.close();
        } catch (IOException gone) {
            // Nobody can come any more, which is all that is wanted.
        }
        sessions.forEach(Session::cut);
    }

    /** One connection of the program and the one to the server that belongs to it. */
    private final class Session {
        private final Socket client;
        private final Socket upstream;
        /** What is prepared, by name. */
        private final Map<String, String> prepared = new HashMap<>();
        /** What was done since the last commit or rollback. */
        private final List<String> transaction = new ArrayList<>();

        private final AtomicBoolean silent = new AtomicBoolean();
        private final CountDownLatch answered = new CountDownLatch(1);

        Session(Socket client, Socket upstream) throws IOException {
            this.client = client;
            this.upstream = upstream;
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
        }

        void start() {
            Thread.ofVirtual().name("to-server").start(() -> run(this::toServer));
            Thread.ofVirtual().name("to-client").start(() -> run(this::toClient));
        }

        private void run(Forwarding forwarding) {
            try {
                forwarding.run();
            } catch (IOException over) {
                // One side has ended the connection, so the other one ends too.
            } finally {
                cut();
            }
        }

        private void toServer() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new DataOutputStream(upstream.getOutputStream());
            byte[] first = body(in);
            out.writeInt(first.length + Integer.BYTES);
            out.write(first);
            Fate fate = Fate.PASS;
            while (true) {
                int type = in.readUnsignedByte();
                byte[] body = body(in);
                String sql = carriedOut(type, body);
                if (sql != null && is("COMMIT", sql)) {
                    fate = next(transaction);
                    if (fate == Fate.COMMIT_LOST) {
                        return;
                    }
                    silent.set(fate == Fate.ANSWER_LOST);
                }
                if (sql != null && (is("COMMIT", sql) || is("ROLLBACK", sql))) {
                    transaction.clear();
                } else if (sql != null) {
                    transaction.add(sql);
                }
                write(out, type, body);
                // Sync, or a plain query: the server answers now.
                if (fate == Fate.ANSWER_LOST && (type == 'S' || type == 'Q')) {
                    awaitAnswer();
                    return;
                }
            }
        }

        private void toClient() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(upstream.getInputStream()));
            var out = new DataOutputStream(client.getOutputStream());
            while (true) {
                int type = in.readUnsignedByte();
                byte[] body = body(in);
                if (!silent.get()) {
                    write(out, type, body);
                } else if (type == 'Z') {
                    answered.countDown();
                }
            }
        }

        private void awaitAnswer() throws IOException {
            try {
                if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("the server did not commit");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        /** The statement that a message carries out, if it does. */
        private @Nullable String carriedOut(int type, byte[] body) {
            return switch (type) {
                case 'Q' -> text(body, 0);
                case 'P' -> {
                    String name = text(body, 0);
                    prepared.put(name, text(body, length(name) + 1));
                    yield null;
                }
                case 'B' -> prepared.get(text(body, length(text(body, 0)) + 1));
                default -> null;
            };
        }

        void cut() {
            for (Socket socket : new Socket[] {client, upstream}) {
                try {
                    socket.close();
                } catch (IOException gone) {
                    // It is what was wanted.
                }
            }
        }
    }

    private interface Forwarding {
        void run() throws IOException;
    }

    private static boolean is(String command, String sql) {
        return sql.strip().toUpperCase(Locale.ROOT).equals(command);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A text that ends with a zero. */
    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    private static byte[] body(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        return body;
    }

    /** In one piece: a message that comes in parts would wait for acknowledgements. */
    private static void write(DataOutputStream out, int type, byte[] body) throws IOException {
        byte[] whole = ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(body.length + Integer.BYTES)
                .put(body)
                .array();
        out.write(whole);
        out.flush();
    }
}
