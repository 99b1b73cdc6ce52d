package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose period goes on, looked at: how much was used, what of it is billed, and what would be billed now.
 *
 * @param period that goes on
 * @param entry the thresholds in force; null: nothing was ever said
 * @param rated what an invoice of now would be; null when nothing can have been used
 */
record ProgressiveLook(
        DueSubscription due,
        DuePeriod period,
        Instant at,
        @Nullable ThresholdEntry entry,
        @Nullable RatedSubscription rated) {
    /** Whether there are thresholds. */
    boolean ruled() {
        return entry != null && entry.thresholds() != null;
    }

    BigDecimal usage() {
        return rated == null ? BigDecimal.ZERO : rated.progressive().usage();
    }

    List<ProgressiveBill> standing() {
        return ProgressiveBill.standing(due, period);
    }

    /** The threshold for which an invoice is due; empty where nothing is left to pay of what it would bill. */
    Optional<BigDecimal> passed() {
        return Optional.ofNullable(entry)
                .map(ThresholdEntry::thresholds)
                .flatMap(thresholds -> thresholds.passed(ProgressiveBill.reached(standing()), usage()))
                .filter(_ -> rated != null && rated.result().due().signum() > 0);
    }

    /** What the job bills of it now. */
    Optional<ProgressiveReport.Bill> bill() {
        RatedSubscription invoice = rated;
        return invoice == null
                ? Optional.empty()
                : passed().map(threshold -> ProgressiveReport.Bill.of(this, invoice, threshold));
    }

    /** The threshold that comes next. */
    Optional<BigDecimal> next() {
        return Optional.ofNullable(entry)
                .map(ThresholdEntry::thresholds)
                .flatMap(thresholds -> thresholds.next(usage().max(ProgressiveBill.reached(standing()))));
    }
}
