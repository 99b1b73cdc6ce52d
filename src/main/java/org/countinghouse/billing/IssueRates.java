package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The rates at which invoices are issued whose currency is not the one of their seller's books. */
final class IssueRates {
    private final Connection connection;
    private final Map<String, ExchangeRate> known = new HashMap<>();

    IssueRates(Connection connection) {
        this.connection = connection;
    }

    /**
     * The rate for a draft.
     *
     * @param books currency of the seller's books; null: each invoice's own
     * @param day of the issue
     * @return null when the books are in the draft's own currency
     * @throws Failure {@code invoice.rate} when there is none
     */
    @Nullable
    ExchangeRate of(long draft, String currency, @Nullable String books, LocalDate day) throws SQLException {
        if (books == null || books.equals(currency)) {
            return null;
        }
        ExchangeRate rate = known.get(currency + books + day);
        if (rate == null) {
            rate = ExchangeRates.find(connection, currency, books, day)
                    .orElseThrow(
                            () -> new Failure(
                                    "invoice.rate",
                                    "Draft " + draft + " is in " + currency + ", the books are in " + books
                                            + ", and there is no exchange rate for " + day + ".",
                                    "Update the rates, set this one by hand, or leave the draft out. No invoice was numbered."));
            known.put(currency + books + day, rate);
        }
        return rate;
    }
}
