package org.countinghouse.money;

import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** The ISO 4217 currencies that money is kept in. */
public final class Currencies {
    private Currencies() {}

    /** The currency of a three-letter code; empty for unknown codes and for gold, funds and test codes. */
    public static Optional<CurrencyUnit> find(String code) {
        return CurrencyUnit.registeredCurrencies().stream()
                .filter(currency -> currency.getCode().equals(code) && !currency.isPseudoCurrency())
                .findFirst();
    }
}
