package org.countinghouse.metering.quota;

import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What a limit is on: by it an override finds the limit it replaces, and a grant the one it raises.
 *
 * @param per property whose values are limited each for itself; null = the customer as a whole
 */
public record LimitScope(String meter, @Nullable String per, Quota.Window window, boolean rolling) {
    static LimitScope of(Quota quota) {
        return new LimitScope(quota.meter(), quota.per(), quota.window(), quota.rolling());
    }
}
