package org.countinghouse.billing.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.countinghouse.storage.Database;

/** Makes deferred fees revenue, month by month. */
public final class Recognition {
    private final Database database;
    private final Clock clock;

    public Recognition(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Posts the months that are over by now. Once more changes nothing.
     *
     * @return number of lines and months that became revenue
     */
    public int recognise() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return database.write(connection -> Posting.recognise(connection, today)) / 2;
    }
}
