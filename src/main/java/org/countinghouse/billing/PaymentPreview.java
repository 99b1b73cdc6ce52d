package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.jspecify.annotations.Nullable;

/**
 * What a payment books, read from its entries in the ledger.
 *
 * @param before a payment with this key was recorded already, and nothing more is booked
 * @param amount what it settles, in the invoice's currency; zero when it was recorded before
 * @param currency the invoice's
 * @param left what stays open, in the invoice's currency
 * @param books what it is in the books' currency; null when the books are in the invoice's own
 */
public record PaymentPreview(
        boolean before,
        BigDecimal amount,
        String currency,
        BigDecimal left,
        @Nullable InBooks books) {
    /**
     * A payment in the books' currency.
     *
     * @param currency the books'
     * @param issued the rate that the invoice was issued at
     * @param day of the payment
     * @param ofDay the rate of that day, for comparison; null when none is kept
     * @param expected what the settled part is at the invoice's rate; null when the money came in the invoice's currency
     * @param received what came; null as above
     * @param difference realised exchange difference: above zero a gain, below it a loss; zero when the money came in the
     *     invoice's currency, which exchanges nothing
     */
    public record InBooks(
            String currency,
            ExchangeRate issued,
            LocalDate day,
            @Nullable ExchangeRate ofDay,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal received,
            BigDecimal difference) {}

    private static final String BOOKED = """
            select i.currency, i.books_currency, i.exchange_rate, i.exchange_rate_day, i.exchange_rate_source,
                coalesce(p.amount, 0) as amount, p.received_amount,
                coalesce((select -sum(e.amount) from ledger_transaction t join ledger_entry e
                    on e.ledger_transaction_id = t.id where t.kind = 'payment' and t.source = p.id
                        and e.account = 'exchange_position' and e.currency = i.books_currency), 0) as expected,
                coalesce((select -sum(e.amount) from ledger_transaction t join ledger_entry e
                    on e.ledger_transaction_id = t.id where t.kind = 'payment' and t.source = p.id
                        and e.account = 'exchange_difference'), 0) as difference
            from invoice i left join invoice_payment p on p.invoice_id = i.id and p.id = ? where i.id = ?""";

    /** Of a payment that was just recorded in this transaction. */
    static PaymentPreview of(Connection connection, long invoice, InvoicePayments.Recorded recorded, LocalDate day)
            throws SQLException {
        try (var statement = connection.prepareStatement(BOOKED)) {
            statement.setObject(1, recorded.payment(), java.sql.Types.BIGINT);
            statement.setLong(2, invoice);
            try (var row = statement.executeQuery()) {
                row.next();
                return new PaymentPreview(
                        recorded.payment() == null,
                        row.getBigDecimal("amount"),
                        row.getString("currency"),
                        recorded.left(),
                        row.getString("books_currency") == null ? null : books(connection, row, day));
            }
        }
    }

    private static InBooks books(Connection connection, ResultSet row, LocalDate day) throws SQLException {
        String currency = row.getString("currency");
        String books = row.getString("books_currency");
        BigDecimal received = row.getBigDecimal("received_amount");
        return new InBooks(
                books,
                new ExchangeRate(
                        currency,
                        books,
                        row.getObject("exchange_rate_day", LocalDate.class),
                        row.getBigDecimal("exchange_rate"),
                        row.getString("exchange_rate_source")),
                day,
                ExchangeRates.find(connection, currency, books, day).orElse(null),
                received == null ? null : row.getBigDecimal("expected"),
                received,
                row.getBigDecimal("difference"));
    }
}
