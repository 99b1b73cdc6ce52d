package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command says when its input is no good: what is wrong, where, and the way out; and that nothing is stored. */
class BadInputTest {
    private static final String METER = """
            {"code":"calls","event":"api_call","aggregation":"sum"}""";
    private static final String PLAN = """
            {"code":"p","currency":"EUR","charges":[{"code":"c","meter":"calls","price":{"model":"graduated",
             "tiers":[{"up_to":"10","unit_amount":"1"},{"up_to":"20","unit_amount":"2"},{"up_to":null,"unit_amount":"3"}]}}]}""";
    private static final String OVERLAPPING = PLAN.replace("\"20\"", "\"5\"");

    private static TestDatabase database;
    private static Commands commands;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void open() throws IOException {
        database = TestDatabase.fresh();
        commands = Commands.on(database);
        done("catalog", "meters", file("meter.json", METER));
        done("catalog", "publish", file("plan.json", PLAN), "--effective", "2026-01-01");
        done("customer", "seller", "main", "--name", "Seller", "--country", "DE");
        done("customer", "add", "acme", "--name", "Acme", "--currency", "EUR", "--seller", "main");
        done("customer", "subscribe", "acme", "p", "--start", "2026-01-01");
        done("import", "usage", file("usage.csv", "id,customer,event,time\n1,acme,api_call,2026-01-03T10:00:00Z\n"));
        done("bill", "--period", "2026-01");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private String before = "";

    @BeforeEach
    void look() {
        before = stored();
    }

    @Test
    void overlappingTiersAreNamedByFileAndPlace() throws IOException {
        Path file = file("overlap.json", OVERLAPPING);
        refused(
                commands.run("catalog", "publish", file, "--effective", "2026-02-01"),
                file + ", at $.charges[0].price.tiers[1].up_to: Tiers overlap: 5 must be above 10.",
                "Correct it there and run the command again. Nothing was stored.");
    }

    @Test
    void overlappingTiersSpoilTheirOwnRequestOnly() throws IOException {
        String period = ",\"period\":{\"from\":\"2026-01-01\",\"to\":\"2026-02-01\"},\"meters\":[" + METER
                + "],\"quantities\":{\"calls\":\"12\"}}\n";
        Path file = file(
                "requests.jsonl",
                ("{\"plan\":" + OVERLAPPING.replace("\n", "") + period)
                        + ("{\"plan\":" + PLAN.replace("\n", "") + period));
        var rated = new java.io.ByteArrayOutputStream();
        int status = new picocli.CommandLine(new RateCommand(java.io.InputStream.nullInputStream(), rated))
                .execute(file.toString());
        assertThat(status).isEqualTo(1);
        assertThat(rated.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "\"code\":\"plan.bad_tiers\"",
                                        "Tiers overlap: 5 must be above 10.",
                                        "\"path\":\"$.plan.charges[0].price.tiers[1].up_to\""),
                        line -> assertThat(line).contains("\"total\":\"14.00\""));
    }

    @Test
    void filesThatAreNoDocumentsAreNamed() throws IOException {
        Path missing = folder.resolve("missing.json");
        refused(publish(missing), "There is no file " + missing + ".", "Correct its name");
        refused(publish(folder), folder + " cannot be read: it is a folder.", "Name a file");
        Path latin = folder.resolve("latin.json");
        Files.write(latin, "{\"name\":\"Grundgebühr\"}".getBytes(StandardCharsets.ISO_8859_1));
        refused(publish(latin), latin + " is not UTF-8 text.", "Save it as UTF-8");
        Path broken = file("broken.json", "{\"code\":\n oops}");
        refused(publish(broken), broken + ": This is no JSON document: broken at line 2, column 2", "Correct it there");
        Path meters = file("meters.json", "[" + METER.replace("calls", "other") + ",{\"code\":\"x\"}]");
        refused(
                commands.run("catalog", "meters", meters),
                meters + ", at $[1].aggregation: The field \"aggregation\" is missing.",
                "Correct it there");
    }

    /** The readers take such a plan, but at night its usage would have no price. */
    @Test
    void aPlanWithErrorsIsPublishedOnlyOnRequest() throws IOException {
        Path file = file("gap.json", """
                {"code":"gap","currency":"EUR","charges":[
                 {"code":"a","meter":"calls","price":{"model":"per_unit","unit_amount":"1"},"minimum":"9","maximum":"5"},
                 {"code":"b","meter":"calls","price":{"model":"time_of_use","bands":[
                   {"code":"day","from":"07:00","to":"19:00","unit_amount":"1"}]}}]}""");
        refused(
                publish(file),
                file + ", at $.charges[0].minimum: The minimum of 9.00 EUR is above the maximum of 5.00 EUR",
                "or publish it as it is with --despite-errors. Nothing was stored.");
        refused(publish(file), "at $.charges[1].price: Usage at these times has no price", "Correct it there");
        assertThat(commands.run("catalog", "publish", file, "--effective", "2026-02-01", "--despite-errors")
                        .out())
                .contains("Plan gap, version 1.");
        before = stored();
    }

    @Test
    void numbersAndNestingBeyondReasonAreNoDocuments() throws IOException {
        Path exponent = file("exponent.json", "{\"code\":1e99999999999}");
        refused(
                publish(exponent),
                exponent + ": This is no JSON document: a number in it has an absurd exponent.",
                "Correct it");
        Path nested = file("nested.json", "[".repeat(5_000));
        refused(publish(nested), nested + ": This is no JSON document: nested deeper", "Correct it there");
        Path twice = file("twice.json", "{\"code\":\"p\",\"code\":\"q\"}");
        refused(publish(twice), "the same field stands twice in one object at line 1, column 19.", "Correct it there");
        Path empty = file("empty.json", "");
        refused(publish(empty), empty + ", at $: An object is expected here.", "Correct it there");
    }

    @Test
    void unknownMetersAreNamed() throws IOException {
        Path file = file("unknown.json", PLAN.replace("\"meter\":\"calls\"", "\"meter\":\"cals\""));
        refused(publish(file), file + ", at $.charges[0].meter: There is no meter \"cals\".", "Correct it there");
        Path condition = file(
                "condition.json",
                PLAN.replace(
                        "\"model\":\"graduated\"",
                        "\"model\":\"graduated\",\"adjustments\":[{\"when\":{\"meter\":\"sla\",\"below\":\"99.9\"},"
                                + "\"percent\":\"-10\"}]"));
        refused(
                publish(condition),
                "$.charges[0].price.adjustments[0].when.meter: There is no meter \"sla\".",
                "Nothing was stored.");
    }

    @Test
    void customersThatCannotBeBilledAreRefused() {
        refused(seller("--terms", "-5"), "payment terms of billing entity \"other\" are -5 days", "0 to 365");
        refused(seller("--tax", "VAT=-19"), "tax rate VAT of billing entity \"other\" is -19 percent", "0 to 100");
        refused(seller("--country", "Germany"), "\"Germany\" is not a country (billing entity \"other\")", "ISO 3166");
        refused(customer("--currency", "XYZ"), "\"XYZ\" is not a currency (customer \"new\")", "ISO 4217");
        refused(customer("--timezone", "Mars"), "\"Mars\" is not a time zone (customer \"new\")", "Europe/Berlin");
        refused(customer("--seller", "nobody"), "There is no billing entity \"nobody\"", "Add the billing entity");
        refused(subscribe("nobody", "p"), "There is no customer \"nobody\"", "Add the customer first");
        refused(subscribe("acme", "q"), "Plan \"q\" has no published version in force on 2026-02-01", "Publish");
        refused(
                subscribe("acme", "p", "--end", "2025-01-01"),
                "subscription of \"acme\" would end on 2025-01-01",
                "first day no longer covered");
        refused(
                subscribe("acme", "p", "--quantity", "seats=-5"),
                "quantity of the fee \"seats\" is -5 (subscription of \"acme\")",
                "from 0");
    }

    @Test
    void wrongArgumentsAreExplainedInWords() {
        Path usage = folder.resolve("usage.csv");
        refused(
                commands.run("import", "usage", usage, "--batch-size", "0"),
                "--batch-size is from 1 to 1000000, not 0.",
                "See: countinghouse import usage --help");
        refused(commands.run("import", "usage", usage, "--encoding", "klingon"), "'--encoding': \"klingon\"", "UTF-8");
        refused(commands.run("import", "usage", usage, "--timezone", "Mars"), "'--timezone': \"Mars\"", "Berlin");
        refused(commands.run("import", "usage", usage, "--format", "xls"), "no format \"xls\"", "csv, jsonl or focus");
        refused(
                commands.run("import", "usage", usage, "--rejected", usage),
                usage + ": that is the file",
                "--rejected");
        refused(commands.run("bill", "--period", "2026-13"), "\"2026-13\" is not a billing period", "2023-11");
        refused(commands.run("bill"), "--period=YYYY-MM", "countinghouse bill --help");
        refused(commands.run("invoice", "99", "--json"), "There is no invoice \"99\"", "countinghouse invoices");
        refused(commands.run("finalise", "1", "99"), "There is no invoice 99.", "No invoice was numbered.");
        refused(commands.run("finalise", "one"), "\"one\" is not the id of a draft", "countinghouse finalise --help");
        refused(
                commands.run("customer", "subscribe", "acme", "p", "--start", "2026-02-30"),
                "'--start': \"2026-02-30\" is no day",
                "countinghouse customer subscribe --help");
        refused(commands.run("database", "infos"), "'infos'", "info");
    }

    @Test
    void aDatabaseThatIsDownOrNewerIsNamed() throws Exception {
        var nobody = Commands.on(new DatabaseSettings.Shared("127.0.0.1", 1, "books", "anna", "secret", Map.of()));
        refused(nobody.run("invoices"), "The database at 127.0.0.1:1/books does not answer.", "that the server runs");
        try (TestDatabase newer = TestDatabase.fresh()) {
            execute(
                    newer.name(),
                    "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success)"
                            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");
            for (String command : new String[] {"info", "migrate"}) {
                refused(
                        Commands.on(newer).run("database", command),
                        newer.name() + " was upgraded by a newer Countinghouse (schema 99",
                        "Update the program. Nothing was changed.");
            }
        }
    }

    @Test
    void anAnswerThatCannotBeWrittenIsNoAnswer() throws IOException {
        Path full = fullDevice();
        for (Object[] command : new Object[][] {
            {"invoices", "--json"}, {"invoice", "1", "--json"}, {"bill", "--period", "2026-01"}, {"bill", "--help"}
        }) {
            try (OutputStream out = new FileOutputStream(full.toFile())) {
                refused(
                        commands.runInto(out, command),
                        "The output was not written to its end: the disk is full.",
                        "What the command did is kept.");
            }
        }
        var gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(commands.runInto(gone, "invoices", "--json")).isEqualTo(new Commands.Result(2, "", ""));
    }

    @Test
    void filesOnAFullDiskAreNamed() throws IOException {
        Path full = fullDevice();
        refused(
                commands.run("invoice", "1", "--pdf", full),
                "The disk is full: /dev/full was not written.",
                "Free some space or name a file on another disk");
        Path usage = file("nobody.csv", "id,customer,event,time\n2,nobody,api_call,2026-01-03T10:00:00Z\n");
        refused(
                commands.run("import", "usage", usage, "--rejected", full),
                "The list of rejected rows cannot be written to /dev/full: its disk is full.",
                "Good rows so far are stored.");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    private static Path fullDevice() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "this system has no full device");
        return full;
    }

    private static Commands.Result publish(Path file) {
        return commands.run("catalog", "publish", file, "--effective", "2026-02-01");
    }

    private static Commands.Result seller(String option, String value) {
        return withOption("customer seller other --name Other --country DE", option, value);
    }

    private static Commands.Result customer(String option, String value) {
        return withOption("customer add new --name New --currency EUR --seller main", option, value);
    }

    private static Commands.Result subscribe(String customer, String plan) {
        return commands.run("customer", "subscribe", customer, plan, "--start", "2026-02-01");
    }

    private static Commands.Result subscribe(String customer, String plan, String option, String value) {
        return commands.run("customer", "subscribe", customer, plan, "--start", "2026-02-01", option, value);
    }

    /** The command with one option more, or with another value for the one it has. */
    private static Commands.Result withOption(String command, String option, String value) {
        String without = command.replaceAll(option + " \\S+", "").strip();
        return commands.run((Object[]) (without + " " + option + " " + value).split(" +"));
    }

    /** Not done, said in words without a stack trace, and nothing stored. */
    private void refused(Commands.Result result, String what, String wayOut) {
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(what).contains(wayOut).doesNotContain("Exception", "java.", "should not");
        assertThat(result.err().lines().count()).isLessThanOrEqualTo(3);
        assertThat(stored()).isEqualTo(before);
    }

    private static void done(Object... command) {
        var result = commands.run(command);
        assertThat(result.status()).as(result.err()).isZero();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void execute(String name, String sql) throws Exception {
        try (Connection connection = TestDatabase.superuser(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Everything that commands store, as counts. */
    private static String stored() {
        return database.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select (select count(*) from meter), (select count(*) from plan),"
                            + " (select count(*) from plan_version), (select count(*) from billing_entity),"
                            + " (select count(*) from customer), (select count(*) from subscription),"
                            + " (select count(*) from usage_event), (select count(*) from invoice),"
                            + " (select count(*) from invoice where number is not null)")) {
                row.next();
                var counts = new StringBuilder();
                for (int column = 1; column <= 9; column++) {
                    counts.append(row.getLong(column)).append(' ');
                }
                return counts.toString();
            }
        });
    }
}
