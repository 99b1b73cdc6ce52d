package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code group} pays for {@code shop} on one invoice; after October became final everybody moves or is renamed. */
class KeptPartiesTest {
    @TempDir
    private Path folder;

    private BilledWorld world;
    private Workspace workspace;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("group", "mixed");
        world.subscribe("shop", "basic");
        customer("group", "Group GmbH", "books@group.example", "Alte Gasse 1\n10115 Berlin", "DE123456788", "de");
        customer("shop", "Corner Shop", "", "", "", "en");
        var payers = new CustomerPayers(world.database());
        payers.set("shop", "group");
        payers.together("group", true);
        workspace = Workspace.open(
                new DataHome(folder),
                TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword()),
                world.clock(),
                Progress.NONE);
        world.draftOctober();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        workspace.close();
        world.close();
    }

    @Test
    void aDraftNamesThePartiesAsTheyAreNow() throws IOException {
        Invoice draft = world.invoiceOf("group");
        move();
        assertThat(text(workspace.invoicePdf(draft.id())))
                .contains("Group SE", "Neue Allee 9", "DE999999999", "Renamed Seller", "Corner Store (shop)")
                .doesNotContain("Group GmbH", "Alte Gasse", "DE123456788", "Corner Shop");
        assertThat(world.number("select count(*) from invoice_parties")).isZero();
    }

    @Test
    void aFinalInvoiceKeepsThemOnPaperAndInMail() throws IOException {
        Invoice invoice = issue();
        byte[] before = workspace.invoicePdf(invoice.id());
        assertThat(text(before))
                .contains("Group GmbH", "Alte Gasse 1", "10115 Berlin", "DE123456788", "Seller", "Corner Shop (shop)");
        CreditNote note = workspace
                .creditNotes()
                .issue(invoice.id(), new CreditRequest.Lines(Map.of(1, BigDecimal.TEN)), "outage", null);
        byte[] noteBefore = workspace.creditNotePdf(note.number());
        MailDraft mail = workspace.mailDrafts().ofInvoice(invoice.id());

        move();

        assertThat(workspace.invoicePdf(invoice.id())).isEqualTo(before);
        assertThat(workspace.creditNotePdf(note.number())).isEqualTo(noteBefore);
        MailDraft after = workspace.mailDrafts().ofInvoice(invoice.id());
        assertThat(after.text()).isEqualTo(mail.text());
        assertThat(after.subject()).isEqualTo(mail.subject()).contains("Rechnung");
        assertThat(after.recipientName()).isEqualTo("Group GmbH");
        assertThat(after.senderName()).isEqualTo("Seller");
        assertThat(after.recipients().to()).as("where somebody reads it today").containsExactly("office@group.example");
        world.clock().moveTo("2026-12-02");
        world.draft(BillingPeriod.parse("2026-11"));
        Invoice next = world.invoiceOf("group");
        assertThat(next.id()).isNotEqualTo(invoice.id());
        assertThat(text(workspace.invoicePdf(next.id())))
                .contains("Group SE", "Neue Allee 9", "Renamed Seller", "Corner Store (shop)")
                .doesNotContain("Alte Gasse");
    }

    @Test
    void manyInvoicesKeepTheirsWithOneStatement() {
        world.subscribeMany("basic", 1_100);
        world.draftOctober();
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(world.number("select count(*) from invoice where number is not null"))
                .isEqualByComparingTo("1101");
        assertThat(world.number("select count(*) from invoice i join customer c on c.id = i.customer_id"
                        + " join invoice_parties k on k.invoice_id = i.id and k.customer_id = c.id"
                        + " where k.buyer = party(c) and k.seller ->> 'name' = 'Seller'"
                        + " and (k.users is null) = (i.kind <> 'consolidated')"))
                .isEqualByComparingTo("1101");
    }

    @Test
    void nobodyChangesThem() throws SQLException {
        issue();
        try (Connection superuser = TestDatabase.superuser(world.test().name());
                Statement statement = superuser.createStatement()) {
            for (String change : List.of(
                    "update invoice_parties set buyer = '{}'",
                    "delete from invoice_parties",
                    "truncate invoice_parties")) {
                assertThatThrownBy(() -> statement.execute(change))
                        .as(change)
                        .hasMessageContaining("a final invoice keeps its parties");
            }
        }
    }

    @Test
    void whoIsPaidForDoesNotReadWhoPays() {
        issue();
        assertThat(buyers("group")).containsExactly("Group GmbH");
        assertThat(buyers("shop")).isEmpty();
    }

    /** Forgets them, and says the migration's own statement once more. */
    @Test
    void whatWasIssuedBeforeIsKeptAsItIsKnownWhenTheSchemaIsMigrated() throws IOException {
        issue();
        String kept = kept();
        String migration;
        try (var file = KeptPartiesTest.class.getResourceAsStream("/db/migration/V37__kept_parties.sql")) {
            migration = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        int from = migration.indexOf("insert into", migration.indexOf("-- What was issued before"));
        world.corrupt("delete from invoice_parties;" + migration.substring(from, migration.indexOf(';', from)));
        assertThat(kept()).isEqualTo(kept).contains("Group GmbH", "Corner Shop");
    }

    private Invoice issue() {
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        Invoice invoice = world.invoiceOf("group");
        assertThat(invoice.number()).isNotNull();
        return invoice;
    }

    private void move() {
        customer("group", "Group SE", "office@group.example", "Neue Allee 9\n80331 München", "DE999999999", "en");
        customer("shop", "Corner Store", "", "", "", "en");
        world.customers()
                .save(new BillingEntity(
                        "main",
                        "Renamed Seller",
                        "Elsewhere 2",
                        "DE",
                        "DE2",
                        "new@seller.example",
                        "",
                        7,
                        "R-",
                        List.of()));
    }

    private void customer(String id, String name, String email, String address, String taxId, String language) {
        world.customers().save(new Customer(id, name, email, address, "DE", taxId, "EUR", language, "UTC", "main"));
    }

    private String kept() {
        return world.database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select string_agg(to_jsonb(k)::text, ' ' order by invoice_id) from invoice_parties k")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private List<String> buyers(String customer) {
        long id = world.number("select id from customer where external_id = '" + customer + "'")
                .longValueExact();
        return world.database().confined(id).read(connection -> {
            var names = new ArrayList<String>();
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("select buyer ->> 'name' from invoice_parties")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
