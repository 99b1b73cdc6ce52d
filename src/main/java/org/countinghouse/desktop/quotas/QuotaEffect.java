package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;

/**
 * What a change makes of a limit.
 *
 * @param own the customer's own limit then, without grants; null = none
 * @param limit in force then; null = no limit
 * @param problem why it cannot be, the last part of a key of the message bundle; null when it can
 */
record QuotaEffect(
        QuotaRow row,
        boolean changed,
        @Nullable BigDecimal own,
        @Nullable BigDecimal limit,
        @Nullable String problem) {
    static QuotaEffect same(QuotaRow row) {
        return new QuotaEffect(row, false, row.base(), row.limit(), null);
    }

    static QuotaEffect to(QuotaRow row, @Nullable BigDecimal own, @Nullable BigDecimal limit) {
        return row.state() == QuotaRow.State.UNCOUNTABLE
                ? impossible(row, "uncountable")
                : new QuotaEffect(row, true, own, limit, null);
    }

    static QuotaEffect impossible(QuotaRow row, String problem) {
        return new QuotaEffect(row, false, row.base(), row.limit(), problem);
    }

    /** More is used already than would be allowed. */
    boolean belowUse() {
        return changed && limit != null && row.used().compareTo(limit) > 0;
    }

    /** Calls would be refused at once. */
    boolean refuses() {
        return belowUse() && row.kind() == Quota.Kind.HARD;
    }
}
