package org.countinghouse.billing;

import java.math.BigDecimal;
import org.countinghouse.rating.RatingResult;

/**
 * What a change of lines makes of an invoice, in its currency.
 *
 * @param before the total as it is; zero of an invoice that is not there yet
 */
public record LineEffect(
        String currency, BigDecimal before, BigDecimal net, BigDecimal tax, BigDecimal total, BigDecimal due) {
    static LineEffect of(BigDecimal before, RatingResult after) {
        return new LineEffect(after.currency().getCode(), before, after.net(), after.tax(), after.total(), after.due());
    }
}
