package org.countinghouse.desktop.latefees;

import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.LateRuleEffects;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What late fees work with.
 *
 * @param effects what a rule makes of the fees of today
 * @param mayRule may set rules and exceptions
 * @param mayBill may bill; others only look
 */
public record LateFeeServices(
        LateFeeRules rules,
        LateRuleEffects effects,
        LateFees fees,
        LateFeeDecisions decisions,
        boolean mayRule,
        boolean mayBill) {
    public static LateFeeServices of(Workspace workspace, ConnectionInfo connection) {
        boolean finance = connection.roles().contains(GroupRole.FINANCE.role());
        return of(
                workspace.database(),
                workspace.clock(),
                finance || connection.roles().contains(GroupRole.ADMIN.role()),
                finance);
    }

    /** With what says by itself who may do what. */
    public static LateFeeServices of(Database database, java.time.Clock clock, boolean mayRule, boolean mayBill) {
        return new LateFeeServices(
                new LateFeeRules(database, clock),
                new LateRuleEffects(database, clock),
                new LateFees(database, clock),
                new LateFeeDecisions(database, clock),
                mayRule,
                mayBill);
    }
}
