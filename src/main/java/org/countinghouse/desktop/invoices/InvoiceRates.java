package org.countinghouse.desktop.invoices;

import java.math.MathContext;
import java.math.RoundingMode;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;

/** How the screen speaks of the exchange rates of an invoice. */
record InvoiceRates(Texts texts, Formats formats) {
    /** More digits say nothing to the eye; what is stored has all of them. */
    private static final MathContext SEEN = new MathContext(8, RoundingMode.HALF_EVEN);

    /** For example {@code 1 EUR = 1.0945 USD}. */
    String sentence(ExchangeRate rate) {
        return texts.get(
                "invoices.books.one", rate.base(), formats.number(rate.rate().round(SEEN)), rate.quote());
    }

    String source(ExchangeRate rate) {
        return rate.source().equals(ExchangeRates.MANUAL) ? texts.get("currencies.manual") : rate.source();
    }
}
