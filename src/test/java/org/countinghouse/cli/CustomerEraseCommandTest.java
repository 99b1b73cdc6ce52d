package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class CustomerEraseCommandTest {
    @Test
    void aCustomerIsErasedForAReasonAfterADryLook() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE");
            commands.run(
                    "customer",
                    "add",
                    "acme",
                    "--name",
                    "Acme Works",
                    "--currency",
                    "EUR",
                    "--seller",
                    "main",
                    "--email",
                    "a@acme.example");
            assertThat(commands.run("customer", "erase", "acme").status()).isEqualTo(2);
            commands.run("usage", "hold", "acme", "--reason", "lawsuit");
            var dry = commands.run("customer", "erase", "acme", "--dry-run");
            assertThat(dry.out())
                    .contains("Customer acme (Acme Works)", "goes: name, e-mail", "stays: 0 invoices")
                    .contains("in the way: a legal hold: lawsuit. Release the hold when it is over.");
            assertThat(dry.status()).isEqualTo(1);
            var refused = commands.run("customer", "erase", "acme", "--reason", "request");
            assertThat(refused.status()).isNotZero();
            assertThat(refused.err()).contains("Customer acme cannot be erased: a legal hold: lawsuit.");
            commands.run("usage", "hold", "acme", "--release");

            assertThat(commands.run("customer", "erase", "acme", "--dry-run").out())
                    .contains("Nothing is in the way. Nothing was changed.");
            var done = commands.run("customer", "erase", "acme", "--reason", "request of Acme Works");
            assertThat(done.status()).as(done.err()).isZero();
            assertThat(done.out()).startsWith("Erased. The customer is erased-");
            assertThat(one(database, "select name || ' ' || email || '|' || erase_reason from customer"))
                    .matches("Erased (\\d+) \\|request of erased-\\1");
            assertThat(commands.run("customer", "erase", "acme", "--reason", "again")
                            .err())
                    .contains("There is no customer \"acme\".");
        }
    }

    private static String one(TestDatabase database, String query) throws Exception {
        try (var connection = TestDatabase.superuser(database.name());
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
