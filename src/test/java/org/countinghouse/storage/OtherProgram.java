package org.countinghouse.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.countinghouse.CommandProcess;
import org.countinghouse.storage.embedded.HomeLocks;
import org.countinghouse.work.Progress;

/** Another program of the same user, in a real process: opens the same home, or holds its lock, until it is ended. */
public final class OtherProgram implements AutoCloseable {
    private final Process process;
    private final String said;

    private OtherProgram(Process process, String said) {
        this.process = process;
        this.said = said;
    }

    /** @param what {@code open} or {@code lock} */
    public static OtherProgram start(String what, Path home) throws IOException {
        Process process = new ProcessBuilder(CommandProcess.java(OtherProgram.class.getName(), what, home.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new OtherProgram(process, String.valueOf(reader.readLine()));
    }

    /** What it said once it had done what it was asked for: the port of the server it opened. */
    public String said() {
        return said;
    }

    public long pid() {
        return process.pid();
    }

    /** As a logout or Ctrl+C: asks it to end. */
    public void askToEnd() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** As kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it close what it opened and end. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "open" -> {
                long start = System.nanoTime();
                var database = Database.open(DatabaseSettings.embedded(home), List.of(), Progress.NONE);
                System.out.println(database.info().port() + " " + (System.nanoTime() - start) / 1_000_000);
                System.in.read();
                database.close();
            }
            case "lock" -> {
                try (AutoCloseable lock =
                        HomeLocks.hold(home.resolve("postgres").resolve("lock"))) {
                    System.out.println("held");
                    System.in.read();
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
