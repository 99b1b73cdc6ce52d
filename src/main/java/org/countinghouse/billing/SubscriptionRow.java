package org.countinghouse.billing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription in a list, with the plan it has today.
 *
 * @param state {@code upcoming}, {@code running}, {@code paused}, {@code ending} or {@code ended}
 * @param changes how many changes are still to come
 */
public record SubscriptionRow(
        long id,
        String customer,
        String customerName,
        String plan,
        String planName,
        int version,
        String currency,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String timeZone,
        String state,
        int changes) {}
