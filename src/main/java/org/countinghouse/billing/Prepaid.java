package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.countinghouse.rating.Exchange;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What wallet and credits have paid of a subscription's period.
 *
 * @param fixed whether something was taken, which decides how the period's invoice is exchanged; also where what was taken
 *     and what was given back come to nothing
 * @param exchange how its prices were exchanged; null: it is in the plan's currency, or nothing is fixed
 */
record Prepaid(BigDecimal amount, boolean fixed, @Nullable Exchange exchange) {
    static final Prepaid NOTHING = new Prepaid(BigDecimal.ZERO, false, null);

    /** @param column of the currency; rate, day and source follow */
    static @Nullable Exchange exchange(ResultSet row, int column) throws SQLException {
        String currency = row.getString(column);
        return currency == null || row.getString(column + 1) == null
                ? null
                : new Exchange(
                        CurrencyUnit.of(currency),
                        new BigDecimal(row.getString(column + 1)),
                        LocalDate.parse(row.getString(column + 2)),
                        row.getString(column + 3));
    }
}
