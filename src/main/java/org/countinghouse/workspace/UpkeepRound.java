package org.countinghouse.workspace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRuns;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.ProgressiveReport;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of upkeep. What fails of it keeps nothing else from being done. */
final class UpkeepRound {
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepRound.class);

    /** Late usage is counted in limits for as long after their window. */
    private static final Duration COUNTERS_KEPT = Duration.ofDays(400);

    private final Workspace workspace;
    private final ExchangeRates rates;
    private final Progress progress;
    private final List<Failure> troubles = new ArrayList<>();
    private int drafts;
    private int aside;

    /** @param progress stops the round, between two batches of a run */
    UpkeepRound(Workspace workspace, ExchangeRates rates, Progress progress) {
        this.workspace = workspace;
        this.rates = rates;
        this.progress = progress;
    }

    /** All parts, one after the other. */
    void run() {
        Stream.<Runnable>of(this::keepUp, this::updateRates, this::bill, this::billThresholds, this::billLateness)
                .takeWhile(_ -> !progress.cancelled())
                .forEach(this::safely);
    }

    /** Drafts that were made. */
    int drafts() {
        return drafts;
    }

    /** Subscriptions and customers that could not be billed. */
    int aside() {
        return aside;
    }

    /** Parts that were put off. */
    List<Failure> troubles() {
        return List.copyOf(troubles);
    }

    private void safely(Runnable part) {
        try {
            part.run();
        } catch (Cancelled stopping) {
            LOG.info("Upkeep stops here and goes on at the next start.");
        } catch (Failure failure) {
            LOG.warn("Upkeep is put off: {} {}", failure.summary(), failure.remedy());
            troubles.add(failure);
        } catch (RuntimeException defect) {
            LOG.error("Upkeep failed; it is tried again later.", defect);
            troubles.add(new Failure(
                    "unexpected",
                    "Something went wrong that should not.",
                    "It is tried again later; the log has the details."));
        }
    }

    private void keepUp() {
        var report = workspace.usageUpkeep().run(UsageUpkeep.MONTHS_AHEAD, progress);
        long limits = workspace.quotaUpkeep().refresh(progress);
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
        BillingRuns runs = workspace.billingRuns();
        var left = runs.leftByItself();
        if (left.isPresent()) {
            billed(runs.resume(left.get(), progress));
        }
        billed(runs.run(RunScope.upTo(workspace.clock().instant()).byItself(), false, progress));
    }

    private void billed(BillingRunReport report) {
        drafts += report.drafted();
        aside += report.failures().size();
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
        ProgressiveReport report = workspace.progressiveBilling().run(scope, false, progress);
        drafts += report.bills().size();
        aside += report.failures().size();
        if (!report.bills().isEmpty() || !report.failures().isEmpty()) {
            LOG.info(
                    "Progressive billing: {} drafts, {} subscriptions set aside.",
                    report.bills().size(),
                    report.failures().size());
        }
    }

    /** Of customers whose seller has a rule for it. */
    private void billLateness() {
        LateFees.Report report = workspace.lateFees().run(workspace.lateFees().today(), null, false, progress);
        drafts += report.bills().size();
        aside += report.aside().size();
        if (!report.bills().isEmpty() || !report.aside().isEmpty()) {
            LOG.info(
                    "Late fees: {} drafts, {} customers set aside.",
                    report.bills().size(),
                    report.aside().size());
        }
    }
}
