package org.countinghouse.desktop.taxes;

import java.time.InstantSource;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What the taxing of customers works with.
 *
 * @param effects what a change makes of drafts
 * @param mayTreat may check numbers and say how customers are taxed; others only look
 */
public record TaxingServices(CustomerTaxes taxes, TaxEffects effects, InstantSource clock, boolean mayTreat) {
    public static TaxingServices of(Workspace workspace, ConnectionInfo connection) {
        return new TaxingServices(
                new CustomerTaxes(workspace.database(), new Vies(Vies.ADDRESS), workspace.clock()),
                new TaxEffects(workspace.database(), workspace.clock()),
                workspace.clock(),
                connection.roles().contains(GroupRole.FINANCE.role())
                        || connection.roles().contains(GroupRole.ADMIN.role()));
    }
}
