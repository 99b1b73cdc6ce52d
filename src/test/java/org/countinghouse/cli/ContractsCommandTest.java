package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that end and stand side by side, as commands. */
class ContractsCommandTest {
    @TempDir
    private Path folder;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void contractsStandSideBySideOnlyWhenItIsSaidAndEndWithToday() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            var twice = commands.run("customer", "subscribe", "acme", "other", "--start", day(5));
            assertThat(twice.status()).isEqualTo(2);
            assertThat(twice.err()).contains("its usage would be billed twice");
            run(commands, "customer", "subscribe", "acme", "other", "--start", day(5), "--beside");
            assertThat(run(commands, "bill", "--due", "--dry-run"))
                    .contains("billed twice: meter calls of acme, by subscriptions 1 and 2 from " + day(5) + " on");

            assertThat(run(commands, "bill", "--due", "--dry-run", "--json"))
                    .contains("\"billed_twice\":[{\"customer\":\"acme\",\"meter\":\"calls\",\"from\":\"" + day(5)
                            + "\",\"subscriptions\":[1,2]}]");

            run(commands, "subscription", "add-on", "1", "help", "--on", today.toString());
            var which = commands.run("subscription", "quantity", "1", "base", "3", "--on", today.toString());
            assertThat(which.err()).contains("is a code of \"p\" and \"help\"");
            run(commands, "subscription", "quantity", "1", "base", "3", "--plan", "help", "--on", today.toString());
            assertThat(run(commands, "subscription", "show", "1")).contains("quantity of help/base: 3");

            assertThat(run(commands, "subscription", "cancel", "1", "--dry-run"))
                    .startsWith("from " + today.plusDays(1));
            run(commands, "subscription", "cancel", "2", "--on", day(5), "--reason", "leaves");
            run(commands, "subscription", "cancel", "1", "--on", day(3), "--reason", "leaves");

            String[] undo = {"subscription", "undo", cancellation(commands, "1"), "--reason", "stays"};
            run(commands, "customer", "subscribe", "acme", "other", "--start", day(3));
            var refused = commands.run((Object[]) undo);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("its usage would be billed twice");
            String[] meant = Arrays.copyOf(undo, undo.length + 1);
            meant[undo.length] = "--beside";
            assertThat(run(commands, (Object[]) meant)).endsWith("undone\n");
        }
    }

    @Test
    void aMigrationIsUndoneTogether() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            publish(commands, "p", """
                    {"code":"c","meter":"calls","price":{"model":"per_unit","unit_amount":"0.02"}}""");
            String moved =
                    run(commands, "subscription", "migrate", "p", "--from", "1", "--to", "2", "--reason", "list");
            String mark = moved.lines()
                    .filter(line -> line.startsWith("migration "))
                    .map(line -> line.substring("migration ".length()))
                    .findFirst()
                    .orElseThrow();
            assertThat(run(commands, "subscription", "migrations", "--plan", "p"))
                    .startsWith(mark)
                    .endsWith("1 moved, 0 undone: list\n");
            assertThat(run(commands, "subscription", "migrations", "--plan", "other"))
                    .isEmpty();
            assertThat(run(commands, "subscription", "undo-migration", mark, "--dry-run"))
                    .isEqualTo("""
                            would be undone: subscription 1 of Acme
                            1 would be undone, 0 stay, 0 undone before
                            """);
            assertThat(run(commands, "subscription", "undo-migration", mark, "--reason", "a mistake"))
                    .endsWith("1 undone, 0 stay, 0 undone before\n");
            assertThat(run(commands, "subscription", "show", "1")).contains("(undone)");
            var unknown = commands.run("subscription", "undo-migration", "00000000-0000-0000-0000-000000000001");
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.err()).contains("There is no migration");
        }
    }

    @Test
    void aSubscriptionStartsWithAVersionAQuantityAndAnEnd() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            publish(commands, "help", "");
            assertThat(run(
                            commands,
                            "subscription",
                            "start",
                            "acme",
                            "help",
                            "--on",
                            today.toString(),
                            "--version",
                            "1",
                            "--quantity",
                            "base=5",
                            "--end",
                            today.plusDays(10).toString()))
                    .isEqualTo("subscription 2\n");
            assertThat(run(commands, "subscription", "list"))
                    .contains("help version 1  ending", "ends " + today.plusDays(10));
            var unknown =
                    commands.run("subscription", "start", "acme", "help", "--on", today.toString(), "--version", "9");
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.err()).contains("no published version 9 in force on " + today);
        }
    }

    @Test
    void usageAfterTheEndIsLetGoWithAReason() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            run(commands, "subscription", "cancel", "1", "--on", day(5), "--reason", "leaves");
            run(commands, "bill", "--due");
            assertThat(commands.run("finalise", "1").err()).contains("usage that no price covers", "accept");
            assertThat(commands.run("invoices", "accept-problems", "1").err()).contains("reason");
            assertThat(run(commands, "invoices", "accept-problems", "1", "--reason", "a test"))
                    .isEqualTo("Problems of 1 drafts are accepted.\n");
            assertThat(run(commands, "invoice", "1", "--json")).contains("\"accepted\":true");
            run(commands, "finalise", "1");
        }
    }

    private static String cancellation(Commands commands, String subscription) {
        return run(commands, "subscription", "show", subscription)
                .lines()
                .filter(line -> line.contains("cancelled"))
                .map(line -> line.split(" ", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    private String day(int ago) {
        return today.minusDays(ago).toString();
    }

    private void fill(Commands commands) throws IOException {
        run(commands, "catalog", "meters", file("meter.json", "{\"code\":\"calls\",\"aggregation\":\"sum\"}"));
        for (String plan : new String[] {"p", "other"}) {
            publish(commands, plan, """
                    {"code":"c","meter":"calls","price":{"model":"per_unit","unit_amount":"0.01"}}""");
        }
        publish(commands, "help", "");
        run(commands, "customer", "seller", "main", "--name", "Seller", "--country", "DE", "--tax", "VAT=19");
        run(
                commands,
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
        run(commands, "customer", "subscribe", "acme", "p", "--start", day(10));
        String rows = "1,acme,calls," + day(8) + "T10:00:00Z,6000\n2,acme,calls," + day(4) + "T10:00:00Z,100\n";
        run(commands, "import", "usage", file("usage.csv", "id,customer,event,time,quantity\n" + rows));
    }

    private void publish(Commands commands, String plan, String charge) throws IOException {
        String document = """
                {"code":"%s","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"anniversary",
                 "fees":[{"code":"base","name":"Base fee","amount":"10.00","timing":"arrears"}],"charges":[%s]}""".formatted(plan, charge);
        run(commands, "catalog", "publish", file(plan + ".json", document), "--effective", "2020-01-01");
    }

    private static String run(Commands commands, Object... arguments) {
        var result = commands.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
