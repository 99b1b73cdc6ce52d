package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the limits in force of a customer up to date, and opens a counter for each that had none: filled with what the
 * customer has used in the running window. Needs {@link QuotaLock#alone}.
 */
final class LimitWriter {
    private final Connection connection;
    private final FactsReader reader;
    private final Instant now;

    LimitWriter(Connection connection, Instant now) throws SQLException {
        this.connection = connection;
        this.reader = new FactsReader(connection);
        this.now = now;
    }

    void update(long customerId) throws SQLException {
        var found = reader.of(customerId);
        if (found.isEmpty()) {
            return;
        }
        LimitFacts facts = found.get();
        var kept = new HashSet<Long>();
        for (EffectiveLimit limit : LimitRules.limits(facts, now)) {
            kept.add(write(customerId, limit));
        }
        end(customerId, kept);
        head(facts);
        try (var statement = connection.prepareStatement("select nextval('quota_revision')")) {
            statement.execute();
        }
    }

    /** @return the limit's id */
    private long write(long customerId, EffectiveLimit limit) throws SQLException {
        Instant countedFrom = limit.frame() instanceof Frame.Level
                ? Frame.BEGINNING
                : limit.frame().neededFrom(now);
        boolean counted = counted(customerId, limit);
        StandingLimit standing = upsert(customerId, limit, countedFrom);
        if (limit.countable()) {
            if (!counted) {
                new Recount(connection).fill(standing, limit.meter());
            }
            lookAt(standing);
        }
        return standing.id();
    }

    /** True when a counter is kept already, without a gap. */
    private boolean counted(long customerId, EffectiveLimit limit) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select divide_by from quota_limit where in_force and countable and customer_id = ? and meter_code = ?
                and per = ? and window_kind = ? and rolling = ? and frame = ?""")) {
            place(statement, 1, customerId, limit);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private StandingLimit upsert(long customerId, EffectiveLimit limit, Instant countedFrom) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into quota_limit as l (customer_id, meter_code, per, window_kind, rolling, frame, feature, kind,
                    overage, warn_at, limit_amount, base_amount, granted, granted_until, source, plan, plan_amount,
                    unit, divide_by, alert_from, reach_seconds, counted_from, countable, in_force)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true)
                on conflict (customer_id, meter_code, per, window_kind, rolling, frame) do update
                set feature = excluded.feature, kind = excluded.kind, overage = excluded.overage,
                    warn_at = excluded.warn_at, limit_amount = excluded.limit_amount,
                    base_amount = excluded.base_amount, granted = excluded.granted,
                    granted_until = excluded.granted_until, source = excluded.source, plan = excluded.plan,
                    plan_amount = excluded.plan_amount, unit = excluded.unit, divide_by = excluded.divide_by,
                    alert_from = excluded.alert_from, reach_seconds = excluded.reach_seconds,
                    counted_from = case when l.in_force and l.countable then l.counted_from
                        else excluded.counted_from end,
                    countable = excluded.countable, in_force = true
                returning\s""" + LimitColumns.STANDING)) {
            place(statement, 1, customerId, limit);
            statement.setString(7, limit.feature());
            statement.setString(8, LimitColumns.name(limit.kind()));
            statement.setString(9, LimitColumns.name(limit.overage()));
            statement.setArray(
                    10, connection.createArrayOf("numeric", limit.warnAt().toArray()));
            statement.setBigDecimal(11, limit.amount());
            statement.setBigDecimal(12, limit.base());
            statement.setBigDecimal(13, limit.granted());
            statement.setTimestamp(14, LimitColumns.timestamp(limit.grantedUntil()));
            statement.setString(15, LimitColumns.name(limit.source()));
            statement.setString(16, limit.plan());
            statement.setBigDecimal(17, limit.planAmount());
            statement.setString(
                    18, limit.meter().unit() == null ? "" : limit.meter().unit());
            statement.setBigDecimal(19, limit.divideBy());
            statement.setObject(20, limit.alertFrom(), Types.NUMERIC);
            statement.setLong(21, limit.frame().reach().toSeconds());
            statement.setTimestamp(22, Timestamp.from(countedFrom));
            statement.setBoolean(23, limit.countable());
            try (var row = statement.executeQuery()) {
                row.next();
                return LimitColumns.limit(row);
            }
        }
    }

    private static void place(PreparedStatement statement, int first, long customerId, EffectiveLimit limit)
            throws SQLException {
        statement.setLong(first, customerId);
        statement.setString(first + 1, limit.scope().meter());
        statement.setString(first + 2, LimitColumns.per(limit.scope()));
        statement.setString(first + 3, LimitColumns.name(limit.scope().window()));
        statement.setBoolean(first + 4, limit.scope().rolling());
        statement.setString(first + 5, limit.frame().code());
    }

    /** A limit may have been set below what is used already. */
    private void lookAt(StandingLimit limit) throws SQLException {
        if (limit.alertFrom() == null) {
            return;
        }
        var events = new QuotaEvents(connection, now);
        for (String subject : subjects(limit)) {
            BigDecimal total = Counters.total(connection, limit, subject, now);
            events.look(limit, subject, limit.frame().noticed(now), QuotaEvents.NOTHING, total);
        }
    }

    private Set<String> subjects(StandingLimit limit) throws SQLException {
        var subjects = new HashSet<String>();
        try (var statement = connection.prepareStatement("select distinct subject from quota_counter"
                + " where customer_id = ? and limit_id = ? and starts_at > ? and used + held > 0")) {
            statement.setLong(1, limit.customerId());
            statement.setLong(2, limit.id());
            statement.setTimestamp(3, Timestamp.from(now.minus(limit.frame().reach())));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
            }
        }
        return subjects;
    }

    private void end(long customerId, Set<Long> kept) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update quota_limit set in_force = false where customer_id = ? and in_force and id <> all (?)")) {
            statement.setLong(1, customerId);
            statement.setArray(
                    2, connection.createArrayOf("bigint", List.copyOf(kept).toArray()));
            statement.executeUpdate();
        }
    }

    private void head(LimitFacts facts) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into quota_head (customer_id, facts, valid_until) values (?, ?, ?)
                on conflict (customer_id) do update set facts = excluded.facts, valid_until = excluded.valid_until""")) {
            statement.setLong(1, facts.customerId());
            statement.setString(2, facts.fingerprint());
            statement.setTimestamp(3, LimitColumns.timestamp(facts.validUntil(now)));
            statement.executeUpdate();
        }
    }
}
