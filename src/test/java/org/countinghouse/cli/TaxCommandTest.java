package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class TaxCommandTest {
    @Test
    void ratesAndCustomersAreSetListedCheckedAndReported() throws Exception {
        var register = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        register.createContext("/", exchange -> {
            byte[] body = "{\"valid\":false}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        register.start();
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            assertThat(commands.run(
                                    "customer",
                                    "seller",
                                    "main",
                                    "--name",
                                    "Seller",
                                    "--country",
                                    "DE",
                                    "--tax",
                                    "VAT=19")
                            .err())
                    .isEmpty();
            commands.run(
                    "customer",
                    "add",
                    "wien",
                    "--name",
                    "Wien",
                    "--country",
                    "AT",
                    "--currency",
                    "EUR",
                    "--tax-id",
                    "ATU12345678",
                    "--seller",
                    "main");

            assertThat(commands.run("tax", "rates").out())
                    .contains("rate     main  DE  VAT  19 %  from 2000-01-01", "no rate  main  AT  1 customer");
            var set = commands.run("tax", "set", "at", "20", "--from", "2020-01-01", "--note", "by law");
            assertThat(set.status()).as(set.err()).isZero();
            commands.run("tax", "set", "AT", "none", "--from", "2030-01-01");
            assertThat(commands.run("tax", "rates").out())
                    .contains(
                            "rate     main  AT  VAT  20 %  from 2020-01-01 until before 2030-01-01: by law",
                            "rate     main  AT  VAT  not charged  from 2030-01-01")
                    .doesNotContain("no rate");
            assertThat(commands.run("tax", "withdraw", "AT", "--from", "2030-01-01")
                            .status())
                    .isZero();
            assertThat(commands.run("tax", "rates").out()).doesNotContain("not charged");
            var again = commands.run("tax", "withdraw", "AT", "--from", "2030-01-01");
            assertThat(again.status()).isEqualTo(2);
            assertThat(again.err()).contains("There is no VAT of AT that begins on 2030-01-01.");
            assertThat(commands.run("tax", "set", "AT", "lots", "--from", "2020-01-01")
                            .err())
                    .contains("\"lots\" is no percentage.");

            assertThat(commands.run("tax", "customer", "wien").out())
                    .contains("treatment  automatic, today reverse-charge", "VAT 0 %: Reverse charge");
            var check = commands.run(
                    "tax",
                    "check",
                    "wien",
                    "--register",
                    "http://127.0.0.1:" + register.getAddress().getPort() + "/");
            assertThat(check.status()).as(check.err()).isEqualTo(1);
            assertThat(check.out()).contains("INVALID by VIES");
            assertThat(commands.run("tax", "customer", "wien").out())
                    .contains("today domestic", "tax        VAT 20 %", "checked    INVALID");
            assertThat(commands.run("tax", "customer", "wien", "--treatment", "exempt")
                            .err())
                    .contains("An exemption needs its reason");
            assertThat(commands.run("tax", "customer", "wien", "--treatment", "exempt", "--reason", "Embassy")
                            .out())
                    .contains("VAT 0 %: Embassy");
            assertThat(commands.run("tax", "customer", "wien", "--treatment", "sometimes")
                            .status())
                    .isEqualTo(2);

            assertThat(commands.run("tax", "report", "--from", "2026-01-01", "--to", "2027-01-01")
                            .out())
                    .startsWith(
                            "entity\tcountry\tcurrency\ttax\tpercent\tinvoices\tbase\ttax_amount\tbooks_currency\tbooks_tax\treason");
        } finally {
            register.stop(0);
        }
    }
}
