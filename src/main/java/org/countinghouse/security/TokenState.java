package org.countinghouse.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a token may be used. */
public enum TokenState {
    ACTIVE,
    /** It holds, but not for long: whoever uses it needs a new one. */
    ENDING,
    EXPIRED,
    REVOKED;

    /** So long before its end a token is said to be ending. */
    public static final Duration NOTICE = Duration.ofDays(14);

    /** In lower case, for lists and filters. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** May be used now, and so may be revoked. */
    public boolean holds() {
        return this == ACTIVE || this == ENDING;
    }

    static TokenState at(Instant now, Instant expires, @Nullable Instant revoked) {
        if (revoked != null) {
            return REVOKED;
        }
        if (!now.isBefore(expires)) {
            return EXPIRED;
        }
        return now.isBefore(expires.minus(NOTICE)) ? ACTIVE : ENDING;
    }
}
