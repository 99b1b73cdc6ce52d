package org.countinghouse.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an issued token; the token's own text is kept nowhere.
 *
 * @param customerId the only customer it reaches; null = all
 * @param customer that customer's external id
 * @param revokedAt null while it holds
 * @param lastUsedAt to the minute; null when it was never used
 */
public record AccessToken(
        UUID id,
        String name,
        Set<Scope> scopes,
        @Nullable Long customerId,
        @Nullable String customer,
        Instant issuedAt,
        String issuedBy,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {
    public AccessToken {
        scopes = Set.copyOf(scopes);
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** Whether it may be used at this moment. */
    public boolean holds(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
