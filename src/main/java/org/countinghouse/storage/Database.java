package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.storage.embedded.EmbeddedServer;
import org.countinghouse.work.Progress;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * An open database. Everything that reaches it goes through here; every {@link SQLException} leaves as a
 * {@link StorageFailure}. Connections come back by themselves when a server that went away returns, and an embedded
 * server that died is started again. Safe for many threads.
 */
public final class Database implements AutoCloseable {
    /** The longest that a question in a customer's own name may take. */
    private static final int CONFINED_SECONDS = 20;

    private static final int INTERACTIVE = 8;
    private static final int BULK = 4;
    /** A batch of usage is sorted and joined in memory, not on disk. */
    private static final String BULK_SETTINGS = "set work_mem = '64MB'; set temp_buffers = '64MB'";

    private final Opening opening;
    private final @Nullable EmbeddedServer server;
    private final Pool interactive;
    private final Pool bulk;
    private final Entities entities;
    private final String database;
    /** Statements that confine each transaction; empty = none. */
    private final String tenant;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** A program that is told to end (logout, Ctrl+C) leaves no server behind. */
    private final Thread atExit = new Thread(this::leaveAtExit, "leave-database");

    /** Of a database in which nothing is saved; null: everything is. */
    private final @Nullable Rehearsal rehearsal;

    private boolean confined;
    private boolean closed;

    private Database(Opening opening, String database, List<Class<?>> entities, @Nullable EmbeddedServer server) {
        this.opening = opening;
        this.server = server;
        this.database = database;
        this.interactive = new Pool("interactive", INTERACTIVE, opening.work(), "");
        this.bulk = new Pool("bulk", BULK, opening.work(), BULK_SETTINGS);
        this.entities = new Entities(interactive, entities, this::failure, this::unsure);
        this.tenant = "";
        this.rehearsal = null;
    }

    private Database(Database whole, Rehearsal rehearsal) {
        this.opening = whole.opening;
        this.server = null;
        this.database = whole.database;
        this.interactive = whole.interactive;
        this.bulk = whole.bulk;
        this.entities = whole.entities;
        this.tenant = "";
        this.rehearsal = rehearsal;
    }

    private Database(Database whole, String tenant) {
        this.opening = whole.opening;
        this.server = null;
        this.database = whole.database;
        this.interactive = whole.interactive;
        this.bulk = whole.bulk;
        this.entities = whole.entities;
        this.tenant = tenant;
        this.rehearsal = null;
        this.confined = true;
    }

    /**
     * The same database as one customer may see it: row-level security of the server hides everything of others. It
     * reads only, and needs no closing.
     */
    public Database confined(long customerId) {
        refuseRehearsed();
        return new Database(
                this,
                "; set local role ch_customer; set local countinghouse.customer = '" + customerId
                        + "'; set local statement_timeout = '" + CONFINED_SECONDS + "s'");
    }

    /**
     * Opens a database. The embedded one is made, started or attached to; a schema that is missing or older is made or
     * updated when the sign-in is an owner's, else refused.
     *
     * @param entities classes that {@link #entities} may load
     * @throws org.countinghouse.work.Failure with a code {@code database.*} that says why it cannot
     */
    public static Database open(DatabaseSettings settings, List<Class<?>> entities, Progress progress) {
        return switch (settings) {
            case DatabaseSettings.Embedded embedded -> openEmbedded(embedded, entities, progress);
            case DatabaseSettings.Shared shared -> openShared(shared, entities, progress);
        };
    }

    private static Database openEmbedded(
            DatabaseSettings.Embedded settings, List<Class<?>> entities, Progress progress) {
        EmbeddedServer server = EmbeddedServer.enter(settings.home(), progress);
        boolean opened = false;
        try {
            Opening opening = Opening.embedded(server, settings.database(), progress);
            var database = new Database(opening, settings.database(), entities, server);
            Runtime.getRuntime().addShutdownHook(database.atExit);
            opened = true;
            return database;
        } catch (SQLException problem) {
            throw SqlFailures.of(problem, "127.0.0.1:" + server.port() + "/" + settings.database());
        } finally {
            if (!opened) {
                server.leave(port -> true);
            }
        }
    }

    private static Database openShared(DatabaseSettings.Shared settings, List<Class<?>> entities, Progress progress) {
        try {
            return new Database(Opening.shared(settings, progress), settings.database(), entities, null);
        } catch (SQLException problem) {
            throw SqlFailures.of(problem, settings.host() + ":" + settings.port() + "/" + settings.database());
        }
    }

    /** Work that changes nothing, on one consistent picture of the data (repeatable read, read only). */
    public <T extends @Nullable Object> T read(SqlWork<T> work) {
        if (rehearsal != null) {
            return rehearsed(rehearsal, work, false);
        }
        try (Connection connection = interactive.connection()) {
            return Transaction.read(connection, tenant, work);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    /** Work in a transaction of its own (read committed): all of it is saved when it returns, none when it throws. */
    public <T extends @Nullable Object> T write(SqlWork<T> work) {
        refuseConfined();
        if (rehearsal != null) {
            return rehearsed(rehearsal, work, true);
        }
        try (Connection connection = interactive.connection()) {
            return Transaction.write(connection, work, this::unsure);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    /** What {@link #write} of the same would come to, by the same work: it is done and taken back whatever comes of it. */
    public <T extends @Nullable Object> T trial(SqlWork<T> work) {
        refuseConfined();
        if (rehearsal != null) {
            return rehearsed(rehearsal, work, false);
        }
        try (Connection connection = interactive.connection()) {
            return Transaction.trial(connection, work);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    /**
     * What services would do, by the services themselves: they work on a database that is this one, in which each of
     * their transactions is seen by the ones after it, and all of which is taken back in the end. Nobody else sees
     * anything of it or is told. Who changes the same records waits meanwhile, so it is for what takes seconds. It has
     * no entities, no bulk connections and no names to hold.
     */
    public <T extends @Nullable Object> T rehearse(Function<Database, T> work) {
        refuseConfined();
        refuseRehearsed();
        try (Connection connection = interactive.connection()) {
            return Transaction.trial(connection, begun -> work.apply(new Database(this, new Rehearsal(begun))));
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    private <T extends @Nullable Object> T rehearsed(Rehearsal inside, SqlWork<T> work, boolean keep) {
        try {
            return inside.run(work, keep);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    private void refuseRehearsed() {
        if (rehearsal != null) {
            throw new IllegalStateException("a rehearsal has one transaction");
        }
    }

    /**
     * Work on entities in a transaction of its own.
     *
     * @throws StorageFailure {@code conflict} when somebody else changed the same record since it was read
     */
    public <T extends @Nullable Object> T entities(Function<Session, T> work) {
        refuseConfined();
        refuseRehearsed();
        return entities.run(work);
    }

    private void refuseConfined() {
        if (confined) {
            throw new StorageFailure(
                    "database.permission",
                    "A database confined to one customer is for reading.",
                    "Nothing was changed. Changes are checked and made by the services of the whole database.");
        }
    }

    /**
     * A connection for COPY and other long work, with a transaction begun by its first statement. The caller commits
     * and closes; closing without a commit takes everything back.
     */
    public Connection bulk() {
        refuseConfined();
        refuseRehearsed();
        try {
            return bulk.connection();
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    /**
     * Commits a {@link #bulk} connection.
     *
     * @throws StorageFailure {@code database.unsure} when the answer never came: it may have happened
     * @throws SQLException when the server refused it: nothing was saved
     */
    public void commit(Connection connection) throws SQLException {
        Transaction.commit(connection, this::unsure);
    }

    /** The failure for an exception of a {@link #bulk} connection. */
    public StorageFailure failure(SQLException problem) {
        refreshAfter(problem);
        return SqlFailures.of(problem, opening.work().place());
    }

    private StorageFailure unsure(SQLException problem) {
        refreshAfter(problem);
        return SqlFailures.unsure(problem, opening.work().place());
    }

    /** What broke one connection most likely broke the others: the next try should not find another broken one. */
    private void refreshAfter(SQLException problem) {
        if (SqlFailures.unreachable(problem)) {
            interactive.refresh();
            bulk.refresh();
        }
    }

    /**
     * Work as the sign-in itself, for an owner who makes other sign-ins; everything else is done as a restricted role.
     * On the embedded database that is its superuser.
     */
    public <T extends @Nullable Object> T administer(SqlWork<T> work) {
        refuseConfined();
        refuseRehearsed();
        try (Connection connection = opening.administration().getConnection()) {
            connection.setAutoCommit(false);
            return Transaction.write(connection, work, this::unsure);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    public DatabaseInfo info() {
        Connector work = opening.work();
        return new DatabaseInfo(
                work.host(),
                work.port(),
                database,
                opening.signIn().user(),
                opening.workRole(),
                opening.signIn().serverName(),
                server != null,
                opening.schemaVersion(),
                opening.signIn().groups());
    }

    /**
     * Does work unless another program on this database is doing work of the same name. The name is held by a connection
     * of its own, which has no part in the work.
     *
     * @return false when somebody else is at it: nothing was done
     */
    public boolean alone(String name, Runnable work) {
        refuseConfined();
        refuseRehearsed();
        try (Connection connection = interactive.connection()) {
            return Transaction.alone(connection, name, work);
        } catch (SQLException problem) {
            throw failure(problem);
        }
    }

    /**
     * Hears what others {@linkplain #notify say} on a channel, on a thread of its own that reconnects. After a broken
     * connection the payload is empty once: anything may have changed meanwhile.
     *
     * @return closes to stop listening
     */
    public AutoCloseable listen(String channel, Consumer<String> onPayload) {
        Listener listener = Listener.start(opening.work(), channel, onPayload);
        listeners.add(listener);
        return () -> {
            listeners.remove(listener);
            listener.close();
        };
    }

    /** Tells all listeners of a channel, when and only if the connection's transaction is saved. */
    public static void notify(Connection connection, String channel, String payload) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
            statement.setString(1, channel);
            statement.setString(2, payload);
            statement.execute();
        }
    }

    /** Closes all connections; the last program that uses the embedded server stops it. */
    @Override
    public synchronized void close() {
        if (closed || confined || rehearsal != null) {
            return;
        }
        closed = true;
        listeners.forEach(Listener::close);
        entities.close();
        interactive.close();
        bulk.close();
        if (server != null) {
            server.leave(port -> idle());
            forgetExit();
        }
    }

    /** The connections end with the process; closing them one by one could take longer than an exit may. */
    private synchronized void leaveAtExit() {
        if (!closed && server != null) {
            closed = true;
            server.leave(port -> idle());
        }
    }

    /**
     * For a program that ends in its own order: whoever calls this closes the database before the process is gone, also
     * when the process is told to end.
     */
    public void leaveAtCloseOnly() {
        forgetExit();
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The program ends: whichever of the two closes came first did the work.
        }
    }

    /** True when no person with another tool is connected either. */
    private boolean idle() {
        String others = "select count(*) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()"
                + " and application_name <> 'Countinghouse'";
        try (Connection connection = opening.administration().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(others)) {
            return row.next() && row.getInt(1) == 0;
        } catch (SQLException unknown) {
            // A server that does not answer has nobody to disturb.
            return true;
        }
    }
}
