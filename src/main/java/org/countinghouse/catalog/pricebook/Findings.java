package org.countinghouse.catalog.pricebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the report while a price list is read. */
final class Findings {
    private record Place(String key, String field) {}

    private final List<PriceReport.Taken> taken = new ArrayList<>();
    private final List<PriceReport.LeftOut> leftOut = new ArrayList<>();
    private final List<PriceReport.Remark> remarks = new ArrayList<>();
    private final Set<Place> known = new HashSet<>();
    private int entries;

    void entry() {
        entries++;
    }

    int entries() {
        return entries;
    }

    /** A price may stand in several versions of a charge; it was taken once. */
    void take(String key, Listed listed, String plan, String charge) {
        if (known.add(new Place(key, listed.field()))) {
            taken.add(new PriceReport.Taken(key, listed.field(), listed.value(), plan, charge));
        }
    }

    void leave(String key, @Nullable String field, Reason reason, String message) {
        leftOut.add(new PriceReport.LeftOut(key, field, reason, message));
    }

    void remark(String key, String code, String message) {
        remarks.add(new PriceReport.Remark(key, code, message));
    }

    PriceReport report(PriceSource source) {
        return new PriceReport(source, entries, taken, leftOut, remarks);
    }
}
