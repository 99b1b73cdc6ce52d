package org.countinghouse.storage;

import java.nio.file.Path;
import java.util.Map;

/** Which database the program works on. */
public sealed interface DatabaseSettings {
    /** Name of the database, also of the one made in the embedded server. */
    String database();

    /**
     * {@code COUNTINGHOUSE_DATABASE_URL} with optional {@code COUNTINGHOUSE_DATABASE_USER} and {@code
     * COUNTINGHOUSE_DATABASE_PASSWORD}; without it what was chosen at the first start, else the embedded database of
     * the data home.
     *
     * @throws org.countinghouse.work.Failure {@code database.url} when the URL cannot be used, naming the part
     */
    static DatabaseSettings fromEnvironment(Map<String, String> environment, DataHome home) {
        String url = environment.getOrDefault("COUNTINGHOUSE_DATABASE_URL", "").strip();
        if (url.isEmpty()) {
            return ChosenDatabase.read(home.directory()).orElseGet(() -> embedded(home.directory()));
        }
        return DatabaseUrl.parse(
                url,
                environment.getOrDefault("COUNTINGHOUSE_DATABASE_USER", ""),
                environment.getOrDefault("COUNTINGHOUSE_DATABASE_PASSWORD", ""));
    }

    static Embedded embedded(Path home) {
        return new Embedded(home, "countinghouse");
    }

    /**
     * The PostgreSQL that comes with the program.
     *
     * @param home data home in which it lives
     */
    record Embedded(Path home, String database) implements DatabaseSettings {}

    /**
     * A PostgreSQL server that others use too.
     *
     * @param parameters driver settings from the URL, for example {@code sslmode}
     */
    record Shared(String host, int port, String database, String user, String password, Map<String, String> parameters)
            implements DatabaseSettings {
        public Shared {
            parameters = Map.copyOf(parameters);
        }

        /** Never shows the password: settings end up in logs. */
        @Override
        public String toString() {
            return "Shared[" + user + "@" + host + ":" + port + "/" + database + "]";
        }
    }
}
