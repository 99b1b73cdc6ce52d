package org.countinghouse.security;

import java.util.Set;
import org.countinghouse.storage.GroupRole;

/**
 * A staff member's sign-in.
 *
 * @param name PostgreSQL role
 * @param enabled may sign in
 * @param groups what the rights come from
 */
public record StaffRole(String name, boolean enabled, Set<GroupRole> groups) {
    public StaffRole {
        groups = Set.copyOf(groups);
    }
}
