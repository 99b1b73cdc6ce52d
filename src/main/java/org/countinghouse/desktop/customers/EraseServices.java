package org.countinghouse.desktop.customers;

import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What the erasure of customers works with.
 *
 * @param mayErase admins may; others do not see it
 */
public record EraseServices(CustomerErasure erasure, boolean mayErase) {
    public static EraseServices of(Workspace workspace, ConnectionInfo connection) {
        return new EraseServices(workspace.customerErasure(), connection.roles().contains(GroupRole.ADMIN.role()));
    }
}
