package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void theHomeIsMadeForItsOwnerOnly() throws IOException {
        Path named = directory.resolve("some").resolve("home");
        DataHome home = DataHome.resolve(Map.of("COUNTINGHOUSE_HOME", named.toString()));
        assertThat(home.directory()).isEqualTo(named);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(named)))
                .isEqualTo("rwx------");
        Path usual =
                DataHome.resolve(Map.of("XDG_DATA_HOME", directory.toString())).directory();
        assertThat(usual).isEqualTo(directory.resolve("countinghouse"));
    }

    @Test
    void aHomeThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Failure failure = catchThrowableOfType(
                Failure.class, () -> DataHome.resolve(Map.of("COUNTINGHOUSE_HOME", file.toString())));
        assertThat(failure.code()).isEqualTo("home.unusable");
        assertThat(failure.getMessage()).contains(file.toString());
    }

    @Test
    void withoutAUrlTheDatabaseIsEmbedded() {
        assertThat(DatabaseSettings.fromEnvironment(Map.of(), new DataHome(directory)))
                .isEqualTo(new DatabaseSettings.Embedded(directory, "countinghouse"));
    }

    @Test
    void readsBothKindsOfUrl() {
        assertThat(shared("postgresql://ana:p%40ss@localhost/books"))
                .isEqualTo(new DatabaseSettings.Shared("localhost", 5432, "books", "ana", "p@ss", Map.of()));
        assertThat(shared("jdbc:postgresql://127.0.0.1:5555/books?user=bob&password=x"))
                .isEqualTo(new DatabaseSettings.Shared("127.0.0.1", 5555, "books", "bob", "x", Map.of()));
        assertThat(shared("postgresql://[::1]/books").host()).isEqualTo("::1");
        Map<String, String> more = Map.of("COUNTINGHOUSE_DATABASE_USER", "c", "COUNTINGHOUSE_DATABASE_PASSWORD", "d");
        DatabaseSettings.Shared named = shared("postgresql://ana:x@localhost/books", more);
        assertThat(named.user() + named.password()).isEqualTo("cd");
        assertThat(named.toString()).doesNotContain("password").doesNotContain("d,");
    }

    @Test
    void overANetworkTheServerProvesItsName() {
        assertThat(shared("postgresql://a@db.example.com/books").parameters()).containsEntry("sslmode", "verify-full");
        assertThat(shared("postgresql://a@db.example.com/books?sslmode=require").parameters())
                .isEqualTo(Map.of("sslmode", "require"));
    }

    @Test
    void refusesWhatItCannotReadAndWhatCouldLoadCode() {
        for (String url : new String[] {
            "mysql://localhost/books",
            "postgresql://bad host/books",
            "postgresql://localhost:port/books",
            "postgresql://localhost/books?socketFactory=java.lang.Runtime",
            "postgresql://localhost/books?loggerFile=/etc/passwd"
        }) {
            Failure failure = catchThrowableOfType(Failure.class, () -> shared(url));
            assertThat(failure.code()).as(url).isEqualTo("database.url");
        }
    }

    private DatabaseSettings.Shared shared(String url) {
        return shared(url, Map.of());
    }

    private DatabaseSettings.Shared shared(String url, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("COUNTINGHOUSE_DATABASE_URL", url);
        return (DatabaseSettings.Shared) DatabaseSettings.fromEnvironment(environment, new DataHome(directory));
    }
}
