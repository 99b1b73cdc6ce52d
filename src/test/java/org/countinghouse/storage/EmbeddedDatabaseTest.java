package org.countinghouse.storage;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.storage.embedded.EmbeddedServer;
import org.countinghouse.storage.embedded.HomeLocks;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    private Path home;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** Made once and copied: creating a database anew takes longer than everything these tests look at. */
    private static Path prepared;

    @BeforeAll
    static void prepare() throws IOException {
        prepared = Files.createTempDirectory("countinghouse-prepared");
        TestDatabase.lendSoftware(prepared);
        Database.open(DatabaseSettings.embedded(prepared), List.of(), Progress.NONE)
                .close();
    }

    @AfterAll
    static void removePrepared() throws IOException {
        TestDatabase.delete(prepared);
    }

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createTempDirectory("countinghouse-home");
        try (Stream<Path> all = Files.walk(prepared.resolve("postgres"))) {
            for (Path path : all.toList()) {
                Files.copy(path, home.resolve(prepared.relativize(path).toString()), COPY_ATTRIBUTES, NOFOLLOW_LINKS);
            }
        }
    }

    @AfterEach
    void removeHome() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        TestDatabase.delete(home);
    }

    @Test
    void isClosedToEverybodyButItsOwner() throws Exception {
        Database database = open();
        DatabaseInfo info = database.info();
        assertThat(mode("postgres/data")).isEqualTo("rwx------");
        assertThat(mode("postgres/credentials")).isEqualTo("rw-------");
        assertThat(info.user()).isEqualTo("ch_local");
        assertThat(info.groups()).containsExactlyInAnyOrder(GroupRole.ADMIN, GroupRole.FINANCE, GroupRole.ANALYST);
        assertThat(one(database, "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = user"))
                .isEqualTo("f");
        assertThat(one(database, "select pg_has_role(user, 'ch_owner', 'member')"))
                .isEqualTo("f");

        String url = "jdbc:postgresql://127.0.0.1:" + info.port() + "/countinghouse";
        for (String user : List.of("ch_local", "postgres")) {
            assertThatThrownBy(() -> DriverManager.getConnection(url, user, "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
        for (InetAddress address : otherAddresses()) {
            try (var socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, info.port()), 1000))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void isDurable() throws Exception {
        Database database = open();
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            assertThat(one(database, "select current_setting('" + setting + "')"))
                    .as(setting)
                    .isEqualTo("on");
        }
        assertThat(one(database, "select current_setting('max_wal_size')")).isEqualTo("1GB");
        assertThat(one(database, "select current_setting('password_encryption')"))
                .isEqualTo("scram-sha-256");
    }

    @Test
    void aSecondProgramAttachesAndTheLastOneOutStopsTheServer() throws Exception {
        Database first = open();
        int port = first.info().port();
        try (OtherProgram second = OtherProgram.start("open", home)) {
            assertThat(second.said()).startsWith(port + " ");
            first.close();
            assertThat(pidFile()).exists();
        }
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void aProgramThatIsAskedToEndLeavesNoServerBehind() throws Exception {
        OtherProgram.start("open", home).askToEnd();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void survivesTheSuddenEndOfTheProgram() throws Exception {
        OtherProgram first = OtherProgram.start("open", home);
        first.kill();
        assertThat(pidFile()).exists();
        Database second = open();
        assertThat(first.said()).startsWith(second.info().port() + " ");
        second.close();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void comesBackWhenTheServerIsKilled() throws Exception {
        Database database = open();
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("insert into billing_entity (code, name, country, created_at)"
                        + " values ('main', 'Main', 'NZ', now())");
            }
        });
        String began = one(database, "select pg_postmaster_start_time()::text");
        killServer();
        // What was under way fails, sooner or later: a connection may answer once more before it notices. A next try
        // starts the server again, which takes as long as the machine needs.
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (boolean back = false; !back && System.nanoTime() < end; ) {
            try {
                back = !one(database, "select pg_postmaster_start_time()::text").equals(began);
            } catch (Failure broken) {
                assertThat(broken.code()).isEqualTo("database.unreachable");
                Thread.sleep(100);
            }
        }
        assertThat(one(database, "select count(*) from billing_entity")).isEqualTo("1");
        killServer();
        database.close();
        assertThat(one(open(), "select count(*) from billing_entity")).isEqualTo("1");
    }

    @Test
    void startsInSpiteOfAPidFileThatNamesSomebodyElse() throws Exception {
        open().close();
        Files.writeString(
                pidFile(), ProcessHandle.current().pid() + "\n" + home + "\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n");
        assertThat(one(open(), "select 1")).isEqualTo("1");
    }

    @Test
    void beginsAnewAfterAnInterruptedCreation() throws Exception {
        TestDatabase.delete(home.resolve("postgres/data"));
        Files.createDirectories(home.resolve("postgres/data.new/base"));
        Files.writeString(home.resolve("postgres/data.new/PG_VERSION"), "18\n");
        assertThat(one(open(), "select 1")).isEqualTo("1");
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        Database first = open();
        int port = first.info().port();
        first.close();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(open().info().port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void keepsItsPort() throws Exception {
        Database first = open();
        first.close();
        assertThat(open().info().port()).isEqualTo(first.info().port());
    }

    @Test
    void refusesDataOfAnotherVersionDataThatIsNoneAndMissingPasswords() throws Exception {
        Path data = home.resolve("postgres/data");
        Files.delete(data.resolve("PG_VERSION"));
        assertThat(failure().code()).isEqualTo("database.unreadable");
        Files.writeString(data.resolve("PG_VERSION"), "16\n");
        assertThat(failure().code()).isEqualTo("database.other-version");
        assertThat(failure().getMessage()).contains("PostgreSQL 16", data.toString());
        Files.delete(home.resolve("postgres/credentials"));
        assertThat(failure().code()).isEqualTo("database.credentials");
    }

    @Test
    void saysWhichProcessHoldsTheLock() throws Exception {
        Path lock = home.resolve("postgres/lock");
        try (OtherProgram other = OtherProgram.start("lock", home)) {
            Failure failure = catchThrowableOfType(Failure.class, () -> HomeLocks.tryBriefly(lock));
            assertThat(failure.code()).isEqualTo("database.locked");
            assertThat(failure.getMessage()).contains("process " + other.pid());
        }
        HomeLocks.tryBriefly(lock).close();
    }

    /** As on a hosted server, where nobody is superuser. */
    @Test
    void anOwnerWithoutSuperuserRightsFoundsAndWorksRestricted() throws Exception {
        TestDatabase.delete(home.resolve("postgres/data"));
        EmbeddedServer server = EmbeddedServer.enter(home, Progress.NONE);
        opened.add(() -> server.leave(port -> true));
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
        try (var connection = DriverManager.getConnection(
                        url, "postgres", server.credentials().superuser());
                var statement = connection.createStatement()) {
            statement.execute("create role founder login createrole password 'secret'");
            statement.execute("create database books owner founder");
        }
        var settings = new DatabaseSettings.Shared(
                "127.0.0.1", server.port(), "books", "founder", "secret", java.util.Map.of());
        for (int time = 1; time <= 2; time++) {
            try (Database database = Database.open(settings, List.of(), Progress.NONE)) {
                assertThat(one(database, "select current_user || ' ' || session_user"))
                        .isEqualTo("ch_staff founder");
                assertThat(one(database, "select tableowner from pg_tables where tablename = 'invoice'"))
                        .isEqualTo("ch_owner");
            }
        }
    }

    private Database open() {
        Database database = Database.open(DatabaseSettings.embedded(home), List.of(), Progress.NONE);
        opened.add(database);
        return database;
    }

    private Failure failure() {
        return catchThrowableOfType(Failure.class, this::open);
    }

    private Path pidFile() {
        return home.resolve("postgres/data/postmaster.pid");
    }

    private void killServer() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    private static String one(Database database, String question) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(question)) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
