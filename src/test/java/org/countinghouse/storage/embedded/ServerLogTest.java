package org.countinghouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a server did not start, from its own words. */
class ServerLogTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FATAL:  could not write to file \"pg_wal/x\": No space left on device | database.disk-full | is full | Free some space",
                "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use | database.port-taken | 127.0.0.1 | try again",
                "FATAL:  could not open file \"global/pg_filenode.map\": Permission denied | database.unreadable | server.log | belongs to you",
                "FATAL:  something new | database.start | server.log | restore the directory"
            })
    void wordsBecomeAFailureWithThePlaceAndTheWayOut(String words, String code, String place, String wayOut)
            throws IOException {
        Path log = Files.writeString(folder.resolve("server.log"), "older words: No space left on device\n");
        long before = ServerLog.size(log);
        Files.writeString(log, words, java.nio.file.StandardOpenOption.APPEND);
        Failure failure = ServerLog.failure(log, before, folder.resolve("data"));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.summary()).contains(place);
        assertThat(failure.remedy()).contains(wayOut);
    }
}
