package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What a price is for, in words. Units are words of the person who made the meter, most often in the plural, so a
 * sentence never bends them.
 *
 * @param words one priced unit, for example {@code 1,000 requests} or {@code unit (requests)}
 * @param heading above prices of it
 * @param many what the meter counts, for example {@code requests}
 */
record PricedUnit(String words, String heading, String many) {
    /** @param divideBy units of the meter in one priced unit; null for one */
    static PricedUnit of(Texts texts, Amounts amounts, @Nullable BigDecimal divideBy, String meterUnit) {
        String many = meterUnit.isEmpty() ? texts.get("plans.units") : meterUnit;
        if (divideBy == null) {
            String one = meterUnit.isEmpty() ? texts.get("plans.unit") : texts.get("plans.unit.of", meterUnit);
            return new PricedUnit(one, texts.get("plans.tier.price"), many);
        }
        String several = amounts.number(divideBy) + " " + many;
        return new PricedUnit(several, texts.get("plans.tier.unit", several), several);
    }
}
