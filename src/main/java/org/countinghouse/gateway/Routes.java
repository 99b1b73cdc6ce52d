package org.countinghouse.gateway;

import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.billing.UsageBilling;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.workspace.Workspace;

/** All calls, in the order in which they are tried: fixed paths before those with parameters. */
final class Routes {
    private Routes() {}

    static List<Route> of(
            Workspace workspace,
            GatewaySettings settings,
            UsageIntake intake,
            LiveUsage live,
            GatewayMetrics metrics,
            Runnable sending) {
        var billing = new UsageBilling(workspace.database(), workspace.clock(), intake.jointly(), workspace.quotas());
        return Stream.of(
                        new ServiceRoutes(workspace, intake, metrics, settings.loopback()).routes(),
                        new UsageRoutes(intake, billing, live, new LimitsLeft(workspace), settings, workspace.clock())
                                .routes(),
                        // Fixed paths before those with a customer.
                        new ChargeRoutes(workspace, settings).routes(),
                        new UsageReadRoutes(workspace.clock()).routes(),
                        new BillingRoutes(workspace, settings).routes(),
                        new CustomerRoutes(workspace, settings).routes(),
                        new ErasureRoutes(workspace, settings).routes(),
                        new InvoiceRoutes(workspace, settings, sending).routes(),
                        new InvoiceLineRoutes(workspace, settings).routes(),
                        new LateUsageRoutes(workspace).routes(),
                        new LateFeeRoutes(workspace, settings).routes(),
                        new ThresholdRoutes(workspace, settings).routes(),
                        new QuotaRoutes(workspace, settings).routes(),
                        Pending.routes())
                .flatMap(List::stream)
                .toList();
    }
}
