package org.countinghouse.billing.currency;

import java.util.List;
import java.util.Set;

/** Somebody who publishes exchange rates. */
public interface RateSource {
    /** As kept with each rate. */
    String name();

    /**
     * Asks for current rates. What the source does not know is left out.
     *
     * @param wanted ISO 4217
     * @return rates of one euro
     * @throws org.countinghouse.work.Failure {@code currency.source} when it does not answer, or nothing of use
     */
    List<ExchangeRate> ofEuro(Set<String> wanted);
}
