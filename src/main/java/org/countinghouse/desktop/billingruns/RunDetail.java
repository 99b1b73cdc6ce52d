package org.countinghouse.desktop.billingruns;

import java.util.List;
import org.countinghouse.billing.BillingRunList;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.PeriodLocks;
import org.countinghouse.billing.SharedMeters;
import org.countinghouse.workspace.UpkeepStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is shown beside the list.
 *
 * @param run null before one is chosen
 * @param billedTwice meters that two subscriptions of a customer bill side by side, meant or not
 * @param locks closed periods first come the latest
 * @param automatic how the work stands that is done by itself; null where another program does it
 */
record RunDetail(
        @Nullable BillingRunRow run,
        List<BillingRunReport.Failed> failures,
        List<SharedMeters.Standing> billedTwice,
        List<BillingRunList.Variance> variance,
        List<PeriodLocks.Lock> locks,
        @Nullable UpkeepStatus automatic) {
    RunDetail {
        failures = List.copyOf(failures);
        billedTwice = List.copyOf(billedTwice);
        variance = List.copyOf(variance);
        locks = List.copyOf(locks);
    }
}
