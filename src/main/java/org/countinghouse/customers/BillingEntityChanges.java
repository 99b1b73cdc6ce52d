package org.countinghouse.customers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.regex.Pattern;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Adds billing entities and changes them, unless somebody else did so meanwhile. */
public final class BillingEntityChanges {
    private static final Pattern PREFIX = Pattern.compile("[^\\s\\p{Cntrl}]{0,20}");

    private final Database database;
    private final Clock clock;

    public BillingEntityChanges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The same on another database, for a look at what a change would do. */
    public BillingEntityChanges on(Database other) {
        return new BillingEntityChanges(other, clock);
    }

    /**
     * Adds a billing entity. Its {@code taxes} are not looked at: rates are set by date.
     *
     * @param creditNotePrefix text before the number of a credit note
     * @throws Failure {@code seller.*} naming the field, {@code seller.there} when there is one of this code
     */
    public void add(BillingEntity entity, String creditNotePrefix) {
        check(entity, creditNotePrefix);
        write(
                entity,
                creditNotePrefix,
                "seller.add",
                """
                insert into billing_entity (name, address, country, tax_id, email, bank_details, payment_terms_days,
                    invoice_prefix, credit_note_prefix, time_zone, code, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, 'UTC'), ?, ?) on conflict (code) do nothing""",
                clock.millis(),
                new Failure(
                        "seller.there",
                        "There is a billing entity \"" + entity.code() + "\" already.",
                        "Give another code. Nothing was stored."));
    }

    /**
     * Changes a billing entity. Invoices and credit notes that have a number keep what they say.
     *
     * @param revision as it was read
     * @throws Failure {@code seller.*} naming the field, {@code seller.changed} when it is not as it was read
     */
    public void change(BillingEntity entity, String creditNotePrefix, int revision) {
        check(entity, creditNotePrefix);
        write(
                entity,
                creditNotePrefix,
                "seller.change",
                """
                update billing_entity set name = ?, address = ?, country = ?, tax_id = ?, email = ?, bank_details = ?,
                    payment_terms_days = ?, invoice_prefix = ?, credit_note_prefix = ?, time_zone = coalesce(?, time_zone),
                    revision = revision + 1
                where code = ? and revision = ?""",
                revision,
                new Failure(
                        "seller.changed",
                        "Billing entity \"" + entity.code() + "\" was changed by somebody else meanwhile.",
                        "Look at it as it is now, and change it again. Nothing was stored."));
    }

    private static void check(BillingEntity entity, String creditNotePrefix) {
        CustomerCheck.check(entity);
        for (String prefix : new String[] {entity.invoicePrefix(), creditNotePrefix}) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new Failure(
                        "seller.prefix",
                        "\"" + prefix + "\" cannot stand before numbers.",
                        "Give at most 20 characters without spaces, for example INV-. Nothing was stored.");
            }
        }
        if (entity.invoicePrefix().equals(creditNotePrefix)) {
            throw new Failure(
                    "seller.prefixes",
                    "Invoices and credit notes would have the same numbers.",
                    "Give them different prefixes, for example INV- and CN-. Nothing was stored.");
        }
    }

    /**
     * @param last a revision, or the moment in milliseconds
     * @param otherwise what is thrown when no row was written
     */
    private void write(
            BillingEntity entity, String creditNotePrefix, String act, String sql, long last, Failure otherwise) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, entity.name());
                statement.setString(2, entity.address());
                statement.setString(3, entity.country());
                statement.setString(4, entity.taxId());
                statement.setString(5, entity.email());
                statement.setString(6, entity.bankDetails());
                statement.setInt(7, entity.paymentTermsDays());
                statement.setString(8, entity.invoicePrefix());
                statement.setString(9, creditNotePrefix);
                statement.setString(10, entity.timeZone());
                statement.setString(11, entity.code());
                if (act.equals("seller.add")) {
                    statement.setTimestamp(12, new Timestamp(last));
                } else {
                    statement.setLong(12, last);
                }
                if (statement.executeUpdate() == 0) {
                    throw otherwise;
                }
            }
            audit(connection, entity, creditNotePrefix, act);
            Database.notify(connection, "seller", entity.code());
            return true;
        });
    }

    private static void audit(Connection connection, BillingEntity entity, String creditNotePrefix, String act)
            throws SQLException {
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("name", entity.name())
                .put("country", entity.country())
                .put("tax_id", entity.taxId())
                .put("terms_days", entity.paymentTermsDays())
                .put("invoice_prefix", entity.invoicePrefix())
                .put("credit_note_prefix", creditNotePrefix)
                .put("time_zone", entity.timeZone());
        AuditLog.append(connection, act, "billing entity " + entity.code(), detail.toString());
    }
}
