package org.countinghouse.billing.tax;

import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.jspecify.annotations.Nullable;

/** Someone who knows which tax numbers exist. */
public interface TaxRegister {
    /** As kept with every answer, for example {@code VIES}. */
    String name();

    /**
     * Asks. An outage is an answer, not an exception.
     *
     * @param asking the seller's own number, for which the register issues a proof of the inquiry; null: none
     */
    TaxNumberAnswer ask(TaxNumber number, @Nullable TaxNumber asking);
}
