package org.countinghouse.workspace;

import java.util.Locale;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.documents.PaperFormat;

/** How a document speaks of exchange rates to who gets it. */
record RateOnPaper(Locale language) {
    private boolean german() {
        return language.getLanguage().equals("de");
    }

    /** How prices in another currency got into the document's. */
    String prices(ExchangeRate rate) {
        var format = new PaperFormat(german() ? Locale.GERMAN : Locale.ENGLISH, rate.quote());
        return (german() ? "Preise in " : "Prices in ") + rate.base()
                + (german() ? ", umgerechnet zu 1 " : ", exchanged at 1 ") + rate.base() + " = "
                + format.quantity(rate.rate()) + " " + rate.quote() + " (" + source(rate) + ", "
                + format.date(rate.day()) + ")";
    }

    /** Who said so; what the seller set by hand is its own rate. */
    String source(ExchangeRate rate) {
        if (!rate.source().equals(ExchangeRates.MANUAL)) {
            return rate.source();
        }
        return german() ? "von uns festgelegt" : "set by us";
    }
}
