package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.Collection;
import org.countinghouse.desktop.common.Formats;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;

/** Prices of one currency as people read them, with every decimal they have. */
final class Amounts {
    /** Below this a price is hard to compare by its zeros; it is then also told for a million. */
    private static final BigDecimal TINY = new BigDecimal("0.001");

    private final Formats formats;
    private final CurrencyUnit currency;

    Amounts(Formats formats, CurrencyUnit currency) {
        this.formats = formats;
        this.currency = currency;
    }

    String of(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return formats.money(BigMoney.of(currency, plain.scale() < 0 ? plain.setScale(0) : plain));
    }

    /** True when the largest of the prices is so small that people speak of a million. */
    static boolean areTiny(Collection<BigDecimal> prices) {
        BigDecimal largest = prices.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
        return largest.signum() > 0 && largest.compareTo(TINY) < 0;
    }

    String ofMillion(BigDecimal price) {
        return of(price.movePointRight(6));
    }

    String number(BigDecimal value) {
        return formats.number(value);
    }

    /** @param percent 19 for 19 % */
    String percent(BigDecimal percent) {
        return formats.number(percent) + " %";
    }

    CurrencyUnit currency() {
        return currency;
    }
}
