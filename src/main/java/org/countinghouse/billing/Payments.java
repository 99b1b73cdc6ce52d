package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Payments that were recorded for invoices, and taking one back that was recorded wrongly or that the bank returned. What
 * the payment booked is booked the other way round, and an invoice that it had paid is again what it was before.
 */
public final class Payments {
    private static final String SELECT = """
            select p.id, p.invoice_id, p.amount, i.currency, p.received_on, p.reference, p.at, p.by, p.received_currency,
                p.received_amount, p.recovery, r.reason, r.booked_on, r.at, r.by
            from invoice_payment p join invoice i on i.id = p.invoice_id
                left join invoice_payment_reversal r on r.invoice_payment_id = p.id
            """;

    private final Database database;
    private final Clock clock;

    public Payments(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A payment.
     *
     * @param amount of the invoice that it settles, in the invoice's currency; above zero
     * @param received what came, when it came in the currency of the books
     * @param recovery it came after the invoice was written off
     * @param takenBack null: it stands
     */
    public record Payment(
            long id,
            long invoiceId,
            BigDecimal amount,
            String currency,
            LocalDate receivedOn,
            @Nullable String reference,
            Instant at,
            String by,
            InvoiceLife.@Nullable Received received,
            boolean recovery,
            @Nullable TakenBack takenBack) {}

    /** Why a payment does not stand any more. */
    public record TakenBack(String reason, LocalDate bookedOn, Instant at, String by) {}

    /**
     * What taking a payment back does.
     *
     * @param invoice as a person knows it
     * @param open what is to be paid after it, in the invoice's currency; zero of one that is written off
     * @param from the state of the invoice before it
     * @param to the state after it
     * @param difference realised exchange difference that is taken back, in the currency of what came: above zero a gain,
     *     below it a loss
     */
    public record Effect(
            Payment payment,
            String invoice,
            BigDecimal open,
            InvoiceStatus from,
            InvoiceStatus to,
            LocalDate bookedOn,
            BigDecimal difference) {}

    /** Of an invoice, the oldest first. */
    public List<Payment> of(long invoiceId) {
        return database.read(connection -> {
            var found = new ArrayList<Payment>();
            try (var statement = connection.prepareStatement(SELECT + "where p.invoice_id = ? order by p.id")) {
                statement.setLong(1, invoiceId);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(payment(row));
                    }
                }
            }
            return found;
        });
    }

    /**
     * Takes a payment back, today or on the day it was received when that is later.
     *
     * @throws Failure {@code payment.missing}, {@code payment.taken-back} when it was taken back before,
     *     {@code payment.written-off} when the rest of its invoice was written off after it, {@code invoice.reason}
     *     without a reason, {@code period.locked} when the day's period is closed
     */
    public Effect takeBack(long paymentId, String reason) {
        return database.write(connection -> {
            Effect effect = takeBack(connection, paymentId, reason);
            Database.notify(connection, "invoice", "moved");
            return effect;
        });
    }

    /** What {@link #takeBack} would do: the same work, taken back. Changes nothing. */
    public Effect preview(long paymentId) {
        return database.trial(connection -> takeBack(connection, paymentId, "preview"));
    }

    private Effect takeBack(Connection connection, long paymentId, String reason) throws SQLException {
        if (reason.isBlank()) {
            throw new Failure("invoice.reason", "This step needs a reason.", "Say in a few words why.");
        }
        Payment found = find(connection, paymentId);
        var invoice = Transitions.lock(connection, List.of(found.invoiceId())).getFirst();
        Payment payment = find(connection, paymentId); // as it is now that nobody else changes it
        refuseUnfit(invoice, payment);
        LocalDate today =
                BookDay.ofInvoice(connection, clock.instant(), invoice.id()).day();
        LocalDate bookedOn = payment.receivedOn().isAfter(today) ? payment.receivedOn() : today;
        insert(connection, paymentId, reason.strip(), bookedOn);
        Posting.post(connection, PostingKind.PAYMENT_REVERSAL, List.of(paymentId));
        InvoiceStatus to = invoice.status();
        if (to == InvoiceStatus.PAID) {
            to = Transitions.reopen(connection, invoice, reason.strip(), clock.instant());
        }
        AuditLog.append(
                connection,
                "payment.take_back",
                "invoice " + invoice.id(),
                BillingJson.write(BillingJson.object()
                        .put("payment", paymentId)
                        .put("amount", payment.amount().toPlainString())
                        .put("currency", payment.currency())
                        .put("reason", reason)));
        return new Effect(
                payment,
                invoice.name(),
                InvoiceLife.open(connection, invoice.id()),
                invoice.status(),
                to,
                bookedOn,
                difference(connection, paymentId));
    }

    private static void refuseUnfit(Transitions.Locked invoice, Payment payment) {
        String name = "Payment " + payment.id() + " of " + invoice.name();
        TakenBack before = payment.takenBack();
        if (before != null) {
            throw new Failure(
                    "payment.taken-back",
                    name + " was taken back on " + before.bookedOn() + " by " + before.by() + ": " + before.reason(),
                    "Nothing was changed.");
        }
        if (invoice.status() == InvoiceStatus.UNCOLLECTIBLE && !payment.recovery()) {
            throw new Failure(
                    "payment.written-off",
                    "What was open beside it of " + invoice.name() + " was written off after payment " + payment.id()
                            + ".",
                    "Nothing was changed. Correct it in your accountant's program.");
        }
    }

    private void insert(Connection connection, long payment, String reason, LocalDate bookedOn) throws SQLException {
        try (var statement = connection.prepareStatement("insert into invoice_payment_reversal (invoice_payment_id,"
                + " reason, booked_on, at) values (?, ?, ?, ?)")) {
            statement.setLong(1, payment);
            statement.setString(2, reason);
            statement.setObject(3, bookedOn);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    private static BigDecimal difference(Connection connection, long payment) throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(-sum(amount), 0) from payment_booking"
                + " where id = ? and account = 'exchange_difference'")) {
            statement.setLong(1, payment);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }

    private static Payment find(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + "where p.id = ?")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "payment.missing",
                            "There is no payment " + id + ".",
                            "List the payments of its invoice and choose again. Nothing was changed.");
                }
                return payment(row);
            }
        }
    }

    private static Payment payment(ResultSet row) throws SQLException {
        String received = row.getString(9);
        String reason = row.getString(12);
        return new Payment(
                row.getLong(1),
                row.getLong(2),
                row.getBigDecimal(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getString(6),
                row.getTimestamp(7).toInstant(),
                row.getString(8),
                received == null ? null : new InvoiceLife.Received(received, row.getBigDecimal(10)),
                row.getBoolean(11),
                reason == null
                        ? null
                        : new TakenBack(
                                reason,
                                row.getObject(13, LocalDate.class),
                                row.getTimestamp(14).toInstant(),
                                row.getString(15)));
    }
}
