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
     * Makes an invoice void and drafts what it billed anew, and nothing else, with its lines by hand, its purchase order and
     * its note. When the second step fails, the first one holds: a
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
        var scope = RunScope.of(invoice.period())
                .ofCustomer(invoice.usedBy().id())
                .ofSubscription(invoice.subscriptionId());
        var report = runs.run(scope, false, Progress.NONE);
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
        Set<RunScope> scopes = new LinkedHashSet<>();
        invoice.sections()
                .forEach(section -> scopes.add(RunScope.of(section.period()).ofSubscription(section.subscriptionId())));
        var failures = new ArrayList<BillingRunReport.Failed>();
        for (RunScope each : scopes) {
            failures.addAll(runs.run(each, false, Progress.NONE).failures());
        }
        failures.addAll(carry(invoice));
        var one = BillingRunReport.ofOne(invoice);
        return new BillingRunReport(0, one.label(), false, one.drafted(), 0, one.totals(), failures);
    }

    /** Lines that people wrote are written again; those of a rule are what the rule says now. */
    private BillingRunReport byHand(Invoice invoice) {
        var lines = lines().of(invoice.id());
        if (lines.stream().anyMatch(ManualLines::written)) {
            words(invoice, new OneOffInvoices(database, clock).again(invoice.id()));
        }
        if (!lines.stream().allMatch(ManualLines::written)) {
            var late = new LateFees(database, clock);
            late.run(late.today(), invoice.customer(), false, Progress.NONE);
        }
        return BillingRunReport.ofOne(invoice);
    }

    /** Lines by hand go on what was drafted; where they cannot, that is said and never passed over. */
    private List<BillingRunReport.Failed> carry(Invoice invoice) {
        Long successor = database.read(connection -> ManualLines.successor(connection, invoice.id()));
        if (successor != null) {
            words(invoice, successor);
        }
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

    /** What it said to its customer beyond the figures. A draft that says something of its own keeps that. */
    private void words(Invoice invoice, long draft) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update invoice n set purchase_order = o.purchase_order, note = o.note, revision = n.revision + 1
                    from invoice o where o.id = ? and n.id = ? and n.purchase_order = '' and n.note = ''
                        and (o.purchase_order <> '' or o.note <> '')""")) {
                statement.setLong(1, invoice.id());
                statement.setLong(2, draft);
                return statement.executeUpdate();
            }
        });
    }

    private ManualLines lines() {
        return new ManualLines(database, clock);
    }
}
