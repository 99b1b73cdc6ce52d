package org.countinghouse.desktop.plans;

import java.util.List;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plan, ready to be read.
 *
 * @param rules billing rules of the whole plan
 * @param fees null when the plan has none
 * @param document the plan document, indented
 * @param review its checks, and what it is compared with
 */
record VersionPage(
        PlanVersion version,
        List<Fact> rules,
        @Nullable PriceTable fees,
        List<ChargeViewModel> charges,
        String document,
        ReviewViewModel review) {
    public VersionPage {
        rules = List.copyOf(rules);
        charges = List.copyOf(charges);
    }
}
