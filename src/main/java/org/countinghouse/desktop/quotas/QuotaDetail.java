package org.countinghouse.desktop.quotas;

import java.time.Instant;
import java.util.List;
import org.countinghouse.metering.quota.QuotaGrant;
import org.countinghouse.metering.quota.QuotaNote;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;

/**
 * One limit with all that made it and what was reached on it.
 *
 * @param override the customer's own limit; null without one
 * @param grants on it, those that end last first
 * @param notes the newest first
 * @param resetsAt when the use begins again, or begins to fall; null when never
 */
record QuotaDetail(
        QuotaRow row,
        @Nullable QuotaOverride override,
        List<QuotaGrant> grants,
        List<QuotaNote> notes,
        @Nullable Instant resetsAt) {
    QuotaDetail {
        grants = List.copyOf(grants);
        notes = List.copyOf(notes);
    }
}
