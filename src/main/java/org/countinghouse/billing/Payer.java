package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.money.Currencies;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A customer whose money moves.
 *
 * @param ownCurrency ISO 4217: what it is billed in, as who pays for it decides, or its own
 */
record Payer(long id, String customer, String ownCurrency) {
    /** @throws Failure {@code customer.unknown} */
    static Payer find(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select u.id, coalesce(case when u.payer_id is null then u.billing_currency else p.billing_currency end,"
                        + " u.currency) from customer u left join customer p on p.id = u.payer_id"
                        + " where u.external_id = ?")) {
            statement.setString(1, customer.replace("\0", ""));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure("customer.unknown", "There is no customer \"" + customer + "\".", "");
                }
                return new Payer(row.getLong(1), customer, row.getString(2));
            }
        }
    }

    String currency(@Nullable String wanted) {
        return wanted == null ? ownCurrency : unit(wanted).getCode();
    }

    private static CurrencyUnit unit(String code) {
        return Currencies.find(code)
                .orElseThrow(() -> new Failure(
                        "currency.unknown",
                        "There is no currency \"" + code + "\".",
                        "Give a code of ISO 4217, for example EUR."));
    }

    /** Above zero, and no more decimals than the currency has. */
    static void requireAmount(String code, BigDecimal amount, String currency) {
        int decimals = unit(currency).getDecimalPlaces();
        if (amount.signum() <= 0
                || amount.precision() - amount.scale() > 20
                || amount.stripTrailingZeros().scale() > decimals) {
            throw new Failure(
                    code,
                    "The amount must be above zero, with at most " + decimals + " decimals in " + currency + ".",
                    "Nothing was changed.");
        }
    }
}
