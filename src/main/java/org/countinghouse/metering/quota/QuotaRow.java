package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A limit of a customer in a list. Amounts are in the meter's unit.
 *
 * @param id of the limit
 * @param customer the customer's external id
 * @param subject whose use it is, where the limit is per property: the busiest; empty = the customer as a whole
 * @param limit with grants; null = no limit
 * @param base without grants; null = no limit
 * @param granted what active grants add
 * @param grantedUntil when the first of them ends
 * @param plan name of the plan; empty without one
 * @param planLimit what the plan says; null when it says nothing
 */
public record QuotaRow(
        long id,
        long customerId,
        String customer,
        String customerName,
        LimitScope scope,
        String feature,
        String unit,
        String subject,
        Quota.Kind kind,
        Quota.Overage overage,
        List<BigDecimal> warnAt,
        @Nullable BigDecimal limit,
        @Nullable BigDecimal base,
        BigDecimal granted,
        @Nullable Instant grantedUntil,
        LimitSource source,
        String plan,
        @Nullable BigDecimal planLimit,
        BigDecimal used,
        State state) {
    public QuotaRow {
        warnAt = List.copyOf(warnAt);
    }

    /** Where the use stands. */
    public enum State {
        /** Above the limit. */
        OVER,
        /** The limit is used up exactly. */
        REACHED,
        /** The lowest warning level is reached. */
        NEAR,
        WITHIN,
        UNLIMITED,
        /** The meter does not add up, so nothing is counted. */
        UNCOUNTABLE
    }

    /** Used part of the limit, 1 = all of it; null without a limit, or with one of zero. */
    public @Nullable BigDecimal share() {
        return limit == null || limit.signum() == 0 ? null : used.divide(limit, 6, RoundingMode.DOWN);
    }
}
