package org.countinghouse.desktop.moves;

import java.time.Clock;
import org.countinghouse.billing.MigrationUndo;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What moving subscriptions works with.
 *
 * @param mayMove may change subscriptions; others are not offered it
 */
public record MoveServices(PlanMigration migration, MigrationUndo undo, boolean mayMove) {
    public static MoveServices of(Workspace workspace, ConnectionInfo connection) {
        return of(
                workspace.database(),
                workspace.clock(),
                connection.roles().contains(GroupRole.ADMIN.role())
                        || connection.roles().contains(GroupRole.FINANCE.role()));
    }

    /** With what says by itself who may do what. */
    public static MoveServices of(Database database, Clock clock, boolean mayMove) {
        return new MoveServices(new PlanMigration(database, clock), new MigrationUndo(database, clock), mayMove);
    }
}
