package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of everything that is due, killed (-9) again and again: one draft a period, nothing lost, to the same figures. */
class BillingRunKillTest {
    private static final String MOMENT = "2024-10-02T00:00:00Z";

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void aKilledRunGoesOn() throws Exception {
        killAndContinue(5);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void aRunKilledAHundredTimesGoesOn() throws Exception {
        killAndContinue(100);
    }

    private void killAndContinue(int rounds) throws Exception {
        var calm = new CommandProcess(folder.resolve("calm"));
        calm.run("sample");
        long start = System.nanoTime();
        assertThat(calm.run("bill", "--up-to", MOMENT).status()).isZero();
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        var killed = new CommandProcess(folder.resolve("killed"));
        killed.run("sample");
        var random = new Random(20261121);
        int interrupted = 0;
        for (int round = 0; round < rounds; round++) {
            Process process = killed.start("bill", "--up-to", MOMENT);
            // At any moment of a whole run; what is killed early leaves more to the next.
            if (!process.waitFor(whole * (10 + random.nextInt(60)) / 100, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                interrupted++;
            }
        }
        assertThat(interrupted).as("runs that were killed before their end").isPositive();
        assertThat(killed.run("bill", "--up-to", MOMENT).status()).isZero();
        assertThat(drafts(killed)).isNotEmpty().isEqualTo(drafts(calm));
        assertThat(killed.run("books", "verify").status()).isZero();
    }

    /** In an order of their own, without ids: those depend on who was first. */
    private static List<String> drafts(CommandProcess countinghouse) throws Exception {
        var json = new ObjectMapper();
        var drafts = new ArrayList<String>();
        for (String line : countinghouse.run("invoices", "--json", "--lines").lines()) {
            JsonNode draft = json.readTree(line);
            ((ObjectNode) draft).remove("id");
            drafts.add(draft.toString());
        }
        drafts.sort(null);
        return drafts;
    }
}
