package org.countinghouse.storage;

import java.util.Set;

/**
 * What the program is connected to, for the status bar and for support.
 *
 * @param user the sign-in (session user)
 * @param workRole the role all work is done as; differs from {@code user} for an owner or superuser
 * @param serverVersion for example {@code 18.6}
 * @param schemaVersion newest applied migration
 * @param groups group roles of the sign-in
 */
public record DatabaseInfo(
        String host,
        int port,
        String database,
        String user,
        String workRole,
        String serverVersion,
        boolean embedded,
        int schemaVersion,
        Set<GroupRole> groups) {
    public DatabaseInfo {
        groups = Set.copyOf(groups);
    }
}
