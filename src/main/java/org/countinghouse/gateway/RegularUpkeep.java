package org.countinghouse.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.ProgressiveReport;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bills by itself where a seller wants it, and keeps the usage tables, limits and books in order while the gateway runs:
 * partitions of coming months, events past their retention, limits whose plan or grants have changed, old counters,
 * invoices that became overdue, usage past a threshold, late fees, deferred fees whose month is over, exchange rates where the books need them. Several gateways may do it at once: each step is a
 * transaction that changes only what is still to be changed.
 */
final class RegularUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegularUpkeep.class);

    /** Late usage is counted in limits for as long after their window. */
    private static final Duration COUNTERS_KEPT = Duration.ofDays(400);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final ExchangeRates rates;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread clerk;

    /** @param every also the time until the first; zero = never */
    RegularUpkeep(Workspace workspace, ExchangeRates rates, Duration every) {
        this.workspace = workspace;
        this.rates = rates;
        clerk = Thread.ofVirtual().name("upkeep").unstarted(() -> repeat(every));
        if (every.isPositive()) {
            clerk.start();
        }
    }

    private void repeat(Duration every) {
        try {
            while (!ending.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                runSafely();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. What fails of it keeps nothing else from being done. */
    void runSafely() {
        Stream.<Runnable>of(this::keepUp, this::updateRates, this::bill, this::billThresholds, this::billLateness)
                .forEach(RegularUpkeep::safely);
    }

    private static void safely(Runnable part) {
        try {
            part.run();
        } catch (Failure failure) {
            LOG.warn("Upkeep is put off: {} {}", failure.summary(), failure.remedy());
        } catch (RuntimeException defect) {
            LOG.error("Upkeep failed; it is tried again later.", defect);
        }
    }

    private void keepUp() {
        var report = workspace.usageUpkeep().run(UsageUpkeep.MONTHS_AHEAD, Progress.NONE);
        long limits = workspace.quotaUpkeep().refresh(Progress.NONE);
        long counters = workspace.quotaUpkeep().prune(COUNTERS_KEPT);
        int overdue = workspace.invoiceLife().markOverdue();
        int recognised = workspace.recognition().recognise();
        LOG.info(
                "Upkeep: partitions until {}, {} events past their retention removed, limits of {} customers worked"
                        + " out again, {} old counters removed, {} more invoices overdue, {} months of fees became"
                        + " revenue.",
                report.partitionsUntil(),
                report.removed(),
                limits,
                counters,
                overdue,
                recognised);
    }

    /** Once a day, and only for sellers with books in one currency: nobody else needs to be asked. */
    private void updateRates() {
        Set<String> outdated = rates.outdated();
        if (outdated.isEmpty()) {
            return;
        }
        ExchangeRates.Update update = rates.update(outdated);
        update.failures().forEach(away -> LOG.warn("Exchange rates: {}", away.summary()));
        if (!update.missing().isEmpty()) {
            LOG.warn("No exchange rate of today for {}; invoices take the last one.", update.missing());
        }
    }

    /** Of sellers that want runs by themselves; what is drafted already stays as it is. */
    private void bill() {
        RunScope scope = RunScope.upTo(workspace.clock().instant()).byItself();
        BillingRunReport report = workspace.billingRuns().run(scope, false, Progress.NONE);
        if (report.drafted() > 0 || !report.failures().isEmpty()) {
            LOG.info(
                    "Billing run {}: {} drafts, {} subscriptions set aside.",
                    report.runId(),
                    report.drafted(),
                    report.failures().size());
        }
    }

    /** Usage of running periods that has passed a threshold, of the same sellers. */
    private void billThresholds() {
        RunScope scope = RunScope.upTo(workspace.clock().instant()).byItself();
        ProgressiveReport report = workspace.progressiveBilling().run(scope, false, Progress.NONE);
        if (!report.bills().isEmpty() || !report.failures().isEmpty()) {
            LOG.info(
                    "Progressive billing: {} drafts, {} subscriptions set aside.",
                    report.bills().size(),
                    report.failures().size());
        }
    }

    /** Of customers whose seller has a rule for it. */
    private void billLateness() {
        LateFees.Report report = workspace.lateFees().run(workspace.lateFees().today(), null, false, Progress.NONE);
        if (!report.bills().isEmpty() || !report.aside().isEmpty()) {
            LOG.info(
                    "Late fees: {} drafts, {} customers set aside.",
                    report.bills().size(),
                    report.aside().size());
        }
    }

    /** Waits for a round that is under way. */
    @Override
    public void close() {
        ending.countDown();
        try {
            if (clerk.isAlive()) {
                clerk.join(LONGEST_ROUND);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
