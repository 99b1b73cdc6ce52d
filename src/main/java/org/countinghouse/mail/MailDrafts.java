package org.countinghouse.mail;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.documents.PaperFormat;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Proposes messages: to whom, and in what words. Nothing is stored. Names and language are those of the document that is
 * attached; the addresses are those of today, where somebody reads it.
 */
public final class MailDrafts {
    private static final String PARTIES = """
            select i.id, i.number, i.status, i.issued_on, i.due_on, i.period_from, i.period_to, i.currency,
                (select coalesce(sum(x.amount), 0) from ledger_entry x
                    where x.invoice_id = i.id and x.account = 'receivables') as open,
                c.email, coalesce(k.buyer ->> 'name', c.name) as customer,
                coalesce(k.buyer ->> 'language', c.language) as language,
                coalesce(k.seller ->> 'name', e.name) as seller, e.email as reply_to,
                n.id as note_id, n.number as note_number, n.issued_on as note_issued_on, n.total as note_total
            from invoice i join customer c on c.id = i.customer_id
                join billing_entity e on e.id = i.billing_entity_id
                left join invoice_parties k on k.invoice_id = i.id
                left join credit_note n on n.invoice_id = i.id and n.number = ?
            where i.id = ?""";

    private final Database database;

    public MailDrafts(Database database) {
        this.database = database;
    }

    /**
     * A message with an invoice.
     *
     * @throws Failure {@code invoice.missing}, {@code mail.not-issued} for a draft or a void invoice
     */
    public MailDraft ofInvoice(long invoiceId) {
        return propose(invoiceId, null);
    }

    /**
     * A message with a credit note of an invoice.
     *
     * @throws Failure as above, {@code credit.missing}
     */
    public MailDraft ofCreditNote(long invoiceId, String number) {
        return propose(invoiceId, number);
    }

    private MailDraft propose(long invoiceId, @Nullable String note) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(PARTIES)) {
                statement.setString(1, note);
                statement.setLong(2, invoiceId);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "invoice.missing", "There is no invoice " + invoiceId + ".", "Nothing was sent.");
                    }
                    refuseUnissued(row, invoiceId);
                    if (note == null) {
                        return invoice(row);
                    }
                    if (row.getString("note_number") == null) {
                        throw new Failure(
                                "credit.missing",
                                "There is no credit note \"" + note + "\" of this invoice.",
                                "Nothing was sent.");
                    }
                    return creditNote(row);
                }
            }
        });
    }

    private static void refuseUnissued(ResultSet row, long invoiceId) throws SQLException {
        String number = row.getString("number");
        if (number == null || row.getString("status").equals("void")) {
            throw new Failure(
                    "mail.not-issued",
                    number == null ? "Draft " + invoiceId + " is not issued yet." : "Invoice " + number + " is void.",
                    "Only issued invoices are sent. Nothing was sent.");
        }
    }

    private static MailDraft invoice(ResultSet row) throws SQLException {
        var words = new MailWords(row.getString("language"));
        var format = format(row);
        String number = row.getString("number");
        BigDecimal open = row.getBigDecimal("open");
        LocalDate due = row.getObject("due_on", LocalDate.class);
        String pay = open.signum() > 0 && due != null
                ? words.get("invoice.open", Map.of("amount", money(row, format, open), "due", format.date(due)))
                : words.get("invoice.settled", Map.of());
        var values = Map.of(
                "number",
                number,
                "seller",
                seller(row),
                "issued",
                format.date(row.getObject("issued_on", LocalDate.class)),
                "period",
                format.days(
                        row.getObject("period_from", LocalDate.class),
                        row.getObject("period_to", LocalDate.class).minusDays(1)),
                "pay",
                pay);
        return draft(row, null, number, words.get("invoice.subject", values), words.get("invoice.text", values));
    }

    private static MailDraft creditNote(ResultSet row) throws SQLException {
        var words = new MailWords(row.getString("language"));
        var format = format(row);
        String number = row.getString("note_number");
        var values = Map.of(
                "number",
                number,
                "invoice",
                row.getString("number"),
                "seller",
                seller(row),
                "issued",
                format.date(row.getObject("note_issued_on", LocalDate.class)),
                "amount",
                money(row, format, row.getBigDecimal("note_total")));
        return draft(
                row,
                row.getLong("note_id"),
                number,
                words.get("credit.subject", values),
                words.get("credit.text", values));
    }

    private static MailDraft draft(
            ResultSet row, @Nullable Long creditNoteId, String number, String subject, String text)
            throws SQLException {
        return new MailDraft(
                row.getLong("id"),
                creditNoteId,
                number,
                Recipients.of(row.getString("email").strip()),
                PaperFormat.text(row.getString("customer")),
                seller(row),
                row.getString("reply_to").strip(),
                subject,
                text,
                number.replaceAll("[^A-Za-z0-9._-]+", "-") + ".pdf");
    }

    private static PaperFormat format(ResultSet row) throws SQLException {
        return new PaperFormat(
                row.getString("language").equals("de") ? Locale.GERMAN : Locale.ENGLISH, row.getString("currency"));
    }

    private static String money(ResultSet row, PaperFormat format, BigDecimal amount) throws SQLException {
        return row.getString("currency") + " " + format.amount(amount);
    }

    private static String seller(ResultSet row) throws SQLException {
        return PaperFormat.text(row.getString("seller"));
    }
}
