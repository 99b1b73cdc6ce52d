package org.countinghouse.desktop.tokens;

import java.time.Duration;
import java.util.Set;
import org.countinghouse.security.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A token a person asks for.
 *
 * @param customer id of the only customer it reaches, as outside systems know it; null = all
 */
record TokenWish(String name, Set<Scope> scopes, @Nullable String customer, Duration validity) {
    TokenWish {
        scopes = Set.copyOf(scopes);
    }
}
