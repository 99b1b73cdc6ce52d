package org.countinghouse.metering;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.countinghouse.metering.quota.QuotaCounters;

/** Brings what is stored, or counts no longer, to the counters of quotas. */
final class Counting {
    private Counting() {}

    /** Adds the events of a batch that were kept. */
    static void add(QuotaCounters quotas, List<CheckedEvent> events, Set<Long> kept) throws SQLException {
        if (!kept.isEmpty() && quotas.wanted()) {
            for (CheckedEvent each : events) {
                if (kept.contains(each.line())) {
                    add(quotas, each.key(), each.event(), each.contributions(), false);
                }
            }
            quotas.write();
        }
    }

    /** @param back takes the event's usage back instead of adding it */
    static void add(
            QuotaCounters quotas,
            UUID key,
            UsageEvent event,
            Collection<CheckedEvent.Contribution> contributions,
            boolean back) {
        for (CheckedEvent.Contribution contribution : contributions) {
            BigDecimal quantity = contribution.quantity();
            quotas.add(
                    contribution.reading().customerId(),
                    key,
                    event.time(),
                    contribution.reading().meter(),
                    back ? quantity.negate() : quantity,
                    event.properties()::text);
        }
    }
}
