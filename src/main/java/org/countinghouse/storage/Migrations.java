package org.countinghouse.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema's migrations in this program and in a database. Flyway is loaded only when there is something to do. */
final class Migrations {
    private static final String LOCATION = "db/migration";
    private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__\\w+\\.sql");

    private Migrations() {}

    /** Versions this program brings. */
    static SortedSet<Integer> available() {
        URL directory = Migrations.class.getClassLoader().getResource(LOCATION);
        if (directory == null) {
            throw new IllegalStateException("No migrations on the class path");
        }
        SortedSet<Integer> versions = new TreeSet<>();
        try {
            for (String name : names(directory)) {
                Matcher versioned = VERSIONED.matcher(name);
                if (versioned.matches()) {
                    versions.add(Integer.parseInt(versioned.group(1)));
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (URISyntaxException problem) {
            throw new IllegalStateException(problem);
        }
        return versions;
    }

    private static List<String> names(URL directory) throws IOException, URISyntaxException {
        URLConnection connection = directory.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LOCATION + "/"))
                    .map(name -> name.substring(LOCATION.length() + 1))
                    .toList();
        }
        URI uri = directory.toURI();
        try (Stream<Path> files = Files.list(Path.of(uri))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Versions a database has; empty when it has none of ours. */
    static SortedSet<Integer> applied(Connection connection) throws SQLException {
        SortedSet<Integer> versions = new TreeSet<>();
        String exists = "select count(*) from pg_tables"
                + " where schemaname = 'countinghouse' and tablename = 'flyway_schema_history'";
        try (PreparedStatement statement = connection.prepareStatement(exists);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || row.getInt(1) == 0) {
                return versions;
            }
        }
        String history =
                "select version from countinghouse.flyway_schema_history where success and version is not null";
        try (PreparedStatement statement = connection.prepareStatement(history);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                versions.add(Integer.parseInt(row.getString(1)));
            }
        }
        return versions;
    }

    /** @param owner connections that work as {@code ch_owner} */
    static void apply(Connector owner) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(owner)
                    .locations("classpath:" + LOCATION)
                    .schemas("countinghouse")
                    .createSchemas(false)
                    .load()
                    .migrate();
        } catch (FlywayException problem) {
            throw new StorageFailure(
                    "database.migration",
                    "The schema of the database at " + owner.place() + " could not be brought up to date.",
                    "It is as it was before the step that failed. The log has the details; restore the back-up if the"
                            + " older program no longer works with it.",
                    "",
                    problem);
        }
    }
}
