package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class LateFeesCommandTest {
    @Test
    void rulesAreSetAndWhatIsOverdueIsBilledDisputedAndWaived() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE", "--tax", "VAT=19");
            commands.run(
                    "customer",
                    "add",
                    "acme",
                    "--name",
                    "Acme",
                    "--country",
                    "DE",
                    "--currency",
                    "EUR",
                    "--seller",
                    "main");
            commands.run("invoices", "one-off", "acme", "--text", "Work", "--price", "1000");
            commands.run("finalise", "1");
            try (var connection = TestDatabase.superuser(database.name());
                    var statement = connection.createStatement()) {
                statement.execute("set session_replication_role = replica;"
                        + " update invoice set due_on = (now() at time zone 'utc')::date - 31");
            }

            var set = commands.run(
                    "late-fees", "set", "--from", "2020-01-01", "--fee", "40", "--rate", "11", "--reason", "by law");
            assertThat(set.status()).as(set.err()).isZero();
            assertThat(commands.run("late-fees", "rules").out())
                    .contains("main  EUR  from 2020-01-01  grace 0 days, fee 40.00 EUR")
                    .contains("interest 11 % a year of 365 days", "no tax", "by law");
            // 1,190.00 x 11 % x 30 / 365
            assertThat(commands.run("late-fees", "run", "--dry-run").out())
                    .contains("acme  50.76 EUR", "10.76 EUR  Interest on", "30 days at 11 % a year on 1190.00 EUR")
                    .contains("Would draft 1 invoice.");

            assertThat(commands.run("late-fees", "dispute", "1", "--reason", "asks")
                            .status())
                    .isZero();
            assertThat(commands.run("late-fees", "run", "--dry-run").out()).contains("Would draft 0 invoices.");
            assertThat(commands.run("late-fees", "show", "1").out())
                    .contains("disputed: asks", "owed and not billed  50.76");
            commands.run("late-fees", "resume", "1", "--reason", "settled");
            assertThat(commands.run("late-fees", "run").out()).contains("Drafted 1 invoice.", "draft ");
            assertThat(commands.run("late-fees", "run").out()).contains("Drafted 0 invoices.");
            assertThat(commands.run("late-fees", "show", "1").out()).contains("50.76 EUR  billed by draft");
            String draft =
                    commands.run("late-fees", "show", "1").out().replaceAll("(?s).*billed by draft (\\d+).*", "$1");
            assertThat(commands.run("late-fees", "discard", draft, "--reason", "enough")
                            .out())
                    .contains("Waived 50.76 EUR.");
            assertThat(commands.run("late-fees", "run").out()).contains("Drafted 0 invoices.");
            assertThat(commands.run("late-fees", "show", "1").out()).contains("50.76 EUR  waived: enough");
            assertThat(commands.run("late-fees", "waive", "1", "--reason", "enough")
                            .out())
                    .contains("Waived 0.00.");
            for (var wrong : List.of(
                    List.of("late-fees", "none", "--from", "2026-01-01", "--customer", "acme"),
                    List.of("late-fees", "set", "--from", "2026-01-01"),
                    List.of("late-fees", "set", "--from", "2026-01-01", "--fee", "1", "--customer", "nobody"),
                    List.of("late-fees", "general", "--from", "2026-01-01"),
                    List.of("late-fees", "run", "--day", "2999-01-01"),
                    List.of("late-fees", "discard", "1", "--reason", "no draft of late fees"),
                    List.of("late-fees", "show", "99"))) {
                assertThat(commands.run(wrong.toArray()).status())
                        .as(wrong.toString())
                        .isEqualTo(2);
            }
            var books = commands.run("books", "verify");
            assertThat(books.status()).as(books.out()).isZero();
        }
    }
}
