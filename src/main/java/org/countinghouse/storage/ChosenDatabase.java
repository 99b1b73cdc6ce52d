package org.countinghouse.storage;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.countinghouse.storage.embedded.OwnerOnly;
import org.countinghouse.work.Failure;

/**
 * The database that was chosen at the first start, kept in a file of the data home that only its owner may read. The
 * environment, where it names a database, wins over it.
 */
public final class ChosenDatabase {
    private static final String FILE = "database.properties";
    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    private ChosenDatabase() {}

    /** True once somebody chose, or the embedded database is in use already. */
    public static boolean made(DataHome home) {
        return Files.exists(home.directory().resolve(FILE))
                || Files.exists(home.directory().resolve("postgres").resolve("data"));
    }

    /** What was chosen; empty before the first choice. */
    public static Optional<DatabaseSettings> read(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new Failure(
                    "database.choice",
                    "The file " + file + " cannot be read.",
                    "Check its rights, or delete it to choose the database again; no data is in it.",
                    e);
        }
        String url = properties.getProperty(URL, "");
        return Optional.of(
                url.isEmpty()
                        ? DatabaseSettings.embedded(home)
                        : DatabaseUrl.parse(
                                url, properties.getProperty(USER, ""), properties.getProperty(PASSWORD, "")));
    }

    /** Remembers the embedded database. */
    public static void keepEmbedded(DataHome home) {
        write(home, Map.of());
    }

    /** Remembers a shared database with its sign-in. */
    public static void keepShared(DataHome home, String url, String user, String password) {
        write(home, Map.of(URL, url, USER, user, PASSWORD, password));
    }

    private static void write(DataHome home, Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        var text = new java.io.StringWriter();
        Path file = home.directory().resolve(FILE);
        try {
            properties.store(text, null);
            OwnerOnly.write(file, text.toString());
        } catch (IOException e) {
            throw new Failure(
                    "database.choice",
                    "The choice of the database cannot be written to " + file + ".",
                    "Check that the folder is writable and has space, then choose again.",
                    e);
        }
    }
}
