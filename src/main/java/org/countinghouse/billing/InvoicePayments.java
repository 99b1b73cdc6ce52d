package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
        BigDecimal open = InvoiceLife.open(connection, id);
        if (reference != null && paidBefore(id, reference)) {
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
        if (left.signum() == 0) {
            String reason = reference == null ? "" : reference;
            Transitions.move(connection, List.of(invoice), InvoiceStatus.PAID, reason, now);
        }
        return new Recorded(payment, left);
    }

    private boolean paidBefore(long id, String reference) throws SQLException {
        try (var statement =
                connection.prepareStatement("select from invoice_payment where invoice_id = ? and reference = ?")) {
            statement.setLong(1, id);
            statement.setString(2, reference);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void refuseUnfit(Transitions.Locked invoice, BigDecimal open, BigDecimal paid) {
        if (!invoice.status().mayBecome(InvoiceStatus.PAID)) {
            throw new Failure(
                    "invoice.state",
                    invoice.name() + " is " + Transitions.words(invoice.status()) + " and takes no payment.",
                    "Nothing was changed.");
        }
        Payer.requireAmount("payment.amount", paid, invoice.currency());
        if (paid.compareTo(open) > 0) {
            throw new Failure(
                    "payment.amount",
                    invoice.name() + " has " + Amounts.plain(open, invoice.currency()) + " open, the payment is "
                            + Amounts.plain(paid, invoice.currency()) + ".",
                    "Nothing was changed. Record what belongs to this invoice, and the rest as a top-up of the"
                            + " wallet.");
        }
    }

    /** Somewhere it may be tomorrow already. */
    private void refuseAhead(Transitions.Locked invoice, @Nullable LocalDate receivedOn) {
        if (receivedOn != null
                && receivedOn.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))) {
            throw new Failure(
                    "payment.day",
                    "A payment for " + invoice.name() + " cannot have been received on " + receivedOn + ".",
                    "Nothing was changed. Record it when it is there.");
        }
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
            statement.setObject(3, receivedOn == null ? LocalDate.ofInstant(now, ZoneOffset.UTC) : receivedOn);
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
