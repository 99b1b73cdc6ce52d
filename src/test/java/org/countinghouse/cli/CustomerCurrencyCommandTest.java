package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Plans;
import org.junit.jupiter.api.Test;

class CustomerCurrencyCommandTest {
    @Test
    void theCurrencyOfACustomerIsShownTriedAndSet() throws Exception {
        try (TestDatabase database = TestDatabase.fresh(Plans.ENTITIES.toArray(Class<?>[]::new))) {
            new Plans(database.database(), Clock.systemUTC())
                    .publish(new ObjectMapper().readTree("""
                            {"code":"basic","name":"Basic","currency":"EUR","interval":{"unit":"year","count":1},
                             "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"10.00",
                             "quantity":"1","timing":"arrears","proration":"none"}],"charges":[]}"""), LocalDate.of(2020, 1, 1));
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE");
            commands.run("customer", "add", "acme", "--name", "Acme", "--currency", "EUR", "--seller", "main");
            commands.run("customer", "subscribe", "acme", "basic", "--start", "2020-01-01");
            LocalDate today = LocalDate.now(ZoneOffset.UTC);

            var missing = commands.run("customer", "currency", "acme", "--in", "USD", "--dry-run");
            assertThat(missing.status()).isEqualTo(2);
            assertThat(missing.err()).contains("there is no exchange rate for " + today);
            commands.run("currency", "set", "EUR", "USD", "1.25", "--day", today.toString());
            assertThat(commands.run("customer", "currency", "acme", "--in", "USD", "--dry-run")
                            .out())
                    .contains("acme would be billed in USD.")
                    .contains("12.50 USD (10.00 EUR before tax, at 1.25, manual, " + today + ")");
            assertThat(commands.run("customer", "currency", "acme").out())
                    .contains("acme is billed in the currency of each plan.")
                    .contains("10.00 EUR");
            assertThat(commands.run("customer", "currency", "acme", "--in", "USD")
                            .out())
                    .contains("acme is billed in USD.");
            assertThat(commands.run("customer", "currency", "acme").out()).contains("12.50 USD");
            assertThat(commands.run("customer", "currency", "acme", "--plans").out())
                    .contains("acme is billed in the currency of each plan.");
            assertThat(commands.run("customer", "currency", "acme", "--in", "usd")
                            .out())
                    .contains("acme is billed in USD.")
                    .contains("12.50 USD");
            var stored = commands.run("customer", "currency", "acme", "--in", "GBP");
            assertThat(stored.status()).isZero();
            assertThat(stored.out())
                    .contains("acme is billed in GBP.")
                    .contains("That is stored.")
                    .contains("there is no exchange rate for " + today);
            var changed = commands.run("subscription", "quantity", "1", "base", "2", "--at-period-end");
            assertThat(changed.status()).as(changed.err()).isZero();
            assertThat(changed.out())
                    .contains("What it comes to is not known")
                    .contains("there is no exchange rate for")
                    .contains("change 1");
            commands.run("customer", "currency", "acme", "--in", "USD");
            assertThat(commands.run("customer", "currency", "acme", "--in", "DOLLAR")
                            .err())
                    .contains("\"DOLLAR\" is no currency.");
            assertThat(commands.run("customer", "currency", "nobody").err()).contains("There is no customer");
        }
    }
}
