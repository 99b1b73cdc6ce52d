package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class CustomerEmailCommandTest {
    @Test
    void onlyTheAddressIsChangedAndTheAuditLogKeepsBoth() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE");
            var added = commands.run(
                    "customer",
                    "add",
                    "acme",
                    "--name",
                    "Acme",
                    "--currency",
                    "EUR",
                    "--seller",
                    "main",
                    "--tax-id",
                    "DE123456789",
                    "--email",
                    "old@acme.example");
            assertThat(added.status()).as(added.err()).isZero();

            var changed = commands.run("customer", "email", "acme", "books@acme.example");
            assertThat(changed.status()).as(changed.err()).isZero();
            assertThat(changed.out()).isEqualTo("Documents of acme go to books@acme.example.\n");
            assertThat(one(database, "select email || ' ' || name || ' ' || tax_id from customer"))
                    .isEqualTo("books@acme.example Acme DE123456789");
            assertThat(commands.run("customer", "email", "acme", "books@acme.example")
                            .status())
                    .isZero();
            assertThat(one(
                            database,
                            "select string_agg(detail ->> 'before' || ' > ' || (detail ->> 'email'), ', ')"
                                    + " from audit_entry where action = 'customer.email'"))
                    .as("the same again is no change")
                    .isEqualTo("old@acme.example > books@acme.example");

            assertThat(commands.run("customer", "email", "acme", "--none").out())
                    .isEqualTo("acme has no e-mail address.\n");
            assertThat(one(database, "select email from customer")).isEmpty();
        }
    }

    @Test
    void whatIsNoAddressAndWhoIsUnknownChangesNothing() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            var commands = Commands.on(database);
            commands.run("customer", "seller", "main", "--name", "Seller", "--country", "DE");
            commands.run("customer", "add", "acme", "--name", "Acme", "--currency", "EUR", "--seller", "main");

            var wrong = commands.run("customer", "email", "acme", "nowhere");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.err()).contains("\"nowhere\" is not an e-mail address.");
            assertThat(commands.run("customer", "email", "nobody", "a@b.example")
                            .err())
                    .contains("There is no customer \"nobody\".");
            assertThat(commands.run("customer", "email", "acme").status()).isEqualTo(2);
            assertThat(commands.run("customer", "email", "acme", "a@b.example", "--none")
                            .status())
                    .isEqualTo(2);
            assertThat(one(database, "select email from customer")).isEmpty();
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
