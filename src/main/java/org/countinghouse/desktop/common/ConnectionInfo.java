package org.countinghouse.desktop.common;

import java.util.List;

/**
 * The database the desktop works with, as the status bar and the settings show it.
 *
 * @param database name of the database
 * @param user the role that is signed in
 * @param roles its group roles, for example {@code ch_finance}
 * @param schemaVersion version of the newest migration
 * @param serverVersion for example {@code PostgreSQL 18.6}
 */
public record ConnectionInfo(
        Kind kind,
        String host,
        int port,
        String database,
        String user,
        List<String> roles,
        String schemaVersion,
        String serverVersion) {
    public ConnectionInfo {
        roles = List.copyOf(roles);
    }

    /** Who runs the database server. */
    public enum Kind {
        EMBEDDED,
        SHARED
    }
}
