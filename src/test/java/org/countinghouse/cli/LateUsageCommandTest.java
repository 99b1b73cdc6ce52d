package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateUsageCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatWaitsIsListedUntilItIsDrafted() throws Exception {
        var month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            run(commands, "catalog", "meters", file("meter.json", "{\"code\":\"calls\",\"aggregation\":\"sum\"}"));
            run(commands, "catalog", "publish", file("plan.json", """
                    {"code":"p","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                     "charges":[{"code":"c","name":"Calls","meter":"calls","price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), "--effective", "2020-01-01");
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
            run(
                    commands,
                    "customer",
                    "subscribe",
                    "acme",
                    "p",
                    "--start",
                    month.atDay(1).toString());
            run(commands, "bill", "--period", month.toString());
            run(commands, "finalise", "--period", month.toString());
            assertThat(run(commands, "late-usage")).isEqualTo("No late usage waits for an invoice.\n");
            run(
                    commands,
                    "import",
                    "usage",
                    file(
                            "usage.csv",
                            "id,customer,event,time,quantity\n1,acme,calls," + month.atDay(5) + "T10:00:00Z,600\n"));
            assertThat(run(commands, "late-usage", "--customer", "acme"))
                    .contains("acme  subscription 1  p  " + month + ", billed by INV-")
                    .contains("  600  6.00 EUR\n")
                    .endsWith("  net 6.00 EUR, with tax 7.14 EUR, prepaid 0.00 EUR\n");
            var json = new ObjectMapper().readTree(run(commands, "late-usage", "--json"));
            assertThat(json.path("periods")).hasSize(1);
            assertThat(json.path("periods").get(0).path("total").asText()).isEqualTo("7.14");
            assertThat(commands.run("late-usage", "--customer", "nobody").status())
                    .isEqualTo(2);
        }
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
