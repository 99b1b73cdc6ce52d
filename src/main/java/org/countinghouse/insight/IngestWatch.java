package org.countinghouse.insight;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Filter;

/**
 * Watches usage come in. Reads the counts that imports and gateways keep of themselves, one row a file or day, and never
 * the events, so it may be asked every second.
 */
public final class IngestWatch {
    private static final String SQL = """
            select coalesce(sum(accepted), 0)::bigint as stored,
                coalesce(sum(accepted) filter (where started_at >= ?), 0)::bigint as today,
                coalesce(sum(rejected) filter (where started_at >= ?), 0)::bigint as rejected_today,
                count(*) filter (where finished_at is null and format <> 'http' and started_at >= ?) as running,
                (select count(*) from usage_inbox where state = 'open') as waiting,
                max(finished_at) filter (where accepted > 0) as last
            from import_batch""";

    private final Database database;

    public IngestWatch(Database database) {
        this.database = database;
    }

    /** @param today a day in UTC, as gateways begin a batch for each */
    public IngestReading read(LocalDate today) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SQL)) {
                OffsetDateTime begins = today.atStartOfDay().atOffset(ZoneOffset.UTC);
                for (int i = 1; i <= 3; i++) {
                    statement.setObject(i, begins);
                }
                try (var row = statement.executeQuery()) {
                    row.next();
                    return reading(row);
                }
            }
        });
    }

    private static IngestReading reading(java.sql.ResultSet row) throws SQLException {
        var last = row.getObject("last", OffsetDateTime.class);
        return new IngestReading(
                row.getLong("stored"),
                row.getLong("today"),
                row.getLong("rejected_today"),
                row.getLong("running"),
                row.getLong("waiting"),
                last == null ? null : last.toInstant());
    }

    /** The imports behind {@link IngestReading#today}, for {@link ImportBatchList}. */
    public static Filter importsOf(LocalDate today) {
        return Filter.ALL.and("started", Filter.Operator.AT_LEAST, today.toString());
    }
}
