package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Steps in an invoice's life besides becoming final: review before it, and being sent, paid, overdue, void or written off
 * after it. Each step keeps who took it, when and why; those that move money post it in the same transaction.
 */
public final class InvoiceLife {
    private static final int LONGEST_ORDER = 100;
    private static final int LONGEST_NOTE = 2_000;

    private final Database database;
    private final Clock clock;

    public InvoiceLife(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One step that was taken. */
    public record Step(@Nullable InvoiceStatus from, InvoiceStatus to, Instant at, String by, String reason) {}

    /** What happened to an invoice, the oldest first. */
    public List<Step> steps(long invoiceId) {
        return database.read(connection -> {
            var steps = new ArrayList<Step>();
            try (var statement = connection.prepareStatement("select from_status, to_status, at, by, reason"
                    + " from invoice_transition where invoice_id = ? order by id")) {
                statement.setLong(1, invoiceId);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        String from = row.getString(1);
                        steps.add(new Step(
                                from == null ? null : InvoiceStatus.of(from),
                                InvoiceStatus.of(row.getString(2)),
                                row.getTimestamp(3).toInstant(),
                                row.getString(4),
                                row.getString(5)));
                    }
                }
            }
            return steps;
        });
    }

    /** What is still to be paid; zero for a draft. */
    public BigDecimal open(long invoiceId) {
        return database.read(connection -> open(connection, invoiceId));
    }

    /** The most that a payment may settle: what is open, or what was written off and has not come in. */
    public BigDecimal payable(long invoiceId) {
        return database.read(
                connection -> open(connection, invoiceId).add(InvoicePayments.notRecovered(connection, invoiceId)));
    }

    /** Payments of invoices, and taking one back. */
    public Payments payments() {
        return new Payments(database, clock);
    }

    static BigDecimal open(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(sum(amount), 0) from ledger_entry"
                + " where invoice_id = ? and account = 'receivables'")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }

    /**
     * Drafts that somebody is to look at first; they cannot become final meanwhile.
     *
     * @return number that moved
     * @throws Failure {@code invoice.missing}, {@code invoice.state}
     */
    public int review(Collection<Long> ids, String reason) {
        return move(ids, InvoiceStatus.IN_REVIEW, reason);
    }

    /**
     * Drafts that may become final.
     *
     * @return number that moved
     * @throws Failure {@code invoice.missing}, {@code invoice.state}, {@code invoice.problems} when one has usage
     *     without a price
     */
    public int approve(Collection<Long> ids, String reason) {
        return database.write(connection -> {
            var locked = Transitions.lock(connection, ids);
            UsageProblems.refuse(connection, ids, "Nothing was approved.");
            return told(
                    connection, Transitions.move(connection, locked, InvoiceStatus.APPROVED, reason, clock.instant()));
        });
    }

    /**
     * Back to a draft.
     *
     * @return number that moved
     * @throws Failure {@code invoice.missing}, {@code invoice.state}, {@code invoice.reason} without a reason
     */
    public int reject(Collection<Long> ids, String reason) {
        requireReason(reason);
        return move(ids, InvoiceStatus.DRAFT, reason);
    }

    /**
     * Invoices that were sent to their customers.
     *
     * @return number that moved
     * @throws Failure {@code invoice.missing}, {@code invoice.state}
     */
    public int sent(Collection<Long> ids, String how) {
        return move(ids, InvoiceStatus.SENT, how);
    }

    /**
     * Marks an invoice as sent in the caller's transaction, if it is final and not further on already.
     *
     * @param how for the history
     * @return whether it moved
     */
    public static boolean sent(Connection connection, long id, String how, Instant at) throws SQLException {
        var invoice = Transitions.lock(connection, List.of(id)).getFirst();
        return invoice.status() == InvoiceStatus.FINAL
                && Transitions.move(connection, List.of(invoice), InvoiceStatus.SENT, how, at) == 1;
    }

    private int move(Collection<Long> ids, InvoiceStatus to, String reason) {
        return database.write(connection -> told(
                connection,
                Transitions.move(connection, Transitions.lock(connection, ids), to, reason, clock.instant())));
    }

    /**
     * What a draft says to its customer beyond the figures.
     *
     * @param purchaseOrder the customer's own number for it, one line; empty for none
     * @param note empty for none
     * @throws Failure {@code invoice.missing}, {@code invoice.state} when it is final, {@code invoice.text} when one is too
     *     long
     */
    public void describe(long id, String purchaseOrder, String note) {
        if (purchaseOrder.length() > LONGEST_ORDER
                || purchaseOrder.lines().count() > 1
                || note.length() > LONGEST_NOTE) {
            throw new Failure(
                    "invoice.text",
                    "A purchase order has one line of up to " + LONGEST_ORDER + " characters, a note up to "
                            + LONGEST_NOTE + ".",
                    "Nothing was changed.");
        }
        database.write(connection -> {
            var invoice = Transitions.lock(connection, List.of(id)).getFirst();
            if (!invoice.status().open()) {
                throw new Failure(
                        "invoice.state",
                        invoice.name() + " is " + Transitions.words(invoice.status()) + " and cannot change.",
                        "Nothing was changed.");
            }
            try (var statement = connection.prepareStatement(
                    "update invoice set purchase_order = ?, note = ?, revision = revision + 1 where id = ?")) {
                statement.setString(1, purchaseOrder.strip());
                statement.setString(2, note.strip());
                statement.setLong(3, id);
                statement.executeUpdate();
            }
            AuditLog.append(
                    connection,
                    "invoice.describe",
                    "invoice " + id,
                    BillingJson.write(BillingJson.object()
                            .put("purchase_order", purchaseOrder)
                            .put("note", note)));
            return told(connection, 1);
        });
    }

    /** Marks what was due before today and is still open. Returns their number. */
    public int markOverdue() {
        LocalDate today = today();
        return database.write(connection -> {
            var late = new ArrayList<Long>();
            try (var statement = connection.prepareStatement("""
                    select i.id from invoice i where i.status in ('final', 'sent') and i.due_on < ?
                        and (select sum(amount) from ledger_entry e
                            where e.invoice_id = i.id and e.account = 'receivables') > 0
                    order by i.id for no key update of i""")) {
                statement.setObject(1, today);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        late.add(row.getLong(1));
                    }
                }
            }
            var locked = Transitions.lock(connection, late);
            return told(
                    connection,
                    Transitions.move(
                            connection, locked, InvoiceStatus.OVERDUE, "due before " + today, clock.instant()));
        });
    }

    /**
     * Money that came in another currency than the invoice's.
     *
     * @param currency that of the seller's books
     * @param amount above zero
     */
    public record Received(String currency, BigDecimal amount) {}

    /**
     * Money that was received for an invoice, in its currency; see below.
     */
    public BigDecimal pay(
            long id, @Nullable BigDecimal amount, @Nullable LocalDate receivedOn, @Nullable String reference) {
        return pay(id, amount, receivedOn, reference, null);
    }

    /**
     * Money that was received for an invoice. When nothing stays open, the invoice is paid. What came in the books'
     * currency settles its part at the invoice's rate; the rest of it is a realised exchange difference. What comes in
     * after an invoice was written off stands against the write-off, up to all of it; the invoice stays uncollectible.
     *
     * @param amount of the invoice that it settles, in the invoice's currency; null: all that is open, or was written off
     * @param receivedOn null: today
     * @param reference the bank's or payer's key; the same one again changes nothing
     * @param received null: the same amount, in the invoice's currency
     * @return what stays open
     * @throws Failure {@code invoice.missing}, {@code invoice.state}, {@code payment.amount} when it is not above zero, or
     *     more than is open, {@code payment.currency} when it is neither the invoice's nor the one of the books,
     *     {@code payment.day} when that is still to come, {@code payment.reference} when the key was used for another
     *     amount, currency or day, {@code period.locked} when its period is closed
     */
    public BigDecimal pay(
            long id,
            @Nullable BigDecimal amount,
            @Nullable LocalDate receivedOn,
            @Nullable String reference,
            @Nullable Received received) {
        return database.write(connection -> {
            var recorded =
                    new InvoicePayments(connection, clock.instant()).pay(id, amount, receivedOn, reference, received);
            told(connection, 1);
            return recorded.left();
        });
    }

    /**
     * What {@link #pay(long, BigDecimal, LocalDate, String, Received)} would book: the same work, taken back. Changes
     * nothing.
     *
     * @param reference null: not known yet
     * @throws Failure as the payment itself would
     */
    public PaymentPreview previewPayment(
            long id,
            @Nullable BigDecimal amount,
            @Nullable LocalDate receivedOn,
            @Nullable String reference,
            @Nullable Received received) {
        LocalDate day = receivedOn == null ? today() : receivedOn;
        return database.trial(connection -> {
            var recorded = new InvoicePayments(connection, clock.instant()).pay(id, amount, day, reference, received);
            return PaymentPreview.of(connection, id, recorded, day);
        });
    }

    /**
     * Takes an invoice back as a whole: its number stays, its period may be billed again. A draft is discarded so.
     *
     * @throws Failure {@code invoice.missing}, {@code invoice.state}, {@code invoice.reason} without a reason,
     *     {@code invoice.settled} when it has payments or credit notes, {@code invoice.credit-used} when the customer
     *     has used what it gave back, {@code invoice.taken-back} when its period's own invoice has taken it back,
     *     {@code invoice.late-usage} when another invoice bills late usage of its period, or of one whose late usage it
     *     bills and that invoice goes on from
     */
    public void makeVoid(long id, String reason) {
        requireReason(reason);
        database.write(connection -> {
            var invoice = Transitions.lock(connection, List.of(id)).getFirst();
            if (invoice.status() == InvoiceStatus.VOID) {
                return false;
            }
            VoidRules.check(connection, invoice);
            Wallets.takeBack(connection, id, invoice.name(), clock.instant());
            Transitions.move(connection, List.of(invoice), InvoiceStatus.VOID, reason, clock.instant());
            Posting.reverse(connection, id, today());
            told(connection, 1);
            return true;
        });
    }

    /**
     * Gives up what is open of an invoice.
     *
     * @return the amount given up
     * @throws Failure {@code invoice.missing}, {@code invoice.state}, {@code invoice.reason} without a reason,
     *     {@code invoice.nothing-open}
     */
    public BigDecimal writeOff(long id, String reason) {
        requireReason(reason);
        return database.write(connection -> {
            var invoice = Transitions.lock(connection, List.of(id)).getFirst();
            BigDecimal open = open(connection, id);
            if (invoice.status().mayBecome(InvoiceStatus.UNCOLLECTIBLE) && open.signum() <= 0) {
                throw new Failure(
                        "invoice.nothing-open", invoice.name() + " has nothing open.", "Nothing was changed.");
            }
            if (invoice.status().mayBecome(InvoiceStatus.UNCOLLECTIBLE)) {
                insertWriteOff(connection, id, open, reason);
                Posting.post(connection, PostingKind.WRITE_OFF, List.of(id));
            }
            Transitions.move(connection, List.of(invoice), InvoiceStatus.UNCOLLECTIBLE, reason, clock.instant());
            told(connection, 1);
            return open;
        });
    }

    private void insertWriteOff(Connection connection, long id, BigDecimal open, String reason) throws SQLException {
        try (var statement = connection.prepareStatement("insert into invoice_write_off (invoice_id, amount, reason,"
                + " booked_on, at) values (?, ?, ?, ?, ?)")) {
            statement.setLong(1, id);
            statement.setBigDecimal(2, open);
            statement.setString(3, reason);
            statement.setObject(4, today());
            statement.setTimestamp(5, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new Failure("invoice.reason", "This step needs a reason.", "Say in a few words why.");
        }
    }

    private static int told(Connection connection, int moved) throws SQLException {
        if (moved > 0) {
            Database.notify(connection, "invoice", "moved");
        }
        return moved;
    }

    /** The day on which steps are booked that name none, in UTC. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
