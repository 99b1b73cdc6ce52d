package org.countinghouse.billing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.Subscription;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageInbox;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.metering.UsageRetention;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;

/** A customer that has left its name in every corner of a real database, billed, paid and over. */
final class ErasureWorld implements AutoCloseable {
    static final String ID = "roadrunner-77";
    static final String NAME = "Wile Roadrunner Trading";
    static final String EMAIL = "wile@roadrunner.example";
    /** What must not be found afterwards, and is looked for in any case of letters. */
    static final List<String> PLANTED = List.of(
            ID,
            NAME,
            EMAIL,
            "old@roadrunner.example",
            "DE777000777",
            "Canyon Road 77",
            "roadrunner-before",
            "copy@roadrunner.example");

    final BilledWorld world = BilledWorld.fresh();
    final Workspace workspace;
    Invoice invoice;

    ErasureWorld(Path home) {
        workspace = Workspace.open(
                new DataHome(home),
                TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword()),
                world.clock(),
                Progress.NONE);
        save("old@roadrunner.example");
        world.customers()
                .subscribe(new Subscription(
                        ID, "mixed", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 11, 1), "UTC", Map.of()));
        world.subscribe("other", "mixed");
        new CustomerContacts(world.database()).email(ID, EMAIL);
        use();
        world.draftOctober();
        invoice = world.invoiceOf(ID);
        var life = new InvoiceLife(world.database(), world.clock());
        life.describe(invoice.id(), "PO of " + NAME, "Thank you, " + NAME);
        life.review(List.of(invoice.id()), "asked by " + EMAIL);
        life.approve(List.of(invoice.id()), NAME + " agrees");
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        invoice = world.invoiceOf(ID);
        mail();
        world.credits().grant(ID, BigDecimal.ONE, "EUR", null, 0, "for " + NAME, "credit-" + ID);
        life.pay(invoice.id(), null, null, "transfer of " + NAME);
        others();
    }

    private void save(String email) {
        world.customers()
                .save(new Customer(
                        ID,
                        NAME,
                        email,
                        "Canyon Road 77\n12345 Mesaville",
                        "DE",
                        "DE777000777",
                        "EUR",
                        "en",
                        "UTC",
                        "main"));
    }

    private void use() {
        take(ID, "first-" + ID, "api_call", 150);
        take("other", "1", "api_call", 70);
        take("roadrunner-before", "second", "api_call", 50);
        take(ID, "unknown-type", "no_such_event", 1);
        var inbox = new UsageInbox(world.database(), world.clock());
        inbox.map("roadrunner-before", ID);
        take("roadrunner-before", "third", "api_call", 20);
    }

    void take(String customer, String id, String event, int quantity) {
        String json =
                "[{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"%s\",\"time\":\"2026-10-05T10:00:00Z\",\"quantity\":%d,\"properties\":{\"region\":\"eu\",\"who\":\"%s\"}}]"
                        .formatted(customer, id, event, quantity, customer.equals("other") ? "x" : EMAIL);
        try (var intake = new UsageIntake(world.database(), world.clock())) {
            intake.take(
                    UsageDocument.read(
                            json.getBytes(StandardCharsets.UTF_8),
                            null,
                            world.clock().instant()),
                    null);
        }
    }

    private void mail() {
        MailMessage message = workspace
                .outbox()
                .request(
                        workspace
                                .mailDrafts()
                                .ofInvoice(invoice.id())
                                .with(List.of(EMAIL), List.of("copy@roadrunner.example"), null, "Dear " + NAME + ","),
                        false);
        workspace.outbox().cancel(message.id());
    }

    private void others() {
        var retention = new UsageRetention(world.database());
        retention.hold(ID, "lawsuit of " + NAME);
        retention.release(ID);
        String of = " from customer where external_id = '" + ID + "'";
        world.corrupt(
                "insert into customer_tax (customer_id, treatment, reason, set_at) select id, 'exempt', 'as " + NAME
                        + " says', now()" + of + ";"
                        + "insert into tax_number_check (customer_id, tax_id, register, answer, name, address, consultation,"
                        + " checked_at) select id, tax_id, 'VIES', 'valid', name, address, 'WAPI1', now()" + of + ";"
                        + "insert into access_token (id, name, scopes, customer_id, issued_at, expires_at) select"
                        + " gen_random_uuid(), 'of " + NAME + "', '{usage:write}', id, now(), now() + interval '1 year'"
                        + of + ";"
                        + "insert into quota_override (customer_id, meter_code, window_kind, feature, kind, overage, reason,"
                        + " set_at) select id, 'calls', 'month', 'calls', 'soft', 'allowed', 'wish of " + NAME
                        + "', now()" + of + ";"
                        + "insert into subscription_change (subscription_id, kind, effective_on, reason, at, undone_at, undone_by,"
                        + " undone_reason) select s.id, 'pause', '2026-10-01', 'call from " + EMAIL
                        + "', now(), now(), 'x', 'not "
                        + NAME + "' from subscription s where s.customer_id = (select id" + of + ");"
                        + "insert into usage_correction (customer_id, key, kind, content_hash, event_id, reason) select id,"
                        + " gen_random_uuid(), 'cancel', gen_random_uuid(), 'first-" + ID + "', 'error of " + NAME + "'"
                        + of + ";"
                        + "insert into import_batch (file_name, format, started_at) values ('" + ID
                        + "-october.csv', 'csv', now());"
                        + "insert into usage_inbox (key, reason, detail, source, raw) values (gen_random_uuid(), 'unreadable', 'x',"
                        + " 'http', '{\"customer\":\"" + ID + "\"');"
                        + "insert into audit_entry (action, subject, detail) values ('test', 'import 1', '{\"by\":\""
                        + EMAIL + "\"}')");
    }

    CustomerErasure erasure() {
        return new CustomerErasure(world.database());
    }

    long id() {
        return world.number("select customer_id from invoice where id = " + invoice.id())
                .longValueExact();
    }

    /** Columns of any table in which one of the planted words stands, as {@code table.column}. */
    Set<String> found() throws SQLException {
        var found = new TreeSet<String>();
        try (Connection superuser = TestDatabase.superuser(world.test().name())) {
            for (String[] column : columns(superuser)) {
                if (holds(superuser, column[0], column[1])) {
                    found.add(column[0] + "." + column[1]);
                }
            }
        }
        return found;
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        var columns = new ArrayList<String[]>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select c.table_name, c.column_name from information_schema.columns c
                            join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = 'countinghouse' and t.table_type = 'BASE TABLE'
                            and (c.data_type in ('text', 'jsonb', 'json', 'character', 'character varying', 'ARRAY', 'bytea'))
                            and c.table_name !~ '_[0-9]{4}_[0-9]{2}$'""")) {
            while (rows.next()) {
                columns.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        return columns;
    }

    private static boolean holds(Connection connection, String table, String column) throws SQLException {
        try (var statement = connection.prepareStatement("select exists (select from \"" + table
                + "\" where exists (select from unnest(?::text[]) w where strpos(lower(\"" + column
                + "\"::text), w) > 0))")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            PLANTED.stream()
                                    .map(word -> word.toLowerCase(Locale.ROOT))
                                    .toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        workspace.close();
        world.close();
    }
}
