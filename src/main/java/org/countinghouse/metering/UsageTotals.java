package org.countinghouse.metering;

import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hourly totals of all customers. {@link Rollups} adds a row to them for whatever it writes. */
final class UsageTotals {
    private static final Logger LOG = LoggerFactory.getLogger(UsageTotals.class);

    private UsageTotals() {}

    /** Makes one row of several for the same hour, so that sums stay quick. Changes no sum, and may be left for later. */
    static void fold(Database database) {
        try {
            database.write(connection -> {
                try (var statement = connection.prepareStatement("select fold_usage_totals()")) {
                    return statement.execute();
                }
            });
        } catch (Failure later) {
            LOG.info("Totals are folded later: {}", later.summary());
        }
    }
}
