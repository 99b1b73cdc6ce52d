package org.countinghouse.catalog.pricebook;

import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;

/**
 * A price list as plans.
 *
 * @param meters what the plans count
 */
public record PriceBook(List<PlanDocument> plans, List<Meter> meters, PriceReport report) {
    public PriceBook {
        plans = List.copyOf(plans);
        meters = List.copyOf(meters);
    }
}
