package org.countinghouse.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.countinghouse.storage.Database;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;

/** What a customer paid. */
public final class CustomerPayments {
    private static final String NEWEST = """
            select p.id, i.id as invoice_id, i.number, p.received_on, p.amount, i.currency,
                coalesce(p.reference, '') as reference, p.by, p.recovery,
                exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id) as taken_back
            from invoice i join invoice_payment p on p.invoice_id = i.id
            where i.customer_id = ?
            order by p.received_on desc, p.id desc
            limit ?
            """;

    /**
     * A payment in short.
     *
     * @param amount in the invoice's currency
     * @param reference the payer's or bank's; may be empty
     * @param recovery it came after its invoice was written off
     * @param takenBack it does not stand any more
     */
    public record Payment(
            long id,
            long invoiceId,
            String invoice,
            LocalDate receivedOn,
            BigMoney amount,
            String reference,
            String by,
            boolean recovery,
            boolean takenBack) {}

    private final Database database;

    public CustomerPayments(Database database) {
        this.database = database;
    }

    /** The newest, at most {@code limit}. */
    public List<Payment> of(long customer, int limit) {
        return database.read(connection -> {
            var found = new ArrayList<Payment>();
            try (var statement = connection.prepareStatement(NEWEST)) {
                statement.setLong(1, customer);
                statement.setInt(2, limit);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Payment(
                                row.getLong("id"),
                                row.getLong("invoice_id"),
                                row.getString("number"),
                                row.getObject("received_on", LocalDate.class),
                                BigMoney.of(
                                        CurrencyUnit.of(row.getString("currency")),
                                        new java.math.BigDecimal(Decimals.plain(row.getBigDecimal("amount")))),
                                row.getString("reference"),
                                row.getString("by"),
                                row.getBoolean("recovery"),
                                row.getBoolean("taken_back")));
                    }
                }
            }
            return found;
        });
    }
}
