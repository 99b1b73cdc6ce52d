package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StagedRowsTest {
    private static final String TABLE = "staged_here";

    private TestDatabase test;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void isEmptyForEachBatch() throws SQLException {
        try (Connection connection = test.database().bulk()) {
            for (int batch = 0; batch < 3; batch++) {
                stage(connection);
                assertThat(number(connection, "select count(*) from staged_here"))
                        .isEqualTo(1_000);
            }
            connection.commit();
            stage(connection);
            assertThat(number(connection, "select count(*) from staged_here")).isEqualTo(1_000);
        }
    }

    /** Rows that nobody sees take as long to step over as those that count. */
    @Test
    void whatWasTakenBackDoesNotPileUp() throws SQLException {
        try (Connection connection = test.database().bulk()) {
            stage(connection);
            long once = number(connection, "select pg_relation_size('staged_here')");
            connection.commit();
            for (int batch = 0; batch < 5; batch++) {
                stage(connection);
                connection.rollback();
            }
            stage(connection);
            assertThat(number(connection, "select pg_relation_size('staged_here')"))
                    .isEqualTo(once)
                    .isPositive();
        }
    }

    /** The driver would otherwise give them all up with each table that is made, and have them parsed and planned anew. */
    @Test
    void preparedStatementsOutliveIt() throws SQLException {
        String prepared = "select count(*) from pg_prepared_statements where statement like '%as kept%'"
                + " and generic_plans + custom_plans = ";
        try (Connection connection = test.database().bulk()) {
            for (int time = 0; time < 10; time++) {
                try (var statement = connection.prepareStatement("select ?::int as kept")) {
                    statement.setInt(1, time);
                    statement.executeQuery().close();
                }
                StagedRows.ready(connection, TABLE, "number bigint");
            }
            // The first four times the driver does not name it yet.
            assertThat(number(connection, prepared + 6)).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongWithATable() throws SQLException {
        try (Connection connection = test.database().bulk()) {
            assertThatThrownBy(() -> StagedRows.ready(connection, TABLE, "number nonsense"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nonsense");
        }
    }

    private static void stage(Connection connection) throws SQLException {
        StagedRows.ready(connection, TABLE, "number bigint");
        var rows = new CopyRows(1);
        for (long number = 0; number < 1_000; number++) {
            rows.row().number(number);
        }
        rows.send(connection, TABLE);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
