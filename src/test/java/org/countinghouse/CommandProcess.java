package org.countinghouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.countinghouse.storage.TestDatabase;

/** Runs the program as people do: as a process of its own, with its own data directory. */
public final class CommandProcess {
    private final Path home;

    public CommandProcess(Path home) {
        this.home = home;
    }

    /** How a command ended. */
    public record Result(int status, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs a command to its end. */
    public Result run(String... arguments) {
        try {
            Path out = Files.createTempFile("countinghouse", ".out");
            Path err = Files.createTempFile("countinghouse", ".err");
            var process = start(out, err, arguments);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("the command did not end: " + List.of(arguments));
            }
            var result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command and leaves it running; its output goes nowhere. */
    public Process start(String... arguments) {
        try {
            return start(null, null, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Path out, Path err, String... arguments) throws IOException {
        var builder = new ProcessBuilder(command(arguments));
        builder.environment().put("COUNTINGHOUSE_HOME", home.toString());
        builder.environment().remove("COUNTINGHOUSE_DATABASE_URL");
        builder.redirectOutput(
                out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out.toFile()));
        builder.redirectError(err == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(err.toFile()));
        return builder.start();
    }

    /**
     * The program as a process with its own data directory, on a database of the tests' server.
     *
     * @param database its name
     */
    public static ProcessBuilder on(String database, Path home, String... arguments) {
        var at = TestDatabase.shared(database, "postgres", TestDatabase.superuserPassword());
        var builder = new ProcessBuilder(command(arguments));
        var environment = builder.environment();
        environment.put("COUNTINGHOUSE_HOME", home.toString());
        environment.put("COUNTINGHOUSE_DATABASE_URL", "postgresql://" + at.host() + ":" + at.port() + "/" + database);
        environment.put("COUNTINGHOUSE_DATABASE_USER", at.user());
        environment.put("COUNTINGHOUSE_DATABASE_PASSWORD", at.password());
        return builder;
    }

    /** The words of a command, for a test that starts it in surroundings of its own. */
    public static List<String> command(String... arguments) {
        return java("org.countinghouse.Countinghouse", arguments);
    }

    /** The words that start another Java of this kind; it lives for seconds, so it is not compiled for long. */
    public static List<String> java(String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }
}
