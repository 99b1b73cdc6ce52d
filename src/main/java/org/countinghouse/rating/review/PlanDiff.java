package org.countinghouse.rating.review;

import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;

/**
 * How two plans differ.
 *
 * @param changes in the order of the second document, what is gone at the end of its list
 * @param comparisons of charges that both have and that differ, and of everything with one meter where fees differ
 * @param notCompared names of changed charges whose totals cannot be told from a quantity alone
 */
public record PlanDiff(List<Change> changes, List<Comparison> comparisons, List<String> notCompared) {
    public PlanDiff {
        changes = List.copyOf(changes);
        comparisons = List.copyOf(comparisons);
        notCompared = List.copyOf(notCompared);
    }

    /** @param meters by code, as far as they are known */
    public static PlanDiff between(PlanDocument before, PlanDocument after, Map<String, Meter> meters) {
        var comparisons = new PlanComparisons(before, after, meters);
        comparisons.compare();
        return new PlanDiff(PlanChanges.between(before, after), comparisons.comparisons(), comparisons.notCompared());
    }
}
