package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are really full: small file systems in memory, mounted where only this test sees them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskTest {
    private static final int EVENTS = 40_000;

    /** A home with 25 MB free beside a ballast that is removed half-way, and a disk of one page for the list. */
    private static final String SCRIPT = """
            home=$1 tiny=$2 prepared=$3 usage=$4 strangers=$5; shift 5
            mount -t tmpfs -o size=$(($(du -sk "$prepared/postgres/data" | cut -f1) + 128000))k tmpfs "$home" || exit 99
            mount -t tmpfs -o size=4k tmpfs "$tiny" || exit 99
            cp -a "$prepared/." "$home/"
            head -c 100M /dev/zero > "$home/ballast"
            export COUNTINGHOUSE_HOME="$home"
            "$@" import usage "$strangers" --rejected "$tiny/rejected.csv"
            echo "status $?, left behind:$(ls -A "$tiny")"
            "$@" import usage "$usage"
            echo "status $?"
            rm "$home/ballast"
            "$@" import usage "$usage"
            echo "status $?"
            """;

    @Test
    void aFullDiskIsSaidNothingIsHalfWrittenAndSpaceMakesItGoOn(@TempDir Path folder) throws Exception {
        assumeTrue(canMount(folder), "this system lets nobody mount a file system of their own");
        Path prepared = prepared(folder);
        Path strangers = Files.writeString(
                folder.resolve("strangers.csv"),
                "id,customer,event,time\n" + "1,nobody,api_call,2026-01-03T10:00:00Z\n".repeat(1_000));
        var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", SCRIPT, "sh"));
        command.add(Files.createDirectory(folder.resolve("home")).toString());
        command.add(Files.createDirectory(folder.resolve("tiny")).toString());
        command.addAll(List.of(prepared.toString(), usage(folder).toString(), strangers.toString()));
        command.addAll(CommandProcess.command());
        Path said = folder.resolve("said.txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(status).isZero();
        assertThat(Files.readString(said)).matches("""
                        The list of rejected rows cannot be written to .*/tiny/rejected.csv: its disk is full.
                        Good rows so far are stored. .*
                        status 2, left behind:
                        The disk of the database at 127.0.0.1:\\d+/countinghouse is full.
                        Free some space and try again: what was saved before is safe.
                        status 2
                        \\{"read":40000,"accepted":40000,"duplicates":0,"rejected":0}
                        status 0
                        """);
    }

    static boolean canMount(Path folder) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** A home with a customer and a meter, in which nothing runs. */
    private static Path prepared(Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("prepared"));
        TestDatabase.lendSoftware(home);
        try (var workspace =
                Workspace.open(new DataHome(home), DatabaseSettings.embedded(home), Clock.systemUTC(), Progress.NONE)) {
            workspace.meters().saveAll(new ObjectMapper().readTree("""
                    {"code":"calls","event":"api_call","aggregation":"sum"}"""));
            workspace.customers().save(new BillingEntity("main", "Seller", "", "DE", "", "", "", 14, "R-", List.of()));
            workspace.customers().save(new Customer("acme", "Acme", "", "", "DE", "", "EUR", "en", "UTC", "main"));
        }
        return home;
    }

    private static Path usage(Path folder) throws IOException {
        var text = new StringBuilder("id,customer,event,time,note\n");
        for (int i = 0; i < EVENTS; i++) {
            text.append(i).append(",acme,api_call,2026-01-03T10:00:00Z,").append("x".repeat(400));
            text.append('\n');
        }
        return Files.writeString(folder.resolve("usage.csv"), text);
    }
}
