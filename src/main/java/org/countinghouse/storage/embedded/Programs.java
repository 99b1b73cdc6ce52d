package org.countinghouse.storage.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL's programs. They refuse to work for the superuser of a Unix system, so for root they run in a user
 * namespace of their own, in which nobody is root; files stay root's.
 */
final class Programs {
    private static final List<String> KEPT_VARIABLES =
            List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private final PostgresSoftware software;
    private final List<String> prefix;

    Programs(PostgresSoftware software) throws IOException {
        this.software = software;
        this.prefix = root() ? userNamespace() : List.of();
    }

    /**
     * Starts a program with its output going to a file: the server inherits it, so a pipe would never end.
     *
     * @return exit code
     */
    int run(String name, List<String> arguments, Path output, @Nullable Runnable whileWaiting) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(software.program(name).toString());
        command.addAll(arguments);
        return waitFor(start(command, output.toFile()), whileWaiting);
    }

    private static Process start(List<String> command, File output) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        Map<String, String> environment = builder.environment();
        // Neither the secrets of this process nor PG* settings of the user may reach the server.
        environment.keySet().retainAll(KEPT_VARIABLES);
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int waitFor(Process process, @Nullable Runnable whileWaiting) {
        try {
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                if (whileWaiting != null) {
                    whileWaiting.run();
                }
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            // Half-done work of these programs is worse than a late answer: finish, then tell the caller.
            try {
                return process.onExit().join().exitValue();
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean root() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.isDirectory(self)) {
            return Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        }
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> userNamespace() {
        List<String> prefix = List.of("unshare", "-U");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        try {
            File nowhere = new File("/dev/null");
            if (waitFor(start(trial, nowhere), null) == 0) {
                return prefix;
            }
        } catch (IOException notThere) {
            // Said below: there is no such program here.
        }
        throw new Failure(
                "database.root",
                "PostgreSQL does not work for root, and this system allows no user namespace (unshare -U).",
                "Start Countinghouse as an ordinary user, or name a shared database in COUNTINGHOUSE_DATABASE_URL.");
    }
}
