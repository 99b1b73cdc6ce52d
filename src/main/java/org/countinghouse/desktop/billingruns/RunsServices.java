package org.countinghouse.desktop.billingruns;

import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.billing.BilledPlans;
import org.countinghouse.billing.BillingRunList;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.BillingRunRows;
import org.countinghouse.billing.BillingRuns;
import org.countinghouse.billing.PeriodLocks;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What the billing runs screen works with.
 *
 * @param mayRun may start and continue runs and close periods
 * @param mayReopen may reopen closed periods
 * @param automatic what is done by itself; null where another program does it
 * @param listen hears of runs; closes to stop
 */
public record RunsServices(
        RowSource<BillingRunRow> rows,
        BillingRunList list,
        BillingRuns runs,
        PeriodLocks locks,
        RowSource<CustomerRow> customers,
        BilledPlans plans,
        boolean mayRun,
        boolean mayReopen,
        @Nullable AutomaticWork automatic,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static RunsServices of(Workspace workspace, ConnectionInfo connection, @Nullable AutomaticWork automatic) {
        var database = workspace.database();
        return new RunsServices(
                new BillingRunRows(database, workspace.clock()),
                workspace.billingRunList(),
                workspace.billingRuns(),
                workspace.periodLocks(),
                CustomerList.of(database),
                new BilledPlans(database),
                connection.roles().contains(GroupRole.FINANCE.role()),
                connection.roles().contains(GroupRole.ADMIN.role()),
                automatic,
                heard -> listen(database, automatic, heard));
    }

    /** Hears of runs, and of what is done by itself. */
    static AutoCloseable listen(Database database, @Nullable AutomaticWork automatic, Consumer<String> heard) {
        AutoCloseable runs = database.listen("billing_run", heard);
        AutoCloseable itself = automatic == null ? () -> {} : automatic.upkeep().listen(() -> heard.accept("itself"));
        return () -> {
            itself.close();
            runs.close();
        };
    }
}
