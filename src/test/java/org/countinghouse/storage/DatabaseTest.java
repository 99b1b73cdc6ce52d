package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class DatabaseTest {
    private static TestDatabase fresh;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        fresh = TestDatabase.fresh(Note.class);
        database = fresh.database();
        try (Connection connection = TestDatabase.superuser(fresh.name());
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (id bigint primary key, text text not null, revision int not null)");
            statement.execute("grant select, insert, update on note to ch_admin");
        }
    }

    @AfterAll
    static void close() {
        fresh.close();
    }

    @Test
    void knowsWhatItIsConnectedTo() {
        DatabaseInfo info = database.info();
        assertThat(info.embedded()).isTrue();
        assertThat(info.host()).isEqualTo("127.0.0.1");
        assertThat(info.database()).isEqualTo(fresh.name());
        assertThat(info.serverVersion()).startsWith("18.");
        assertThat(info.schemaVersion()).isEqualTo(Migrations.available().last());
    }

    @Test
    void keepsAllOfAWriteOrNothing() {
        insert(1, "kept");
        assertThatThrownBy(() -> database.write(connection -> {
                    insert(connection, 2, "lost");
                    throw new IllegalStateException("halfway");
                }))
                .hasMessage("halfway");
        assertThat(count("id in (1, 2)")).isEqualTo(1);
    }

    @Test
    void aRehearsalSeesWhatItDidAndLeavesNothing() {
        insert(120, "before");
        long seen = database.rehearse(rehearsed -> {
            rehearsed.write(connection -> insert(connection, 121, "rehearsed"));
            StorageFailure twice = failure(() -> rehearsed.write(connection -> {
                insert(connection, 122, "lost with its own transaction");
                return insert(connection, 121, "twice");
            }));
            assertThat(twice.code()).isEqualTo("database.duplicate");
            rehearsed.trial(connection -> insert(connection, 123, "a trial"));
            assertThat(count("id between 120 and 123")).as("for others").isEqualTo(1);
            return rehearsed.read(connection -> {
                try (var rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from note where id between 120 and 123")) {
                    rows.next();
                    return rows.getLong(1);
                }
            });
        });
        assertThat(seen).as("before and rehearsed").isEqualTo(2);
        assertThat(count("id between 120 and 123")).isEqualTo(1);
        assertThatThrownBy(() -> database.rehearse(Database::bulk)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsChangeNothing() {
        StorageFailure failure = failure(() -> database.read(connection -> insert(connection, 3, "no")));
        assertThat(failure.code()).isEqualTo("database.read-only");
    }

    @Test
    void saysWhatIsWrongInWords() {
        insert(4, "once");
        StorageFailure duplicate = failure(() -> insert(4, "twice"));
        assertThat(duplicate.code()).isEqualTo("database.duplicate");
        assertThat(duplicate.getMessage()).isEqualTo("There already is a note with id = 4.");
        StorageFailure missing = failure(() -> insert(5, null));
        assertThat(missing.code()).isEqualTo("database.refused");
        assertThat(missing.getMessage()).contains("note, column text");
    }

    @Test
    void copiesInBulk() throws Exception {
        try (Connection connection = database.bulk()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy note from stdin", new java.io.StringReader("100\ta\t0\n101\tb\t0\n"));
            connection.commit();
        }
        try (Connection connection = database.bulk()) {
            insert(connection, 102, "never committed");
        }
        assertThat(count("id >= 100 and id < 110")).isEqualTo(2);
    }

    @Test
    void aSecondEditorOfTheSameRecordIsTold() {
        database.entities(session -> {
            session.persist(new Note(20, "first"));
            return null;
        });
        StorageFailure conflict = failure(() -> database.entities(session -> {
            Note note = session.find(Note.class, 20L);
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("update note set text = 'other', revision = 1 where id = 20");
                }
            });
            note.text = "mine";
            return null;
        }));
        assertThat(conflict.code()).isEqualTo("conflict");
        assertThat(failure(() -> database.entities(session -> {
                            session.persist(new Note(20, "again"));
                            return null;
                        }))
                        .code())
                .isEqualTo("database.duplicate");
    }

    @Test
    void hearsWhatIsCommittedAlsoAfterABrokenConnection() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (AutoCloseable listening = database.listen("usage", heard::add)) {
            await("listen usage");
            say("first");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
            terminateAll();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEmpty();
            say("second");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
        }
    }

    @Test
    void connectsAgainByItself() throws Exception {
        count("true");
        terminateAll();
        long start = System.nanoTime();
        while (true) {
            try {
                count("true");
                break;
            } catch (StorageFailure broken) {
                assertThat(broken.code()).isEqualTo("database.unreachable");
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static void say(String payload) {
        for (int attempt = 0; ; attempt++) {
            try {
                database.write(connection -> {
                    Database.notify(connection, "usage", payload);
                    return null;
                });
                return;
            } catch (StorageFailure broken) {
                if (attempt == 5) {
                    throw broken;
                }
            }
        }
    }

    private static void await(String query) throws Exception {
        try (Connection connection = TestDatabase.superuser(fresh.name());
                var statement = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where datname = ? and query = ?")) {
            statement.setString(1, fresh.name());
            statement.setString(2, query);
            for (int attempt = 0; attempt < 100; attempt++) {
                try (var row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("Nobody listens");
    }

    private static void terminateAll() throws Exception {
        try (Connection connection = TestDatabase.superuser(fresh.name());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }

    private static int insert(long id, String text) {
        return database.write(connection -> insert(connection, id, text));
    }

    private static int insert(Connection connection, long id, String text) throws java.sql.SQLException {
        try (var statement = connection.prepareStatement("insert into note values (?, ?, 0)")) {
            statement.setLong(1, id);
            statement.setString(2, text);
            return statement.executeUpdate();
        }
    }

    private static long count(String condition) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select count(*) from note where " + condition);
                    var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static StorageFailure failure(Runnable work) {
        return catchThrowableOfType(StorageFailure.class, work::run);
    }

    @Entity
    @Table(name = "note")
    static class Note {
        @Id
        private long id;

        private String text;

        @Version
        private int revision;

        Note() {}

        Note(long id, String text) {
            this.id = id;
            this.text = text;
        }
    }
}
