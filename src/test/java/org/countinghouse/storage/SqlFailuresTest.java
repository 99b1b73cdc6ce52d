package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that a test cannot bring a server into, or only at great length. */
class SqlFailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53100 | database.disk-full   | The disk of the database at db.example.com:5432/books is full. | Free some space",
                "53300 | database.full        | The database at db.example.com:5432/books has no free connection. | Close another program",
                "57014 | database.cancelled   | The database stopped this before it was finished. | Try again",
                "08006 | database.unreachable | The database at db.example.com:5432/books does not answer. | Check the network",
                "57P01 | database.unreachable | The database at db.example.com:5432/books does not answer. | the program reconnects",
                "XX000 | database.failed      | The database at db.example.com:5432/books could not do this (XX000). | The log has the details"
            })
    void stateBecomesASentenceWithThePlaceAndTheWayOut(String state, String code, String message, String wayOut) {
        var wrapped = new SQLException("the pool's words", new SQLException("the server's words", state));
        StorageFailure failure = SqlFailures.of(wrapped, "db.example.com:5432/books");
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.summary()).isEqualTo(message).doesNotContain("words");
        assertThat(failure.remedy()).contains(wayOut);
        assertThat(failure.sqlState()).isEqualTo(state);
    }
}
