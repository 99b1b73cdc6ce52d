package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.countinghouse.billing.BilledWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books, the life of invoices and credit notes on the command line. */
class BooksCommandTest {
    @TempDir
    private Path folder;

    private BilledWorld world;
    private Commands commands;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        commands = Commands.on(world.test());
        world.subscribe("acme", "mixed");
        world.draftOctober();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String run(String... words) {
        var result = commands.run((Object[]) words);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out();
    }

    @Test
    void anInvoiceLivesFromDraftToCreditNote() {
        String id = Long.toString(world.invoiceOf("acme").id());
        run("invoices", "describe", id, "--purchase-order", "PO-7", "--note", "Thank you");
        assertThat(run("invoices", "review", id, "--reason", "large")).contains("1 drafts are in review");
        assertThat(commands.run("finalise", id).err()).contains("is in review");
        run("invoices", "approve", id);
        run("finalise", id);
        assertThat(run("invoice", id, "--json"))
                .contains("\"purchase_order\":\"PO-7\"")
                .contains("\"note\":\"Thank you\"");
        assertThat(commands.run("invoices", "describe", id, "--note", "x").err())
                .contains("cannot change");
        String number = world.invoiceOf("acme").number();
        assertThat(run("invoices", "pay", number, "--amount", "100", "--key", "bank-1"))
                .contains("54.66 EUR");
        assertThat(run("credit-note", "issue", number, "--reason", "outage", "--line", "1=10", "--dry-run"))
                .contains("(not issued)");
        String issued = run("credit-note", "issue", number, "--reason", "outage", "--line", "1=10");
        assertThat(issued).startsWith("CN-").contains("11.90");
        String note = issued.split(" ", 2)[0];
        assertThat(run("credit-note", "show", note)).contains("outage");
        assertThat(run("credit-note", "list", number)).contains(note);
        assertThat(run("invoices", "write-off", number, "--reason", "insolvent"))
                .contains("written off");
        assertThat(run("books", "verify")).contains("The books agree; 1 invoices");
    }

    @Test
    void aPaymentIsTakenBackAfterALookAtWhatThatDoes() {
        String id = Long.toString(world.invoiceOf("acme").id());
        run("finalise", id);
        run("invoices", "pay", id, "--key", "bank-1");
        assertThat(commands.run("invoices", "pay", id, "--amount", "20", "--key", "bank-1")
                        .err())
                .contains("Reference bank-1", "154.66 EUR", "20.00 EUR");
        assertThat(commands.run("invoices", "pay", id, "--amount", "20", "--key", "bank-1")
                        .status())
                .isEqualTo(2);
        String payment = run("payments", "list", id).strip().split(" ", 2)[0];
        assertThat(run("payments", "take-back", payment, "--dry-run"))
                .contains("Would be: 154.66 EUR of Invoice", "it is final, 154.66 EUR stay open.");
        assertThat(world.invoiceOf("acme").status().code()).isEqualTo("paid");
        assertThat(commands.run("payments", "take-back", payment).err()).contains("needs a reason");
        assertThat(run("payments", "take-back", payment, "--reason", "returned"))
                .contains("154.66 EUR stay open.");
        assertThat(run("payments", "list", id)).contains("taken back on", ": returned");
        run("books", "verify");
    }

    @Test
    void aVoidInvoiceIsDraftedAgain() {
        String id = Long.toString(world.invoiceOf("acme").id());
        run("finalise", id);
        assertThat(run("invoices", "void", id, "--reason", "wrong address", "--reissue"))
                .contains("1 invoices are void, 1 drafted anew");
        run("finalise", "--period", "2026-10");
        assertThat(world.invoiceOf("acme").number()).endsWith("-000002");
        run("books", "verify");
    }

    @Test
    void linesByHandAreWrittenChangedAndTakenOff() {
        String id = Long.toString(world.invoiceOf("acme").id());
        assertThat(run("invoices", "line", "add", id, "--text", "Setup", "--price", "100", "--dry-run"))
                .contains("net 233.33, tax 40.33, total 273.66 EUR (before: 154.66)");
        run("invoices", "line", "add", id, "--text", "Setup", "--price", "100", "--revision", "0");
        assertThat(commands.run("invoices", "line", "remove", id, "manual-1", "--revision", "0")
                        .err())
                .contains("was changed by somebody else");
        assertThat(run("invoices", "line", "change", id, "manual-1", "--text", "Setup", "--price", "-10"))
                .contains("net 123.33");
        assertThat(run("invoices", "refresh", id)).contains("net 123.33");
        assertThat(run("invoices", "line", "remove", id, "manual-1")).contains("net 133.33");
        assertThat(commands.run("invoices", "line", "add", id, "--text", "x", "--price", "1", "--from", "2026-11-01")
                        .status())
                .isNotZero();
        String oneOff = run(
                "invoices",
                "one-off",
                "acme",
                "--text",
                "Workshop",
                "--price",
                "500",
                "--quantity",
                "2",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-03");
        assertThat(oneOff).startsWith("Draft ").contains("total 1190.00 EUR");
        String draft = oneOff.split("[ :]", 3)[1];
        run("finalise", id, draft);
        assertThat(run("invoice", draft, "--json")).contains("\"service_from\":\"2026-11-01\"");
        assertThat(run("invoices", "void", draft, "--reason", "twice", "--reissue"))
                .contains("1 drafted anew");
        run("books", "verify");
    }

    @Test
    void anotherCustomerPays() {
        world.subscribe("shop", "basic");
        assertThat(run("customer", "payer", "shop", "--by", "acme")).contains("Invoices of shop are addressed to acme");
        assertThat(commands.run("customer", "payer", "acme", "--by", "shop").err())
                .contains("who pays for others pays itself");
        world.draftOctober();
        assertThat(run("invoices", "--json", "--period", "2026-10"))
                .contains("\"customer\":\"acme\",\"used_by\":\"shop\"");
        assertThat(run("customer", "payer", "shop", "--itself")).contains("shop pays itself");
    }

    @Test
    void verifyTellsTheFirstDifferenceOrEveryOne() {
        run("finalise", "--period", "2026-10");
        world.corrupt("update ledger_entry set amount = amount + 1 where account = 'receivables'");
        var first = commands.run("books", "verify");
        assertThat(first.status()).isEqualTo(1);
        assertThat(first.out().lines()).singleElement().asString().contains("[ledger.balanced]");
        assertThat(commands.run("books", "verify", "--all").out().lines())
                .hasSizeGreaterThan(2)
                .anyMatch(line -> line.contains("[ledger.trial-balance]"));
    }

    @Test
    void reportsArePrintedAndWritten() throws Exception {
        run("finalise", "--period", "2026-10");
        run("books", "accounts", "--entity", "main", "--set", "receivables=10001");
        String to = "2199-12-31";
        String number = world.invoiceOf("acme").number();
        assertThat(run("books", "trial-balance", "--from", "2000-01-01", "--to", to))
                .contains("10001")
                .contains("receivables")
                .contains("154.66");
        assertThat(run("books", "statement", "tax", "--from", "2000-01-01", "--to", to, "--customer", "acme"))
                .contains("21.33");
        assertThat(run("books", "ageing", "--from", "2000-01-01", "--to", to))
                .contains("acme")
                .contains("154.66");
        assertThat(run("books", "revenue", "--from", "2000-01-01", "--to", to))
                .contains("2026-10")
                .contains("133.33");
        assertThat(run("books", "deferred", "--from", "2000-01-01", "--to", to).lines())
                .hasSize(1);
        assertThat(run("books", "recognise")).contains("0 months");
        Path journal = folder.resolve("journal.csv");
        run("books", "export", "--from", "2000-01-01", "--to", to, "--csv", journal.toString());
        assertThat(Files.readAllLines(journal))
                .hasSize(6)
                .anyMatch(line -> line.contains(number + ",10001,receivables,acme,EUR,154.66,"));
    }
}
