package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.rating.RatingResult;

/** What a run has done so far, told by its workers. */
final class RunTally {
    private int drafted;
    private final SortedMap<String, BigDecimal> totals = new TreeMap<>();
    private final List<BillingRunReport.Failed> failures = new ArrayList<>();

    synchronized void add(List<RatingResult> drafts, List<BillingRunReport.Failed> failed) {
        drafted += drafts.size();
        for (RatingResult draft : drafts) {
            totals.merge(draft.currency().getCode(), draft.total(), BigDecimal::add);
        }
        failures.addAll(failed);
    }

    synchronized boolean failed() {
        return !failures.isEmpty();
    }

    synchronized BillingRunReport report(long runId, String label, boolean dryRun, int existing) {
        return new BillingRunReport(runId, label, dryRun, drafted, existing, totals, failures);
    }
}
