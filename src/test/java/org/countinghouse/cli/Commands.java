package org.countinghouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.TestDatabase;

/** Runs commands in this process on a test database, as a superuser founding it would. */
record Commands(Map<String, String> environment) {
    /** How a command ended. */
    record Result(int status, String out, String err) {}

    static Commands on(TestDatabase database) {
        return on(TestDatabase.shared(database.name(), "postgres", TestDatabase.superuserPassword()));
    }

    static Commands on(DatabaseSettings.Shared at) {
        return new Commands(Map.of(
                "COUNTINGHOUSE_HOME",
                System.getProperty("java.io.tmpdir"),
                "COUNTINGHOUSE_DATABASE_URL",
                "postgresql://" + at.host() + ":" + at.port() + "/" + at.database(),
                "COUNTINGHOUSE_DATABASE_USER",
                at.user(),
                "COUNTINGHOUSE_DATABASE_PASSWORD",
                at.password()));
    }

    Result run(Object... arguments) {
        var out = new ByteArrayOutputStream();
        Result told = runInto(out, arguments);
        return new Result(told.status(), out.toString(StandardCharsets.UTF_8), told.err());
    }

    /** With the output going to a stream of the caller's. */
    Result runInto(OutputStream out, Object... arguments) {
        var err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int status =
                CommandLineFace.run(environment, new StandardOutput(out), new PrintWriter(err, true), List.of(), words);
        return new Result(status, "", err.toString());
    }
}
