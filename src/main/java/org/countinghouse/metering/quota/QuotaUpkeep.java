package org.countinghouse.metering.quota;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/** Keeps limits in force and counters as they should be, for all customers at once. */
public final class QuotaUpkeep {
    private static final int AT_ONCE = 200;

    private final Database database;
    private final Clock clock;

    public QuotaUpkeep(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Works out the limits of every customer whose plan, subscriptions or grants have changed since, and opens their
     * counters. A check does the same for its customer; this is for lists, and for warnings about customers that nobody
     * asks about.
     *
     * @return how many customers had changed
     */
    public long refresh(Progress progress) {
        Instant now = clock.instant();
        List<Long> stale = database.read(connection -> stale(connection, now));
        for (int done = 0; done < stale.size(); done += AT_ONCE) {
            progress.check();
            progress.report("Working out limits", done, stale.size());
            List<Long> some = stale.subList(done, Math.min(done + AT_ONCE, stale.size()));
            database.write(connection -> {
                QuotaLock.alone(connection);
                var writer = new LimitWriter(connection, now);
                for (long customer : some) {
                    writer.update(customer);
                }
                return null;
            });
        }
        return stale.size();
    }

    private static List<Long> stale(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select c.id from customer c left join quota_head h on h.customer_id = c.id
                where h.facts is distinct from %s or h.valid_until <= ?
                order by c.id""".formatted(FactsReader.FINGERPRINT))) {
            statement.setTimestamp(1, Timestamp.from(now));
            return ids(statement);
        }
    }

    /**
     * Counts everything again from what is stored: a check of the books, and the remedy after a meter was changed.
     * Nobody can store usage or reserve meanwhile.
     *
     * @return how many counters' limits were counted
     */
    public long rebuild(Progress progress) {
        try (Connection connection = database.bulk()) {
            QuotaLock.alone(connection);
            long limits = count(connection, standing(connection, "true", List.of()), progress);
            database.commit(connection);
            return limits;
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    /**
     * Counts the limits on some meters again, which were changed, in the caller's transaction. The limits themselves are
     * worked out again when they are needed next.
     */
    public static void recount(Connection connection, Collection<Meter> meters, Progress progress) throws SQLException {
        QuotaLock.alone(connection);
        List<String> codes = meters.stream().map(Meter::code).toList();
        try (var statement = connection.prepareStatement("update quota_head set facts = '' where customer_id in"
                + " (select customer_id from quota_limit where meter_code = any (?))")) {
            statement.setArray(1, connection.createArrayOf("text", codes.toArray()));
            statement.executeUpdate();
        }
        count(connection, standing(connection, "l.meter_code = any (?)", codes), progress);
    }

    private static List<StandingLimit> standing(Connection connection, String condition, List<String> meters)
            throws SQLException {
        var limits = new ArrayList<StandingLimit>();
        try (var statement = connection.prepareStatement("select " + LimitColumns.STANDING
                + " from quota_limit l where l.in_force and l.countable and " + condition
                + " order by l.customer_id, l.id")) {
            if (!meters.isEmpty()) {
                statement.setArray(1, connection.createArrayOf("text", meters.toArray()));
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    limits.add(LimitColumns.limit(rows));
                }
            }
        }
        return limits;
    }

    private static long count(Connection connection, List<StandingLimit> limits, Progress progress)
            throws SQLException {
        var meters = new FactsReader(connection).meters();
        var recount = new Recount(connection);
        long done = 0;
        for (StandingLimit limit : limits) {
            progress.check();
            progress.report("Counting usage again", done++, limits.size());
            Meter meter = meters.get(limit.meter());
            if (meter != null) {
                recount.fill(limit, meter);
            }
        }
        return done;
    }

    /**
     * Deletes counters and settled reservations that nothing needs any more. Late usage from before is then in no
     * counter, instead of in a wrong one.
     *
     * @param kept for how long counters are kept after their window
     * @return how many were deleted
     */
    public long prune(Duration kept) {
        Instant before = clock.instant().minus(kept);
        return database.write(connection -> {
            QuotaLock.alone(connection);
            change(connection, """
                    update quota_limit l set counted_from = greatest(l.counted_from, (
                        select max(k.counts_until) from quota_counter k where k.customer_id = l.customer_id
                            and k.limit_id = l.id and k.counts_until <= ? and not l.rolling))
                    where l.in_force""", before);
            change(connection, """
                    update quota_limit set counted_from = greatest(counted_from, ?)
                    where in_force and rolling""", before);
            change(connection, "delete from quota_hold where settled_at <= ?", before);
            long deleted = change(connection, "delete from quota_counter where counts_until <= ?", before);
            change(connection, "select nextval('quota_revision') where ?::timestamptz is not null", before);
            return deleted;
        });
    }

    private static long change(Connection connection, String sql, Instant time) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(time));
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    private static List<Long> ids(java.sql.PreparedStatement statement) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
