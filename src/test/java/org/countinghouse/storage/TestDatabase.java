package org.countinghouse.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countinghouse.storage.embedded.EmbeddedServer;
import org.countinghouse.work.Progress;
import org.flywaydb.core.Flyway;

/**
 * A fresh, migrated database on one real embedded server, which all tests of this process share. Making one takes a
 * tenth of a second; the server and its directory go away with the process.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final Database database;

    private TestDatabase(String name, Database database) {
        this.name = name;
        this.database = database;
    }

    /** A fresh database, opened as the program opens its own. */
    public static TestDatabase fresh(Class<?>... entities) {
        String name = freshName();
        return new TestDatabase(name, Database.open(settings(name), List.of(entities), Progress.NONE));
    }

    public Database database() {
        return database;
    }

    public String name() {
        return name;
    }

    /** The same database, signed in as a new staff member of these groups. The caller closes it. */
    public Database as(GroupRole... groups) {
        return Database.open(staff(groups), List.of(), Progress.NONE);
    }

    /** Settings of a new staff member of these groups, as for a shared server. */
    public DatabaseSettings.Shared staff(GroupRole... groups) {
        String user = "staff_" + NUMBER.incrementAndGet();
        try (Connection connection = superuser(name);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + user + " login password 'secret'");
            for (GroupRole group : groups) {
                statement.execute("grant " + group.role() + " to " + user);
            }
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
        return shared(name, user, "secret");
    }

    /** The shared server seen as a server of other people. */
    public static DatabaseSettings.Shared shared(String database, String user, String password) {
        return new DatabaseSettings.Shared("127.0.0.1", server().port(), database, user, password, Map.of());
    }

    /** A superuser's connection, for a test that has to arrange or look behind the program. */
    public static Connection superuser(String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + server().port() + "/" + database + "?currentSchema=countinghouse";
        return DriverManager.getConnection(
                url, "postgres", server().credentials().superuser());
    }

    public static String superuserPassword() {
        return server().credentials().superuser();
    }

    /** Name of a new copy of the migrated template. */
    public static String freshName() {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template countinghouse strategy file_copy");
            statement.execute("grant connect, temporary on database " + name + " to ch_analyst, ch_finance, ch_admin,"
                    + " ch_auditor, ch_gateway, ch_owner");
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
        return name;
    }

    /** Name of a new database whose schema is that of an older program, to be filled by SQL and opened then. */
    public static String older(int schema) {
        String name = "test_" + NUMBER.incrementAndGet();
        try {
            Founding.database(connector("postgres", ""), name);
            Founding.rolesAndSchema(connector(name, ""));
            Founding.localSignIn(connector(name, ""), server().credentials(), name);
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
        Flyway.configure(TestDatabase.class.getClassLoader())
                .dataSource(connector(name, "ch_owner"))
                .locations("classpath:db/migration")
                .schemas("countinghouse")
                .createSchemas(false)
                .target(Integer.toString(schema))
                .load()
                .migrate();
        return name;
    }

    /** Opens a database that is there, which brings its schema up to date. */
    public static TestDatabase existing(String name, Class<?>... entities) {
        return new TestDatabase(name, Database.open(settings(name), List.of(entities), Progress.NONE));
    }

    private static Connector connector(String database, String role) {
        EmbeddedServer server = server();
        return new Connector(
                "127.0.0.1",
                server::port,
                database,
                "postgres",
                server.credentials().superuser(),
                Map.of(),
                role,
                null);
    }

    /** Where the shared server's programs are unpacked, so that other homes need not unpack them again. */
    public static void lendSoftware(Path home) throws IOException {
        Path postgres = Files.createDirectories(home.resolve("postgres"));
        server();
        try (Stream<Path> entries = Files.list(Shared.HOME.resolve("postgres"))) {
            for (Path entry : entries.filter(e -> e.getFileName().toString().startsWith("18-"))
                    .toList()) {
                Files.createSymbolicLink(postgres.resolve(entry.getFileName()), entry);
            }
        }
    }

    /** Deletes a test's data home. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static EmbeddedServer server() {
        return Shared.SERVER;
    }

    private static DatabaseSettings.Embedded settings(String name) {
        return new DatabaseSettings.Embedded(Shared.HOME, name);
    }

    @Override
    public void close() {
        database.close();
    }

    /** Made when the first test needs it. */
    private static final class Shared {
        static final Path HOME = home();
        static final EmbeddedServer SERVER = start();

        private static Path home() {
            try {
                return Files.createTempDirectory("countinghouse-test");
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        private static EmbeddedServer start() {
            // Entered for as long as the process lives; the migrated template is made by opening it once.
            EmbeddedServer server = EmbeddedServer.enter(HOME, Progress.NONE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            Database.open(settings("countinghouse"), List.of(), Progress.NONE).close();
            hurry(server);
            return server;
        }

        /**
         * Nothing here has to survive the machine, and without waiting for the disk a copy of the template takes a third
         * of the time. What is about kills and lost power has servers of its own, with the program's settings, and
         * what is measured has them too.
         */
        private static void hurry(EmbeddedServer server) {
            if (Boolean.getBoolean("countinghouse.bench.durable")) {
                return;
            }
            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
            try (Connection connection = DriverManager.getConnection(
                            url, "postgres", server.credentials().superuser());
                    Statement statement = connection.createStatement()) {
                for (String setting : List.of("fsync", "full_page_writes")) {
                    statement.execute("alter system set " + setting + " = off");
                }
                statement.execute("select pg_reload_conf()");
            } catch (SQLException problem) {
                throw new IllegalStateException(problem);
            }
        }

        private static void stop(EmbeddedServer server) {
            server.leave(port -> true);
            try {
                delete(HOME);
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }
}
