package org.countinghouse.security;

import org.jspecify.annotations.Nullable;

/**
 * A token in a list.
 *
 * @param customerName name of the only customer it reaches; null = all
 * @param state at the moment the list was read
 */
public record AccessTokenRow(AccessToken token, @Nullable String customerName, TokenState state) {
    /** Number of this row, made of its id. */
    public long number() {
        return token.id().getMostSignificantBits();
    }
}
