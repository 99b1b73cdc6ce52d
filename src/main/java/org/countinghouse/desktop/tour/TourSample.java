package org.countinghouse.desktop.tour;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.quota.QuotaList;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.countinghouse.workspace.sample.SampleWorkspace;

/** What the tour's workspace holds beyond the sample data: things that went wrong, exceptions, and access tokens. */
final class TourSample {
    private static final long FIRST_SUBSCRIPTION = 1;

    private TourSample() {}

    static void fill(Workspace workspace, Instant begin) {
        workspace.sample().load(Progress.NONE);
        TourWallet.fill(workspace, begin);
        TourBooks.fill(workspace);
        for (String month : SampleWorkspace.MONTHS) {
            workspace.billingRuns().run(BillingPeriod.parse(month), false, Progress.NONE);
        }
        waitInTheInbox(workspace);
        var drafts = workspace.invoices().draftsOf(BillingPeriod.parse("2024-09"));
        var billed = drafts.subList(0, drafts.size() / 2);
        workspace.finalising().finalise(billed);
        settle(workspace, billed);
        messages(workspace, billed);
        limits(workspace, begin);
        TourBooks.changes(workspace, FIRST_SUBSCRIPTION);
        tokens(workspace, begin);
    }

    /** Some of the invoices are paid, one is partly credited. */
    private static void settle(Workspace workspace, List<Long> invoices) {
        for (int i = 0; i < invoices.size(); i++) {
            var invoice = workspace.invoices().find(Long.toString(invoices.get(i)));
            if (i % 3 == 1 && invoice.due().signum() > 0) {
                workspace.invoiceLife().pay(invoice.id(), null, null, "Bank transfer " + (4_100 + i));
            }
            if (i % 5 == 2 && invoice.due().compareTo(BigDecimal.TEN) > 0) {
                workspace
                        .creditNotes()
                        .issue(invoice.id(), new CreditRequest.Amount(BigDecimal.TEN), "Outage on 12 September", null);
            }
        }
    }

    /** Some wait, since the tour has no mail server, and one was called back. */
    private static void messages(Workspace workspace, List<Long> invoices) {
        for (long invoice : invoices.subList(0, Math.min(12, invoices.size()))) {
            var draft = workspace.mailDrafts().ofInvoice(invoice);
            if (draft.recipients().to().isEmpty()) {
                continue;
            }
            long message = workspace.outbox().request(draft, false).id();
            if (invoice == invoices.get(3)) {
                workspace.outbox().cancel(message);
            }
        }
    }

    /** A few exceptions to the plans' limits: own ones and grants for customers who use the most. */
    private static void limits(Workspace workspace, Instant begin) {
        workspace.quotaUpkeep().refresh(Progress.NONE);
        var busiest = new QuotaList(workspace.database(), workspace.clock())
                .page(Filter.ALL, List.of(), null, 0, 12)
                .rows();
        for (int i = 0; i < busiest.size(); i += 3) {
            QuotaRow row = busiest.get(i);
            var own = new QuotaOverride(
                    row.scope(),
                    row.feature(),
                    new BigDecimal(i == 0 ? "520000" : "2000000"),
                    row.kind(),
                    row.overage(),
                    row.warnAt(),
                    "Agreed with the customer for the year");
            workspace.quotaSettings().override(row.customer(), own);
            workspace
                    .quotaSettings()
                    .grant(
                            row.customer(),
                            row.scope(),
                            new BigDecimal("50000"),
                            begin.plus(Duration.ofDays(30)),
                            "Launch of a new product");
        }
    }

    /** Usage as it goes wrong in life: ids nobody knows, times nobody can read. */
    private static void waitInTheInbox(Workspace workspace) {
        try {
            Path file = workspace.home().directory().resolve("usage-2024-09-30.jsonl");
            Files.write(file, strayUsage());
            workspace.usageImport().run(file, ImportOptions.DEFAULT, Progress.NONE);
        } catch (IOException e) {
            throw TourCommand.noRoom(e);
        }
    }

    private static List<String> strayUsage() {
        var lines = new ArrayList<String>();
        for (int n = 10; n < 31; n++) {
            lines.add(stray(n, n < 24 ? "lakeside-eu" : "nordlicht-old", "2024-09-30T08:%d:00Z".formatted(n)));
        }
        for (int n = 40; n < 45; n++) {
            lines.add(stray(n, "acct-0005", "30.9.2024"));
        }
        return lines;
    }

    private static String stray(int number, String customer, String time) {
        return """
                {"id":"stray-%d","customer":"%s","event":"tokens_in","time":"%s","quantity":"%d","properties":{"model":"code"}}""".formatted(number, customer, time, number * 97);
    }

    /** One of each state, and a name as long as names are in life. */
    private static void tokens(Workspace workspace, Instant begin) {
        var secret = workspace.tokenSecret(Map.of());
        var lastYear =
                new AccessTokens(workspace.database(), Clock.fixed(begin.minus(Duration.ofDays(351)), ZoneOffset.UTC));
        lastYear.issue("Monitoring", Set.of(Scope.METRICS_READ), null, Duration.ofDays(365), secret);
        lastYear.issue("Trial of the old collector", Set.of(Scope.USAGE_WRITE), null, Duration.ofDays(30), secret);
        var lost = lastYear.issue(
                "Laptop of the on-call engineer", Set.of(Scope.ADMIN), null, Duration.ofDays(730), secret);
        workspace.accessTokens().revoke(lost.token().id());
        workspace
                .accessTokens()
                .issue(
                        "Collector in the Frankfurt cluster, second rack on the left",
                        Set.of(Scope.USAGE_WRITE, Scope.QUOTA_READ, Scope.QUOTA_WRITE),
                        null,
                        Duration.ofDays(365),
                        secret);
        var used = workspace
                .accessTokens()
                .issue(
                        "Customer portal",
                        Set.of(Scope.USAGE_READ, Scope.BILLING_READ),
                        "acct-0005",
                        Duration.ofDays(90),
                        secret);
        workspace.accessTokens().used(Map.of(used.token().id(), begin.minus(Duration.ofMinutes(3))));
    }
}
