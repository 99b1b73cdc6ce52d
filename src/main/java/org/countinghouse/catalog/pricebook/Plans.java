package org.countinghouse.catalog.pricebook;

import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.PlanDocument;
import org.joda.money.CurrencyUnit;

/** Plans that hold a price list: monthly, nothing but charges. */
final class Plans {
    private Plans() {}

    static PlanDocument of(String code, String name, CurrencyUnit currency, List<Charge> charges) {
        return new PlanDocument(
                code,
                name,
                currency,
                Interval.MONTH,
                PlanDocument.Anchor.CALENDAR,
                0,
                PlanDocument.Rounding.DEFAULT,
                PlanDocument.TaxRounding.INVOICE,
                false,
                List.of(),
                charges,
                null,
                List.of());
    }
}
