package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something on top of a limit for a while.
 *
 * @param amount in the meter's unit
 * @param endsAt the first moment at which it no longer counts
 * @param by the sign-in that gave it
 * @param revokedAt it ended early; null unless it was taken back
 */
public record QuotaGrant(
        long id,
        LimitScope scope,
        BigDecimal amount,
        Instant startsAt,
        Instant endsAt,
        String reason,
        String by,
        @Nullable Instant revokedAt) {
    /** True while it raises its limit. */
    public boolean activeAt(Instant time) {
        return revokedAt == null && !time.isBefore(startsAt) && time.isBefore(endsAt);
    }
}
