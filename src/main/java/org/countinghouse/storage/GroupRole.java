package org.countinghouse.storage;

import java.util.Arrays;
import java.util.Optional;

/** The group roles in the database to which all rights are granted; staff sign in as members of some of them. */
public enum GroupRole {
    /** Reads everything but the audit log. */
    ANALYST("ch_analyst"),
    /** Bills, reviews and finalises. */
    FINANCE("ch_finance"),
    /** Edits meters, plans, prices and the seller. */
    ADMIN("ch_admin"),
    /** Reads everything, the audit log included, and changes nothing. */
    AUDITOR("ch_auditor"),
    /** The headless service: takes usage in, runs billing, reports payments. */
    GATEWAY("ch_gateway");

    private final String role;

    GroupRole(String role) {
        this.role = role;
    }

    /** Name of the PostgreSQL role. */
    public String role() {
        return role;
    }

    /** The group with this PostgreSQL name, if it is one. */
    public static Optional<GroupRole> named(String role) {
        return Arrays.stream(values()).filter(group -> group.role.equals(role)).findFirst();
    }
}
