package org.countinghouse.billing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/** Makes an invoice void and drafts anew what it billed, from the usage and the plan of now. */
public final class Reissue {
    private final Database database;
    private final BillingRuns runs;
    private final Clock clock;

    public Reissue(Database database, BillingRuns runs, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Makes an invoice void and drafts it anew, with its lines by hand. When the second step fails, the first one holds: a
     * billing run of the period then drafts it.
     *
     * @return what was drafted
     * @throws org.countinghouse.work.Failure as {@link InvoiceLife#makeVoid}
     */
    public BillingRunReport reissue(long invoiceId, String reason) {
        var invoice = new Invoices(database).find(Long.toString(invoiceId));
        new InvoiceLife(database, clock).makeVoid(invoiceId, reason);
        if (invoice.consolidated()) {
            return sections(invoice);
        }
        if (invoice.progressive()) {
            return inside(invoice);
        }
        return invoice.subscriptionId() == null ? byHand(invoice) : period(invoice);
    }

    private BillingRunReport period(Invoice invoice) {
        var report = runs.run(invoice.period(), invoice.usedBy().id(), false, Progress.NONE);
        return report.with(carry(invoice));
    }

    /** What it billed is billed anew if the usage of now still passes a threshold. */
    private BillingRunReport inside(Invoice invoice) {
        var report = new ProgressiveBilling(database, new SubscriptionRating(database, clock), clock)
                .run(RunScope.upTo(clock.instant()).ofSubscription(invoice.subscriptionId()), false, Progress.NONE);
        return new BillingRunReport(
                        0,
                        invoice.period().label(),
                        false,
                        report.bills().size(),
                        0,
                        report.totals(),
                        report.failures())
                .with(carry(invoice));
    }

    /** The first run begins the invoice, the others join it. */
    private BillingRunReport sections(Invoice invoice) {
        Set<PeriodOf> periods = new LinkedHashSet<>();
        invoice.sections()
                .forEach(section -> periods.add(
                        new PeriodOf(section.period(), section.usedBy().id())));
        var failures = new ArrayList<BillingRunReport.Failed>();
        for (PeriodOf each : periods) {
            failures.addAll(runs.run(each.period(), each.customerId(), false, Progress.NONE)
                    .failures());
        }
        failures.addAll(carry(invoice));
        var one = BillingRunReport.ofOne(invoice);
        return new BillingRunReport(0, one.label(), false, one.drafted(), 0, one.totals(), failures);
    }

    private record PeriodOf(BillingPeriod period, long customerId) {}

    /** Lines that people wrote are written again; those of a rule are what the rule says now. */
    private BillingRunReport byHand(Invoice invoice) {
        var lines = lines().of(invoice.id());
        if (lines.stream().anyMatch(ManualLines::written)) {
            new OneOffInvoices(database, clock).again(invoice.id());
        }
        if (!lines.stream().allMatch(ManualLines::written)) {
            var late = new LateFees(database, clock);
            late.run(late.today(), invoice.customer(), false, Progress.NONE);
        }
        return BillingRunReport.ofOne(invoice);
    }

    /** Lines by hand go on what was drafted; where they cannot, that is said and never passed over. */
    private List<BillingRunReport.Failed> carry(Invoice invoice) {
        boolean written = lines().of(invoice.id()).stream().anyMatch(ManualLines::written);
        if (lines().carry(invoice.id()) > 0 || !written) {
            return List.of();
        }
        Long subscription = invoice.subscriptionId();
        return List.of(new BillingRunReport.Failed(
                subscription == null ? 0 : subscription,
                invoice.customer(),
                "invoice.line",
                "The lines by hand of invoice " + invoice.id() + " are on no new one: none was drafted in "
                        + invoice.currency() + " for its period, or it has lines of its own. Write them anew."));
    }

    private ManualLines lines() {
        return new ManualLines(database, clock);
    }
}
