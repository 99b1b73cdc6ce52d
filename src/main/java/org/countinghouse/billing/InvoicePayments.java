package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Records money that was received for an invoice, in one transaction with its entries in the ledger. */
final class InvoicePayments {
    private final Connection connection;
    private final Instant now;

    InvoicePayments(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /**
     * What was recorded.
     *
     * @param payment its id; null: a payment with this key was recorded before, and nothing was changed
     * @param left what stays open
     */
    record Recorded(@Nullable Long payment, BigDecimal left) {}

    /** As {@link InvoiceLife#pay(long, BigDecimal, LocalDate, String, InvoiceLife.Received)} says. */
    Recorded pay(
            long id,
            @Nullable BigDecimal amount,
            @Nullable LocalDate receivedOn,
            @Nullable String reference,
            InvoiceLife.@Nullable Received received)
            throws SQLException {
        var invoice = Transitions.lock(connection, List.of(id)).getFirst();
        boolean recovery = invoice.status() == InvoiceStatus.UNCOLLECTIBLE;
        BigDecimal open = recovery ? notRecovered(connection, id) : InvoiceLife.open(connection, id);
        var before = reference == null ? null : PaymentBefore.find(connection, id, reference);
        if (before != null) {
            before.requireSame(invoice, amount == null && open.signum() > 0 ? open : amount, receivedOn, received);
            return new Recorded(null, open);
        }
        BigDecimal paid = amount == null ? open : amount;
        refuseUnfit(invoice, open, paid);
        refuseAhead(invoice, receivedOn);
        if (received != null) {
            requireBooksCurrency(invoice, received);
        }
        long payment = insert(id, paid, receivedOn, reference, received);
        Posting.post(connection, PostingKind.PAYMENT, List.of(payment));
        BigDecimal left = open.subtract(paid);
        if (left.signum() == 0 && !recovery) {
            String reason = reference == null ? "" : reference;
            Transitions.move(connection, List.of(invoice), InvoiceStatus.PAID, reason, now);
        }
        return new Recorded(payment, left);
    }

    /** Of what was written off: what has not come in after all. */
    static BigDecimal notRecovered(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce((select amount from invoice_write_off w where w.invoice_id = i.id), 0)
                    - coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id and p.recovery
                        and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)), 0)
                from invoice i where i.id = ?""")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }

    private static void refuseUnfit(Transitions.Locked invoice, BigDecimal open, BigDecimal paid) {
        boolean recovery = invoice.status() == InvoiceStatus.UNCOLLECTIBLE;
        if (!recovery && !invoice.status().mayBecome(InvoiceStatus.PAID)) {
            throw new Failure(
                    "invoice.state",
                    invoice.name() + " is " + Transitions.words(invoice.status()) + " and takes no payment.",
                    "Nothing was changed.");
        }
        Payer.requireAmount("payment.amount", paid, invoice.currency());
        if (paid.compareTo(open) > 0) {
            throw new Failure(
                    "payment.amount",
                    invoice.name() + " has " + Amounts.plain(open, invoice.currency())
                            + (recovery ? " written off and not recovered" : " open") + ", the payment is "
                            + Amounts.plain(paid, invoice.currency()) + ".",
                    "Nothing was changed. Record what belongs to this invoice, and the rest as a top-up of the"
                            + " wallet.");
        }
    }

    /** Somewhere it may be tomorrow already. */
    private void refuseAhead(Transitions.Locked invoice, @Nullable LocalDate receivedOn) throws SQLException {
        if (receivedOn != null && receivedOn.isAfter(today(invoice.id()).plusDays(1))) {
            throw new Failure(
                    "payment.day",
                    "A payment for " + invoice.name() + " cannot have been received on " + receivedOn + ".",
                    "Nothing was changed. Record it when it is there.");
        }
    }

    private LocalDate today(long invoiceId) throws SQLException {
        return BookDay.ofInvoice(connection, now, invoiceId).day();
    }

    private void requireBooksCurrency(Transitions.Locked invoice, InvoiceLife.Received received) throws SQLException {
        Payer.requireAmount("payment.amount", received.amount(), received.currency());
        try (var statement = connection.prepareStatement("select books_currency from invoice where id = ?")) {
            statement.setLong(1, invoice.id());
            try (var row = statement.executeQuery()) {
                row.next();
                String books = row.getString(1);
                if (!received.currency().equals(books)) {
                    throw new Failure(
                            "payment.currency",
                            invoice.name() + " is in " + invoice.currency()
                                    + (books == null ? "" : ", the books are in " + books)
                                    + ", the payment is in " + received.currency() + ".",
                            "Nothing was changed. Record it in " + invoice.currency()
                                    + (books == null ? "" : " or in " + books) + ", as your bank credited it.");
                }
            }
        }
    }

    private long insert(
            long id,
            BigDecimal amount,
            @Nullable LocalDate receivedOn,
            @Nullable String reference,
            InvoiceLife.@Nullable Received received)
            throws SQLException {
        try (var statement = connection.prepareStatement("insert into invoice_payment (invoice_id, amount, received_on,"
                + " reference, at, received_currency, received_amount) values (?, ?, ?, ?, ?, ?, ?) returning id")) {
            statement.setLong(1, id);
            statement.setBigDecimal(2, amount);
            statement.setObject(3, receivedOn == null ? today(id) : receivedOn);
            statement.setString(4, reference);
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setString(6, received == null ? null : received.currency());
            statement.setBigDecimal(7, received == null ? null : received.amount());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
