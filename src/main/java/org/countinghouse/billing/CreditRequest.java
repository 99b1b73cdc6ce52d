package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.Map;

/** What of an invoice is to be credited. */
public sealed interface CreditRequest {
    /** All that was not credited before. */
    record Full() implements CreditRequest {}

    /**
     * Net amounts of single lines; their tax follows.
     *
     * @param amounts by the line's position, of the line's sign
     */
    record Lines(Map<Integer, BigDecimal> amounts) implements CreditRequest {
        public Lines {
            amounts = Map.copyOf(amounts);
        }
    }

    /**
     * A part of the whole invoice, spread over its lines and taxes.
     *
     * @param total with tax
     */
    record Amount(BigDecimal total) implements CreditRequest {}
}
