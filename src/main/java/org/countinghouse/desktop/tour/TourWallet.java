package org.countinghouse.desktop.tour;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageBilling;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.countinghouse.metering.EventProperties;
import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.UnfitJson;
import org.countinghouse.metering.UsageEvent;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.workspace.Workspace;

/** A customer of the tour who pays in advance, was granted credits, and whose usage is charged as it comes. */
final class TourWallet {
    private static final String CUSTOMER = "acct-0005";

    private final Workspace workspace;
    private final Instant begin;
    private final UsageBilling billing;

    private TourWallet(Workspace workspace, Instant begin) {
        this.workspace = workspace;
        this.begin = begin;
        this.billing = new UsageBilling(
                workspace.database(),
                workspace.clock(),
                new UsageIntake(workspace.database(), workspace.clock()).jointly(),
                workspace.quotas());
    }

    static void fill(Workspace workspace, Instant begin) {
        var tour = new TourWallet(workspace, begin);
        tour.credits();
        tour.payments();
        tour.usage();
    }

    private void credits() {
        var credits = new Credits(workspace.database(), workspace.clock());
        var lastYear =
                new Credits(workspace.database(), Clock.fixed(begin.minus(Duration.ofDays(200)), ZoneOffset.UTC));
        lastYear.grant(
                CUSTOMER,
                new BigDecimal("10"),
                null,
                begin.minus(Duration.ofDays(20)),
                0,
                "Welcome to Harbour & Main",
                null);
        credits.grant(
                CUSTOMER,
                new BigDecimal("25"),
                null,
                begin.plus(Duration.ofDays(89)),
                0,
                "Making up for the outage of 12 September",
                null);
    }

    private void payments() {
        var wallets = new Wallets(workspace.database(), workspace.clock());
        wallets.topUp(CUSTOMER, new BigDecimal("120"), null, "transfer-2024-0917", "Bank transfer of 30 September");
    }

    private void usage() {
        charge("batch-5-0001", 940_000, 40, BillingMethod.WALLET);
        charge("batch-5-0002", 312_000, 30, BillingMethod.CREDITS);
        charge("batch-5-0003", 1_260_000, 22, BillingMethod.WALLET);
        charge("batch-5-0004", 98_000_000, 14, BillingMethod.WALLET);
        charge("batch-5-0005", 750_000, 6, BillingMethod.CREDITS);
        new UsageCharges(workspace.database(), workspace.clock())
                .list(CUSTOMER, null, 10, 0).stream()
                        .filter(charge -> charge.eventId().equals("batch-5-0001"))
                        .forEach(charge -> new UsageCharges(workspace.database(), workspace.clock())
                                .refund(charge.id(), "Sent twice by the customer", workspace.usageCorrections()));
    }

    private void charge(String id, long tokens, int minutesBefore, BillingMethod method) {
        var event = new UsageEvent(
                CUSTOMER,
                id,
                "tokens_out",
                begin.minus(Duration.ofDays(2)).minus(Duration.ofMinutes(minutesBefore)),
                BigDecimal.valueOf(tokens),
                model());
        billing.take(new ReadResult.Event(1, id, event), null, method);
    }

    private static EventProperties model() {
        try {
            return EventProperties.of(Map.of("model", "gpt-4o"));
        } catch (UnfitJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
