package org.countinghouse.desktop.quotas;

import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.metering.quota.QuotaList;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.metering.quota.QuotaSettings;
import org.countinghouse.metering.quota.QuotaUpkeep;
import org.countinghouse.metering.quota.Quotas;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param mayEdit may give customers limits of their own
 * @param mayCount may bring the limits of all customers up to date
 * @param listen hears of changed limits and of what was reached; closes to stop
 */
public record QuotasServices(
        RowSource<QuotaRow> list,
        Quotas quotas,
        QuotaSettings settings,
        QuotaUpkeep upkeep,
        boolean mayEdit,
        boolean mayCount,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static QuotasServices of(Workspace workspace, ConnectionInfo connection) {
        boolean admin = connection.roles().contains(GroupRole.ADMIN.role());
        return new QuotasServices(
                new QuotaList(workspace.database(), workspace.clock()),
                workspace.quotas(),
                workspace.quotaSettings(),
                workspace.quotaUpkeep(),
                admin,
                admin || connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> workspace.database().listen(Quotas.CHANNEL, heard));
    }
}
