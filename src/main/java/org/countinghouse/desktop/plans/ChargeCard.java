package org.countinghouse.desktop.plans;

import java.util.List;
import org.countinghouse.catalog.Charge;

/**
 * A charge as people read it.
 *
 * @param meterUnit what one of the meter's quantity is called; empty when nobody named it
 * @param facts what is measured and which of it is priced
 */
record ChargeCard(
        Charge charge, String meterUnit, PricedUnit unit, List<Fact> facts, PriceDescription price, Amounts amounts) {
    public ChargeCard {
        facts = List.copyOf(facts);
    }
}
