package org.countinghouse.desktop.sellers;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.customers.BillingEntityChanges;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.latefees.LateFeeServices;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What the billing entities screen works with.
 *
 * @param taxEffects what a change makes of drafts
 * @param mayChange may add and change; others only look
 * @param listen hears of billing entities; closes to stop
 */
public record SellersServices(
        BillingEntities entities,
        BillingEntityChanges changes,
        TaxRates rates,
        BillingRules rules,
        LateFeeServices late,
        TaxEffects taxEffects,
        InstantSource clock,
        boolean mayChange,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static SellersServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new SellersServices(
                new BillingEntities(database),
                new BillingEntityChanges(database, workspace.clock()),
                new TaxRates(database, workspace.clock()),
                new BillingRules(database),
                LateFeeServices.of(workspace, connection),
                new TaxEffects(database, workspace.clock()),
                workspace.clock(),
                connection.roles().contains(GroupRole.ADMIN.role()),
                heard -> database.listen("seller", heard));
    }
}
