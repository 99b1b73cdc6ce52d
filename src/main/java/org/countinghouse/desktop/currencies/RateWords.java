package org.countinghouse.desktop.currencies;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Currency;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;

/** How the desktop speaks of exchange rates. */
record RateWords(Texts texts, Formats formats) {
    /** More digits say nothing to the eye; what is stored has all of them. */
    private static final MathContext SEEN = new MathContext(8, RoundingMode.HALF_EVEN);

    Status status(ExchangeRateRow row) {
        String word = texts.get("currencies.state." + row.state().name());
        return switch (row.state()) {
            case IN_FORCE -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case OF_ITS_DAY -> new Status(Tone.NEUTRAL, Feather.CALENDAR, word);
            case BEHIND -> new Status(Tone.NEUTRAL, Feather.CHEVRON_DOWN, word);
            case REPLACED -> new Status(Tone.NEUTRAL, Feather.CORNER_UP_LEFT, word);
        };
    }

    String source(String source) {
        return source.equals(ExchangeRates.MANUAL) ? texts.get("currencies.manual") : source;
    }

    String number(BigDecimal rate) {
        return formats.number(rate.round(SEEN));
    }

    /** For example {@code 1 EUR = 1.0945 USD}. */
    String sentence(ExchangeRate rate) {
        return "1 " + rate.base() + " = " + number(rate.rate()) + " " + rate.quote();
    }

    /** The same the other way. */
    String inverse(ExchangeRate rate) {
        return "1 " + rate.quote() + " = " + number(BigDecimal.ONE.divide(rate.rate(), SEEN)) + " " + rate.base();
    }

    String name(String currency) {
        return Currency.getInstance(currency).getDisplayName(texts.locale());
    }

    String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(
                unit, amount.setScale(Math.max(amount.scale(), unit.getDecimalPlaces()), RoundingMode.HALF_UP)));
    }
}
