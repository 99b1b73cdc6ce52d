package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;

/** Takes over the entries of one source, one by one. */
interface PriceList {
    /**
     * Takes over what can be told exactly; the rest goes to the findings.
     *
     * @param key of the entry where the file has one, else empty
     * @throws CatalogFailure when the entry is not as its source has entries
     */
    void add(String key, JsonNode entry);

    /** The plans of all entries so far; called once, at the end. */
    List<PlanDocument> plans();

    /** What the plans count; called after {@link #plans}. */
    List<Meter> meters();
}
