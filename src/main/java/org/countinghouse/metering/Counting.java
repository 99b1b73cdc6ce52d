package org.countinghouse.metering;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.countinghouse.metering.quota.QuotaCounters;

/** Brings what is stored, or counts no longer, to hourly readings and to the counters of quotas. */
final class Counting {
    private final Rollups rollups;
    private final QuotaCounters quotas;
    private final ReadingSums readings = new ReadingSums();

    Counting(Connection connection) {
        this.rollups = new Rollups(connection);
        this.quotas = new QuotaCounters(connection);
    }

    void add(CheckedEvent event) throws SQLException {
        for (CheckedEvent.Contribution contribution : event.contributions()) {
            readings.add(contribution);
            quota(event.key(), event.event(), contribution, contribution.quantity());
        }
    }

    /** Takes back what an event had added. */
    void takeBack(UsageEvent event, Collection<CheckedEvent.Contribution> contributions) throws SQLException {
        UUID key = EventKey.of(event.id());
        for (CheckedEvent.Contribution contribution : contributions) {
            readings.subtract(contribution);
            quota(key, event, contribution, contribution.quantity().negate());
        }
    }

    /**
     * Events whose readings were added up before.
     *
     * @param sums of their contributions
     */
    void add(List<CheckedEvent> events, ReadingSums sums) throws SQLException {
        readings.add(sums);
        if (quotas.wanted()) {
            for (CheckedEvent event : events) {
                for (CheckedEvent.Contribution contribution : event.contributions()) {
                    quota(event.key(), event.event(), contribution, contribution.quantity());
                }
            }
        }
    }

    private void quota(UUID key, UsageEvent event, CheckedEvent.Contribution contribution, BigDecimal quantity)
            throws SQLException {
        if (quotas.wanted()) {
            CheckedEvent.Reading reading = contribution.reading();
            quotas.add(reading.customerId(), key, event.time(), reading.meter(), quantity, event.properties()::text);
        }
    }

    /** How much is in memory until it is written. */
    int size() {
        return Math.max(readings.size(), quotas.size());
    }

    /** Counters come last: calls that reserve wait for them until the transaction ends. */
    void write() throws SQLException {
        rollups.write(readings);
        readings.clear();
        quotas.write();
    }
}
