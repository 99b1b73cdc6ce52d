package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The embedded server of one data home. It lives outside of this process: it survives the program's sudden end, a
 * second program attaches to it, and the last one out stops it. Everything that starts, attaches or stops happens under
 * the home's lock.
 */
public final class EmbeddedServer {
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(1);
    private static final Duration SERVER_PATIENCE = Duration.ofMinutes(2);
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Map<Path, EmbeddedServer> OPEN = new HashMap<>();

    private final Path home;
    private final Path log;
    private final Path portMemory;
    private final Cluster cluster;
    private int users;
    private volatile int port;
    private @Nullable Credentials credentials;
    private volatile @Nullable Presence presence;

    private EmbeddedServer(Path home) {
        this.home = home;
        this.log = home.resolve("server.log");
        this.portMemory = home.resolve("port");
        this.cluster = new Cluster(home.resolve("data"));
    }

    /**
     * Starts the server of a data home, or attaches to the one that runs. Every call is paired with {@link #leave}.
     *
     * @throws Failure with a code {@code database.*} when it cannot
     */
    public static EmbeddedServer enter(Path dataHome, Progress progress) {
        try {
            Path home = OwnerOnly.directory(dataHome.resolve("postgres")).toRealPath();
            synchronized (OPEN) {
                EmbeddedServer server = OPEN.computeIfAbsent(home, EmbeddedServer::new);
                server.join(progress);
                return server;
            }
        } catch (IOException problem) {
            throw translate(dataHome, problem);
        }
    }

    public int port() {
        return port;
    }

    public Credentials credentials() {
        if (credentials == null) {
            throw new IllegalStateException("Not entered");
        }
        return credentials;
    }

    /** Starts the server again when it went away, for example killed; the port may change. */
    public void revive() {
        try (HomeLock _ = lock(Progress.NONE)) {
            if (presence == null) {
                throw new Failure("database.closed", "The database in " + home + " is closed.", "Open it again.");
            }
            startOrAttach(Progress.NONE);
        } catch (IOException problem) {
            throw translate(home, problem);
        }
    }

    /**
     * Leaves the server; the last program that does stops it.
     *
     * @param idle asked whether nobody else (a person with another tool) is connected to the given port
     */
    public void leave(IntPredicate idle) {
        synchronized (OPEN) {
            users--;
            Presence here = presence;
            if (users > 0 || here == null) {
                return;
            }
            OPEN.remove(home);
            try (HomeLock _ = lock(Progress.NONE)) {
                presence = null;
                boolean last = here.leaveAsLast();
                if (last && idle.test(port)) {
                    stop();
                }
            } catch (IOException problem) {
                throw translate(home, problem);
            }
        }
    }

    private void join(Progress progress) throws IOException {
        if (users == 0) {
            try (HomeLock _ = lock(progress)) {
                credentials = Credentials.readOrCreate(home.resolve("credentials"), cluster.exists());
                startOrAttach(progress);
                presence = Presence.announce(home.resolve("programs"));
            } finally {
                if (presence == null) {
                    OPEN.remove(home);
                }
            }
        }
        users++;
    }

    private HomeLock lock(Progress progress) throws IOException {
        return HomeLock.acquire(home.resolve("lock"), LOCK_PATIENCE, progress);
    }

    private void startOrAttach(Progress progress) throws IOException {
        Optional<PidFile> running = runningServer(progress);
        if (running.isPresent()) {
            port = running.get().port();
            return;
        }
        if (!cluster.exists()) {
            Cluster.checkSpace(home);
        }
        var programs = new Programs(PostgresSoftware.unpackOnce(home, progress));
        if (!cluster.exists()) {
            cluster.create(programs, credentials(), log, progress);
        }
        cluster.check();
        start(programs, progress);
    }

    /** A server that is starting, recovering or stopping is waited for; the pid file of a dead one is removed. */
    private Optional<PidFile> runningServer(Progress progress) throws IOException {
        long deadline = System.nanoTime() + SERVER_PATIENCE.toNanos();
        while (Files.exists(PidFile.in(cluster.data()))) {
            Optional<PidFile> found = PidFile.read(cluster.data());
            if (found.isPresent()) {
                PidFile server = found.get();
                if (!server.belongsTo(cluster.data())) {
                    Files.deleteIfExists(PidFile.in(cluster.data()));
                    return Optional.empty();
                }
                if (server.ready() && Port.answers(server.port())) {
                    return found;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        "database.start",
                        "The embedded database in " + cluster.data() + " runs"
                                + found.map(f -> " as process " + f.pid()).orElse("") + " but does not answer.",
                        "End that process and try again: what was saved is safe. The server's log is " + log + ".");
            }
            progress.report("Waiting for the database", 0, -1);
            progress.check();
            Pause.millis(50);
        }
        return Optional.empty();
    }

    private void start(Programs programs, Progress progress) throws IOException {
        progress.report("Starting the database", 0, -1);
        ServerLog.rotate(log);
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        int candidate = Port.choose(portMemory);
        while (true) {
            long before = ServerLog.size(log);
            List<String> arguments = List.of(
                    "start", "--pgdata=" + cluster.data(), "--log=" + log, "-o", "-p " + candidate, "-w", "-t", "600");
            int exit = programs.run(
                    "pg_ctl", arguments, log, () -> progress.report("Starting the database (recovering)", 0, -1));
            if (exit == 0) {
                port = candidate;
                OwnerOnly.write(portMemory, candidate + "\n");
                return;
            }
            String said = ServerLog.since(log, before);
            boolean portTaken = ServerLog.portTaken(said);
            if (System.nanoTime() > deadline || !(portTaken || ServerLog.passing(said))) {
                throw ServerLog.failure(log, before, cluster.data());
            }
            if (portTaken) {
                candidate = Port.any();
            }
            Pause.millis(200);
        }
    }

    private void stop() throws IOException {
        var programs = new Programs(PostgresSoftware.unpackOnce(home, Progress.NONE));
        // A server that cannot be stopped now does no harm: the next program attaches to it.
        programs.run("pg_ctl", List.of("stop", "--pgdata=" + cluster.data(), "-m", "fast", "-w"), log, null);
    }

    private static Failure translate(Path place, IOException problem) {
        if (OutputFile.diskFull(problem)) {
            return new Failure(
                    "database.disk-full",
                    "The disk of " + place + " is full.",
                    "Free some space and try again: what was saved before is safe.",
                    problem);
        }
        return Cluster.unreadable(place, problem);
    }
}
