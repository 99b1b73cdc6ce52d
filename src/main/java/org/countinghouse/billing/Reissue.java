package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.billing.ledger.Account;
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
        return again(invoice);
    }

    /**
     * What {@link #reissue} would do, or making it void alone: the same work, taken back. Changes nothing.
     *
     * @param again draft it again too
     * @throws org.countinghouse.work.Failure as {@link InvoiceLife#makeVoid}
     */
    public ReissueEffect preview(long invoiceId, boolean again) {
        return database.rehearse(inside -> {
            var invoice = new Invoices(inside).find(Long.toString(invoiceId));
            var before = inside.read(connection -> OpenDrafts.of(connection, invoice.customerId()));
            var posted = inside.read(connection -> posted(connection, invoiceId));
            new InvoiceLife(inside, clock).makeVoid(invoiceId, "preview");
            var left = inside.read(connection -> posted(connection, invoiceId));
            List<BillingRunReport.Failed> failures = List.of();
            if (again) {
                var anew = new BillingRuns(inside, new SubscriptionRating(inside, clock), clock);
                failures = new Reissue(inside, anew, clock).again(invoice).failures();
            }
            var after = inside.read(connection -> OpenDrafts.of(connection, invoice.customerId()));
            after.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
            return new ReissueEffect(
                    invoice.currency(),
                    invoice.total(),
                    ReissueEffect.postings(posted, left),
                    after.entrySet().stream()
                            .map(each -> ReissueEffect.draft(each.getValue(), before.get(each.getKey())))
                            .toList(),
                    failures);
        });
    }

    /** What an invoice stands for in the ledger, by account and currency; a debit is above zero. */
    private static Map<ReissueEffect.Place, BigDecimal> posted(Connection connection, long invoiceId)
            throws SQLException {
        try (var statement = connection.prepareStatement("select account, currency, sum(amount) from ledger_entry"
                + " where invoice_id = ? group by account, currency")) {
            statement.setLong(1, invoiceId);
            var sums = new HashMap<ReissueEffect.Place, BigDecimal>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    sums.put(
                            new ReissueEffect.Place(Account.of(row.getString(1)), row.getString(2)),
                            row.getBigDecimal(3));
                }
            }
            return sums;
        }
    }

    private BillingRunReport again(Invoice invoice) {
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
