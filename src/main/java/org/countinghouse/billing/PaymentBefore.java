package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A payment of an invoice that was recorded with a key and stands.
 *
 * @param amount of the invoice that it settled, in the invoice's currency
 * @param received null: it came in the invoice's currency
 */
record PaymentBefore(
        String reference, BigDecimal amount, LocalDate receivedOn, InvoiceLife.@Nullable Received received) {

    static @Nullable PaymentBefore find(Connection connection, long invoice, String reference) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select amount, received_on, received_currency, received_amount from invoice_payment p
                where invoice_id = ? and reference = ?
                    and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)""")) {
            statement.setLong(1, invoice);
            statement.setString(2, reference);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String currency = row.getString(3);
                return new PaymentBefore(
                        reference,
                        row.getBigDecimal(1),
                        row.getObject(2, LocalDate.class),
                        currency == null ? null : new InvoiceLife.Received(currency, row.getBigDecimal(4)));
            }
        }
    }

    /**
     * Refuses another payment under the same key.
     *
     * @param wanted null: not named
     * @param day null: not named
     * @throws Failure {@code payment.reference} naming both
     */
    void requireSame(
            Transitions.Locked invoice,
            @Nullable BigDecimal wanted,
            @Nullable LocalDate day,
            InvoiceLife.@Nullable Received other) {
        boolean same = (wanted == null || wanted.compareTo(amount) == 0)
                && (day == null || day.equals(receivedOn))
                && (other == null
                        ? received == null
                        : received != null
                                && other.currency().equals(received.currency())
                                && other.amount().compareTo(received.amount()) == 0);
        if (same) {
            return;
        }
        throw new Failure(
                "payment.reference",
                "Reference " + reference + " of " + invoice.name() + " was used for "
                        + words(amount, received, receivedOn, invoice.currency()) + "; this payment is "
                        + words(
                                wanted == null ? amount : wanted,
                                other,
                                day == null ? receivedOn : day,
                                invoice.currency())
                        + ".",
                "Nothing was changed. Record another payment with a reference of its own; if the first one is wrong,"
                        + " take it back, and its reference is free again.");
    }

    private static String words(
            BigDecimal amount, InvoiceLife.@Nullable Received received, LocalDate day, String currency) {
        return Amounts.plain(amount, currency)
                + (received == null
                        ? ""
                        : " (received as " + Amounts.plain(received.amount(), received.currency()) + ")")
                + " of " + day;
    }
}
