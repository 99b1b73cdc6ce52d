package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desktop is killed at any moment while a run, in a process of its own, bills on the same embedded database: the
 * server stays for the other one, the run comes to its end, and the books are what they are without any kill.
 */
class DesktopKillTest {
    private static final String MOMENT = "2024-10-02T00:00:00Z";

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void whoeverElseIsAtWorkGoesOn() throws Exception {
        kill(5);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void whoeverElseIsAtWorkGoesOnAHundredTimes() throws Exception {
        kill(100);
    }

    private void kill(int rounds) throws Exception {
        var program = new CommandProcess(folder.resolve("home"));
        assertThat(program.run("sample").status()).isZero();
        var random = new Random(20261122);
        Process run = null;
        int killed = 0;
        for (int round = 0; round < rounds; round++) {
            Process desktop = desktop();
            if (round == rounds / 2) {
                run = program.start("bill", "--up-to", MOMENT);
            }
            // From the first moments of its start to long after its first screen.
            if (!desktop.waitFor(200 + random.nextInt(4_000), TimeUnit.MILLISECONDS)) {
                desktop.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                killed++;
            }
        }
        assertThat(killed).as("desktops that ran when they were killed").isEqualTo(rounds);
        assertThat(run).isNotNull();
        assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).isZero();
        assertThat(program.run("bill", "--up-to", MOMENT).status()).isZero();
        assertThat(program.run("invoices", "--json").lines()).isNotEmpty();
        assertThat(program.run("books", "verify").status()).isZero();
    }

    private Process desktop() throws IOException {
        List<String> command = new ArrayList<>(CommandProcess.command());
        command.addAll(1, List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        var builder = new ProcessBuilder(command);
        builder.environment().put("COUNTINGHOUSE_HOME", folder.resolve("home").toString());
        builder.environment().remove("COUNTINGHOUSE_DATABASE_URL");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }
}
