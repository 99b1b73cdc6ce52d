package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Corrects final invoices. What is still to be paid falls first; what was paid goes to the customer's wallet. All notes of
 * an invoice together never exceed what was billed, on no line and in no tax: the database sees to it, also when two
 * people credit at once.
 */
public final class CreditNotes {
    private final Database database;
    private final Clock clock;

    public CreditNotes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What {@link #issue} would give now; nothing is stored.
     *
     * @throws Failure as {@link #issue}
     */
    public CreditNote preview(long invoiceId, CreditRequest request) {
        return database.read(connection -> {
            var invoice = Credited.find(connection, invoiceId);
            return note(invoice, invoice.creditable(connection), request, "");
        });
    }

    /**
     * Issues a credit note: number, money and ledger in one transaction.
     *
     * @param reference the caller's key; the same one again changes nothing and gives the note of then
     * @throws Failure {@code invoice.missing}, {@code invoice.state} when the invoice is not final, void or written off,
     *     {@code credit.reason} without a reason, {@code credit.nothing}, {@code credit.too-much}, {@code credit.line},
     *     {@code credit.amount}, {@code credit.unsure} when the answer of the database was lost
     */
    public CreditNote issue(long invoiceId, CreditRequest request, String reason, @Nullable String reference) {
        if (reason.isBlank()) {
            throw new Failure("credit.reason", "A credit note needs a reason.", "Say in a few words why.");
        }
        return LostAnswer.CREDIT_NOTE.guard(
                "invoice " + invoiceId,
                reference,
                () -> database.write(connection -> {
                    var locked =
                            Transitions.lock(connection, List.of(invoiceId)).getFirst();
                    Optional<CreditNote> before = reference == null
                            ? Optional.empty()
                            : StoredCreditNotes.before(connection, invoiceId, reference);
                    if (before.isPresent()) {
                        return before.get();
                    }
                    var invoice = Credited.find(connection, invoiceId);
                    var note = note(invoice, invoice.creditable(connection), request, reason);
                    long id = store(connection, invoice, note, reference);
                    if (note.toWallet().signum() > 0) {
                        Wallets.giveBack(
                                connection,
                                locked.customerId(),
                                note.currency(),
                                note.toWallet(),
                                id,
                                reason,
                                clock.instant());
                    }
                    Posting.credit(connection, id);
                    var stored = StoredCreditNotes.find(connection, id);
                    settle(connection, locked, stored);
                    AuditLog.append(
                            connection,
                            "credit-note.issue",
                            "invoice " + invoiceId,
                            BillingJson.write(BillingJson.object()
                                    .put("number", stored.number())
                                    .put("total", stored.total().toPlainString())
                                    .put("reason", reason)));
                    Database.notify(connection, "invoice", "credited");
                    return stored;
                }));
    }

    /** An invoice of which nothing stays open is settled. */
    private void settle(Connection connection, Transitions.Locked invoice, CreditNote note) throws SQLException {
        boolean settled = note.toReceivable().signum() > 0
                && InvoiceLife.open(connection, invoice.id()).signum() == 0;
        if (settled) {
            Transitions.move(
                    connection, List.of(invoice), InvoiceStatus.PAID, "credit note " + note.number(), clock.instant());
        }
    }

    /** The credit notes of an invoice, the oldest first. */
    public List<CreditNote> of(long invoiceId) {
        return database.read(connection -> StoredCreditNotes.of(connection, invoiceId));
    }

    /**
     * The credit note of a number.
     *
     * @throws Failure {@code credit.missing}
     */
    public CreditNote find(String number) {
        return database.read(connection -> StoredCreditNotes.numbered(connection, number))
                .orElseThrow(() -> new Failure(
                        "credit.missing",
                        "There is no credit note \"" + number + "\".",
                        "List those of an invoice with: countinghouse credit-note list INVOICE"));
    }

    /** As above, of an id that a foreign key keeps. */
    public CreditNote find(long id) {
        return database.read(connection -> StoredCreditNotes.find(connection, id));
    }

    private static CreditNote note(Credited invoice, Creditable creditable, CreditRequest request, String reason) {
        String currency = creditable.currency();
        var split = CreditCalculation.split(creditable, request);
        BigDecimal net = Amounts.exact(split.net(), currency);
        BigDecimal tax = Amounts.exact(split.tax(), currency);
        BigDecimal total = net.add(tax);
        BigDecimal toReceivable = Amounts.exact(total.min(creditable.open().max(BigDecimal.ZERO)), currency);
        return new CreditNote(
                0,
                null,
                invoice.id(),
                invoice.number(),
                invoice.customer(),
                currency,
                reason,
                creditable.lines().stream()
                        .filter(line -> split.lines().containsKey(line.position()))
                        .map(line -> new CreditNote.Line(
                                line.position(), line.name(), Amounts.exact(split.line(line.position()), currency)))
                        .toList(),
                creditable.taxes().stream()
                        .filter(each -> split.taxes().containsKey(each.position()))
                        .map(each -> new CreditNote.Tax(
                                each.position(),
                                each.code(),
                                each.rate(),
                                Amounts.exact(split.tax(each.position()), currency)))
                        .toList(),
                net,
                tax,
                total,
                toReceivable,
                total.subtract(toReceivable),
                null,
                null,
                null);
    }

    private long store(Connection connection, Credited invoice, CreditNote note, @Nullable String reference)
            throws SQLException {
        Instant now = clock.instant();
        LocalDate today =
                BookDay.ofSeller(connection, now, invoice.billingEntityId()).day();
        String year = Integer.toString(today.getYear());
        long number = Numbering.take(connection, invoice.billingEntityId(), "credit-note-" + year, 1);
        long id = insert(
                connection, invoice, note, Numbering.format(invoice.prefix(), year, number), today, now, reference);
        StoredCreditNotes.addParts(connection, id, note);
        return id;
    }

    private static long insert(
            Connection connection,
            Credited invoice,
            CreditNote note,
            String number,
            LocalDate today,
            Instant now,
            @Nullable String reference)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into credit_note (billing_entity_id, customer_id, invoice_id, number, reason, currency, net, tax,
                    total, to_receivable, to_wallet, issued_on, reference, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
            statement.setLong(1, invoice.billingEntityId());
            statement.setLong(2, invoice.customerId());
            statement.setLong(3, invoice.id());
            statement.setString(4, number);
            statement.setString(5, note.reason());
            statement.setString(6, note.currency());
            statement.setBigDecimal(7, note.net());
            statement.setBigDecimal(8, note.tax());
            statement.setBigDecimal(9, note.total());
            statement.setBigDecimal(10, note.toReceivable());
            statement.setBigDecimal(11, note.toWallet());
            statement.setObject(12, today);
            statement.setString(13, reference);
            statement.setTimestamp(14, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The invoice that is credited. */
    private record Credited(
            long id,
            String number,
            long billingEntityId,
            long customerId,
            String customer,
            String currency,
            String prefix) {
        static Credited find(Connection connection, long id) throws SQLException {
            try (var statement = connection.prepareStatement("""
                    select i.number, i.status, i.billing_entity_id, i.customer_id, c.external_id, i.currency,
                        b.credit_note_prefix
                    from invoice i join customer c on c.id = i.customer_id
                        join billing_entity b on b.id = i.billing_entity_id
                    where i.id = ?""")) {
                statement.setLong(1, id);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure("invoice.missing", "There is no invoice " + id + ".", "");
                    }
                    var status = InvoiceStatus.of(row.getString(2));
                    String number = row.getString(1);
                    if (number == null || !status.creditable()) {
                        throw new Failure(
                                "invoice.state",
                                (number == null ? "Draft " + id : "Invoice " + number) + " is "
                                        + Transitions.words(status) + " and cannot be credited.",
                                number == null
                                        ? "Change the draft, or bill its period again."
                                        : "Nothing was credited.");
                    }
                    return new Credited(
                            id,
                            number,
                            row.getLong(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7));
                }
            }
        }

        Creditable creditable(Connection connection) throws SQLException {
            return Creditable.of(connection, id, currency);
        }
    }
}
