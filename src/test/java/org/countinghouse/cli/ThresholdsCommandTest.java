package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds as commands, on a subscription whose period of a month began ten days ago. */
class ThresholdsCommandTest {
    @TempDir
    private Path folder;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void usagePastAThresholdIsBilledOnceAndTheStateShowsIt() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            assertThat(run(commands, "thresholds", "status", "1"))
                    .contains("thresholds  none", "used so far  60.00 EUR");
            assertThat(run(
                            commands,
                            "thresholds",
                            "set",
                            "50",
                            "80",
                            "--every",
                            "25",
                            "--plan",
                            "p",
                            "--from",
                            day(30)))
                    .contains(": at 50, 80, then every 25.");
            assertThat(run(commands, "thresholds", "list"))
                    .isEqualTo("plan p  from " + day(30) + "  at 50.00, 80.00 EUR, then every 25.00 EUR\n");

            JsonNode before = json(run(commands, "thresholds", "status", "1", "--json"));
            assertThat(before.path("usage").asText()).isEqualTo("60.00");
            assertThat(before.path("passed").asText()).isEqualTo("50.00");
            assertThat(before.path("next").asText()).isEqualTo("80.00");
            assertThat(before.path("rule").path("amounts").get(1).asText()).isEqualTo("80.00");
            assertThat(before.path("now").path("total").asText()).isEqualTo("71.40");
            assertThat(run(commands, "thresholds", "run", "--dry-run"))
                    .contains("acme  subscription 1  71.40 EUR  used 60.00, past 50.00", "Would draft 1 invoice.");
            assertThat(run(commands, "invoices")).isEmpty();

            JsonNode report = json(run(commands, "thresholds", "run", "--json", "--customer", "acme", "--plan", "p"));
            assertThat(report.path("bills")).hasSize(1);
            assertThat(report.path("totals").path("EUR").asText()).isEqualTo("71.40");
            assertThat(json(run(commands, "invoice", "1", "--json"))
                            .path("kind")
                            .asText())
                    .isEqualTo("progressive");
            assertThat(run(commands, "thresholds", "run")).isEqualTo("Drafted 0 invoices.\n");
            assertThat(run(commands, "thresholds", "status", "1"))
                    .contains("billed  60.00 EUR  draft 1  past 50.00 EUR", "next  80.00 EUR")
                    .contains("an invoice of now  0.00 EUR")
                    .doesNotContain("passed");
            for (var more : List.of(List.of("--in", "USD", "--dry-run"), List.of("--in", "USD"), List.<String>of())) {
                var words = Stream.concat(Stream.of("customer", "currency", "acme"), more.stream());
                assertThat(run(commands, words.toArray()))
                        .contains("billed in USD.", "; it stays in EUR, in which some of it is billed or paid already");
            }
            assertThat(run(commands, "customer", "currency", "acme", "--plans")).doesNotContain("stays");
            run(commands, "finalise", "1");
            run(commands, "invoices", "void", "1", "--reason", "wrong address");
            assertThat(run(commands, "thresholds", "status", "1"))
                    .contains("past 50.00 EUR  void", "passed  50.00 EUR");
            assertThat(run(commands, "books", "verify")).contains("The books agree");
        }
    }

    @Test
    void aSubscriptionHasItsOwnUntilItsPlansHoldAgain() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            fill(commands);
            run(commands, "thresholds", "set", "50", "--plan", "p", "--from", day(30));
            run(commands, "thresholds", "none", "--subscription", "1", "--from", day(20), "--reason", "agreed");
            assertThat(run(commands, "thresholds", "run", "--dry-run")).contains("Would draft 0 invoices.");
            run(commands, "thresholds", "general", "--subscription", "1", "--from", day(0));
            assertThat(run(commands, "thresholds", "list", "--subscription", "1")
                            .lines())
                    .containsExactly(
                            "subscription 1 of acme  from " + day(20) + " until before " + day(0) + "  none: agreed",
                            "subscription 1 of acme  from " + day(0) + "  as its plan has them");
            assertThat(run(commands, "thresholds", "run", "--dry-run", "--subscription", "1"))
                    .contains("Would draft 1 invoice.");
            run(commands, "thresholds", "set", "70", "--subscription", "1", "--from", day(0));
            assertThat(run(commands, "thresholds", "run", "--dry-run")).contains("Would draft 0 invoices.");
            run(commands, "thresholds", "withdraw", "--subscription", "1", "--from", day(0));
            assertThat(json(run(commands, "thresholds", "list", "--json", "--subscription", "1"))
                            .path("kind")
                            .asText())
                    .isEqualTo("none");
            assertThat(commands.run((Object[]) "thresholds set 50 abc --plan p --from 2026-11-01".split(" "))
                            .err())
                    .startsWith("\"abc\" is no amount.");
            for (String wrong : List.of(
                    "set 50 --from 2020-01-01",
                    "set 50 --plan p --subscription 1 --from 2020-01-01",
                    "set 50 --plan p",
                    "set --plan p --from 2020-01-01",
                    "set 0 --plan p --from 2020-01-01",
                    "set 1.234 --plan p --from 2020-01-01",
                    "set many --plan p --from 2020-01-01",
                    "set 50 --plan q --from 2020-01-01",
                    "none --subscription 9 --from 2020-01-01",
                    "general --from 2020-01-01",
                    "withdraw --plan p --from 2020-01-01",
                    "status",
                    "status 9",
                    "run --customer nobody",
                    "run --plan q",
                    "run --subscription 9")) {
                var refused = commands.run((Object[]) ("thresholds " + wrong).split(" "));
                assertThat(refused.status()).as(wrong).isEqualTo(2);
                assertThat(refused.err()).as(wrong).isNotBlank().doesNotContain("should not");
            }
            assertThat(run(commands, "thresholds", "list").lines()).hasSize(2);
        }
    }

    private String day(int ago) {
        return today.minusDays(ago).toString();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private void fill(Commands commands) throws IOException {
        run(commands, "catalog", "meters", file("meter.json", "{\"code\":\"calls\",\"aggregation\":\"sum\"}"));
        run(commands, "catalog", "publish", file("plan.json", """
                {"code":"p","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"anniversary",
                 "charges":[{"code":"c","meter":"calls","price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), "--effective", "2020-01-01");
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
        run(
                commands,
                "import",
                "usage",
                file("usage.csv", "id,customer,event,time,quantity\n1,acme,calls," + day(5) + "T10:00:00Z,6000\n"));
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
