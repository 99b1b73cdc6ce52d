package org.countinghouse.metering;

import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why usage is corrected.
 *
 * @param reason for people who read the books later
 * @param key idempotency key: the same key again does nothing, for another correction it is refused; null = told by the
 *     content
 * @param alsoBilled correct it even where a final invoice covers it; that invoice does not change
 */
public record Why(String reason, @Nullable String key, boolean alsoBilled) {
    private static final int LONGEST = 1_000;

    /** @throws Failure {@code usage.reason} when there is no reason */
    public Why {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new Failure(
                    "usage.reason",
                    "A correction needs a reason of 1 to " + LONGEST + " characters.",
                    "Say in a few words why the usage changes.");
        }
    }

    public static Why of(String reason) {
        return new Why(reason, null, false);
    }

    public Why withKey(String other) {
        return new Why(reason, other, alsoBilled);
    }

    public Why withBilled() {
        return new Why(reason, key, true);
    }
}
