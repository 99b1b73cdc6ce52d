package org.countinghouse.desktop.plans;

import java.util.List;
import org.countinghouse.storage.catalog.PlanVersion;

/**
 * A plan in the list.
 *
 * @param versions newest first, never empty
 * @param subscriptions on all its versions
 */
public record PlanRow(String code, String name, String currency, List<PlanVersion> versions, long subscriptions) {
    public PlanRow {
        versions = List.copyOf(versions);
    }

    static PlanRow of(List<PlanVersion> newestFirst) {
        PlanVersion newest = newestFirst.getFirst();
        return new PlanRow(
                newest.plan(),
                newest.document().name(),
                newest.document().currency().getCode(),
                newestFirst,
                newestFirst.stream().mapToLong(PlanVersion::subscriptions).sum());
    }
}
