package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void opensAFreshDatabaseWithTheWholeSchema() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            Database database = fresh.database();
            assertThat(database.info().schemaVersion()).isPositive();
            long meters = database.read(connection -> {
                try (var statement = connection.prepareStatement("select count(*) from meter");
                        var row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            });
            assertThat(meters).isZero();
        }
    }
}
