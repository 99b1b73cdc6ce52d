package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

class SharedDatabaseTest {
    @Test
    void aStaffMemberWorksWithTheRightsOfTheGroups() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh();
                Database analyst = fresh.as(GroupRole.ANALYST);
                Database admin = fresh.as(GroupRole.ADMIN)) {
            assertThat(analyst.info().groups()).containsExactly(GroupRole.ANALYST);
            assertThat(analyst.info().embedded()).isFalse();
            StorageFailure refused = catchThrowableOfType(StorageFailure.class, () -> insertMeter(analyst));
            assertThat(refused.code()).isEqualTo("database.permission");
            assertThat(refused.getMessage()).contains("table meter");
            assertThat(insertMeter(admin)).isEqualTo(1);
        }
    }

    @Test
    void asksTheOwnerWhenTheSchemaIsMissingOrOlder() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            DatabaseSettings.Shared staff = fresh.staff(GroupRole.FINANCE);
            execute(fresh.name(), "delete from flyway_schema_history where version = '1'");
            assertThat(failure(staff).code()).isEqualTo("database.schema-older");
            assertThat(failure(staff).remedy()).contains("countinghouse database migrate");
            execute(fresh.name(), "drop schema countinghouse cascade");
            assertThat(failure(staff).code()).isEqualTo("database.schema-missing");
        }
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            execute(
                    fresh.name(),
                    "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success)"
                            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");
            for (DatabaseSettings settings : List.of(fresh.staff(GroupRole.FINANCE), superuser(fresh.name()))) {
                Failure failure = failure(settings);
                assertThat(failure.code()).isEqualTo("database.schema-newer");
                assertThat(failure.getMessage()).contains("was upgraded by a newer Countinghouse");
            }
        }
    }

    @Test
    void refusesWhoBelongsToNoGroupAndWhoHasTheWrongPassword() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            DatabaseSettings.Shared stranger = fresh.staff();
            assertThat(failure(stranger).code()).isEqualTo("database.permission");
            assertThat(failure(TestDatabase.shared(fresh.name(), stranger.user(), "wrong"))
                            .code())
                    .isEqualTo("database.sign-in");
            assertThat(failure(TestDatabase.shared("nowhere", stranger.user(), "secret"))
                            .code())
                    .isEqualTo("database.missing");
            assertThat(failure(new DatabaseSettings.Shared("127.0.0.1", 1, "books", "a", "b", Map.of()))
                            .code())
                    .isEqualTo("database.unreachable");
        }
    }

    @Test
    void aSuperuserFoundsTheSchemaAndThenWorksRestricted() throws Exception {
        execute("postgres", "create database shared_books");
        try (Database database = Database.open(superuser("shared_books"), List.of(), Progress.NONE)) {
            assertThat(database.info().workRole()).isEqualTo("ch_staff");
            assertThat(database.info().user()).isEqualTo("postgres");
            assertThat(database.info().groups()).contains(GroupRole.ADMIN, GroupRole.FINANCE, GroupRole.ANALYST);
            StorageFailure refused = catchThrowableOfType(
                    StorageFailure.class, () -> database.write(connection -> run(connection, "drop table invoice")));
            assertThat(refused.code()).isEqualTo("database.permission");
            assertThat(insertMeter(database)).isEqualTo(1);
        }
        execute("postgres", "drop database shared_books");
    }

    private static int insertMeter(Database database) {
        return database.write(connection -> run(
                connection,
                "insert into meter (code, name, event, aggregation, document, created_at)"
                        + " values ('calls', 'Calls', 'call', 'sum', '{}', now())"));
    }

    private static int run(Connection connection, String sql) throws java.sql.SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static DatabaseSettings.Shared superuser(String database) {
        return TestDatabase.shared(database, "postgres", TestDatabase.superuserPassword());
    }

    private static void execute(String database, String sql) throws Exception {
        try (Connection connection = TestDatabase.superuser(database)) {
            run(connection, sql);
        }
    }

    private static Failure failure(DatabaseSettings settings) {
        return catchThrowableOfType(
                Failure.class,
                () -> Database.open(settings, List.of(), Progress.NONE).close());
    }
}
