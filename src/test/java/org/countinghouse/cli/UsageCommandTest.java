package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage after it came in, on the command line from the import to the final invoice. */
class UsageCommandTest {
    private static final String USAGE = """
            id,customer,event,time,quantity
            1,acme,calls,2026-01-03T10:00:00Z,5
            2,ACME Inc,calls,2026-01-03T10:00:00Z,7
            3,acme,calls,yesterday,9
            """;

    @TempDir
    private Path folder;

    @Test
    void usageIsCorrectedMappedReplayedUndoneAndKept() throws IOException {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            assertThat(run(commands, "usage", "inbox"))
                    .contains("unknown_customer", "ACME Inc", "unreadable", "yesterday");
            assertThat(run(commands, "usage", "map", "ACME Inc", "acme"))
                    .isEqualTo("{\"stored\":1,\"duplicates\":0,\"open\":0}\n");
            String entry = run(commands, "usage", "inbox", "--list");
            assertThat(entry).contains("\"row\":\"3,acme,calls,yesterday,9\"", "\"replayable\":false");
            String id = entry.replaceAll("(?s).*\"id\":(\\d+).*", "$1");
            assertThat(run(
                            commands,
                            "usage",
                            "replay",
                            "--id",
                            id,
                            "--as",
                            "{\"customer\":\"acme\",\"id\":\"3\",\"event\":\"calls\",\"time\":\"2026-01-04T00:00:00Z\","
                                    + "\"quantity\":9}"))
                    .contains("\"stored\":1");
            assertThat(run(commands, "usage", "amend", "acme", "1", "--quantity", "6", "--reason", "meter was late"))
                    .startsWith("Amended, correction ");
            assertThat(run(commands, "usage", "amend", "acme", "1", "--quantity", "6", "--reason", "meter was late"))
                    .isEqualTo("Nothing to change.\n");
            assertThat(run(commands, "usage", "cancel", "acme", "3", "--reason", "a test"))
                    .startsWith("Cancelled, correction ");
            assertThat(run(commands, "usage", "show", "acme", "1"))
                    .contains("  5  {}  does not count", "  6  {}  counts", "amend ", ": meter was late");
            run(commands, "bill", "--period", "2026-01");
            run(commands, "finalise", "--period", "2026-01");
            // (6 + 7) x 1: the cancelled one is not in it.
            assertThat(run(commands, "invoices", "--json")).contains("\"subtotal\":\"13.00\"");
            var refused = commands.run("usage", "undo-batch", "1", "--reason", "wrong file");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("INV-2026-000001");
            assertThat(run(commands, "usage", "undo-batch", "1", "--dry-run")).contains("would be undone: 1 events");
            assertThat(run(commands, "usage", "undo-batch", "1", "--reason", "wrong file", "--billed"))
                    .contains("is undone: 1 events of 1 customers", "INV-2026-000001");
            assertThat(run(commands, "usage", "retention", "calls", "--months", "24"))
                    .isEmpty();
            assertThat(run(commands, "usage", "retention")).isEqualTo("calls  24 months\n");
            run(commands, "usage", "hold", "acme", "--reason", "proceedings");
            assertThat(run(commands, "usage", "hold")).contains("acme", "proceedings");
            assertThat(run(commands, "usage", "upkeep")).contains("0 events removed.");
            misused(commands, "--quantity or --properties", "usage", "amend", "acme", "1", "--reason", "x");
            misused(commands, "Say which entries", "usage", "replay");
            misused(commands, "There is no reason \"odd\"", "usage", "discard", "--reason", "odd", "--why", "x");
            misused(commands, "--months N or --for-ever", "usage", "retention", "calls");
        }
    }

    private void fill(Commands commands) throws IOException {
        Path meter = file("meter.json", "{\"code\":\"calls\",\"aggregation\":\"sum\"}");
        Path plan = file("plan.json", """
                {"code":"p","currency":"EUR","charges":[{"code":"c","meter":"calls",
                 "price":{"model":"per_unit","unit_amount":"1"}}]}""");
        run(commands, "catalog", "meters", meter);
        run(commands, "catalog", "publish", plan, "--effective", "2026-01-01");
        run(commands, "customer", "seller", "main", "--name", "Seller", "--country", "DE");
        run(commands, "customer", "add", "acme", "--name", "Acme", "--currency", "EUR", "--seller", "main");
        run(commands, "customer", "subscribe", "acme", "p", "--start", "2026-01-01");
        var imported = commands.run("import", "usage", file("usage.csv", USAGE));
        assertThat(imported.out()).isEqualTo("{\"read\":3,\"accepted\":1,\"duplicates\":0,\"rejected\":2}\n");
        assertThat(imported.err()).contains("countinghouse usage inbox");
    }

    private static String run(Commands commands, Object... arguments) {
        var result = commands.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private static void misused(Commands commands, String sentence, Object... arguments) {
        var result = commands.run(arguments);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(sentence);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
