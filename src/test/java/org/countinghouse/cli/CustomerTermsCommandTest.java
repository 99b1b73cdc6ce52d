package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class CustomerTermsCommandTest {
    @Test
    void theDaysAreShownChangedAndTakenAway() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE", "--terms", "14");
            for (String id : new String[] {"acme", "group"}) {
                commands.run("customer", "add", id, "--name", id, "--currency", "EUR", "--seller", "main");
            }
            assertThat(commands.run("customer", "terms", "acme").out())
                    .isEqualTo("Invoices of acme are due after 14 days, as the billing entity has it.\n");
            assertThat(commands.run("customer", "terms", "acme", "--days", "1").out())
                    .isEqualTo("Invoices of acme are due after 1 day.\n");
            commands.run("customer", "add", "acme", "--name", "Acme", "--currency", "EUR", "--seller", "main");
            assertThat(commands.run("customer", "terms", "acme").out())
                    .as("adding it again leaves them")
                    .isEqualTo("Invoices of acme are due after 1 day.\n");
            commands.run("customer", "payer", "acme", "--by", "group");
            assertThat(commands.run("customer", "terms", "acme").out())
                    .isEqualTo("Invoices of acme go to group and are due after 14 days. Its own terms, 1 day, count"
                            + " when it pays itself.\n");
            commands.run("customer", "payer", "acme", "--itself");
            assertThat(commands.run("customer", "terms", "acme", "--seller").out())
                    .isEqualTo("Invoices of acme are due after 14 days, as the billing entity has it.\n");

            var wrong = commands.run("customer", "terms", "acme", "--days", "400");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.err()).contains("\"acme\" cannot have 400 days to pay.");
            assertThat(commands.run("customer", "terms", "nobody").err()).contains("There is no customer \"nobody\".");
            assertThat(commands.run("customer", "terms", "acme", "--days", "3", "--seller")
                            .status())
                    .isEqualTo(2);
        }
    }
}
