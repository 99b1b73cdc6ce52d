package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.EventKey;
import org.countinghouse.work.Failure;

/** Takes and gives back, in one transaction. */
final class Reservation {
    private final Connection connection;
    private final Instant now;

    Reservation(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** A hard limit has no room; thrown so that the transaction takes everything back. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient LimitState.Found limit;
        private final transient List<LimitUse> limits;

        Refused(LimitState.Found limit, List<LimitUse> limits) {
            super(null, null, false, false);
            this.limit = limit;
            this.limits = limits;
        }

        LimitState.Found limit() {
            return limit;
        }

        List<LimitUse> limits() {
            return limits;
        }
    }

    QuotaAnswer take(QuotaRequest request, String key) throws SQLException {
        QuotaLock.together(connection);
        LimitState state = LimitState.of(connection, request, now);
        UUID id = EventKey.of(key);
        if (!hold(state, request, id)) {
            return Quotas.answer(state, BigDecimal.ZERO, true);
        }
        var events = new QuotaEvents(connection, now);
        for (LimitState.Found found : state.limits()) {
            StandingLimit limit = found.standing();
            String subject = Subjects.of(
                            limit,
                            name -> java.util.Optional.ofNullable(
                                    request.properties().get(name)))
                    .orElse(Subjects.WHOLE);
            BigDecimal amount = request.amount().multiply(limit.divideBy());
            BigDecimal total = Counters.reserve(connection, limit, subject, now, amount);
            if (total == null) {
                throw refused(request, found);
            }
            events.look(limit, subject, limit.frame().noticed(now), total.subtract(amount), total);
        }
        return Quotas.answer(LimitState.of(connection, request, now), BigDecimal.ZERO, false);
    }

    /** What others have taken since the state was read is seen by reading it again. */
    private Refused refused(QuotaRequest request, LimitState.Found found) throws SQLException {
        var limits = new ArrayList<LimitUse>();
        LimitState.Found refusing = found;
        for (LimitState.Found each : LimitState.of(connection, request, now).limits()) {
            limits.add(each.use());
            refusing = each.standing().id() == found.standing().id() ? each : refusing;
        }
        return new Refused(refusing, limits);
    }

    /** False when the key was counted before: by a call, or by its event. */
    private boolean hold(LimitState state, QuotaRequest request, UUID key) throws SQLException {
        var divisors = new TreeMap<String, BigDecimal>();
        state.limits()
                .forEach(found ->
                        divisors.put(found.standing().meter(), found.standing().divideBy()));
        boolean all = true;
        for (var meter : divisors.entrySet()) {
            BigDecimal amount = request.amount().multiply(meter.getValue());
            all &= hold(state.customerId(), key, meter.getKey(), amount, request);
        }
        return all;
    }

    /** What was given back is taken anew; what is taken, or has become its event, is a repetition. */
    private boolean hold(long customerId, UUID key, String meter, BigDecimal amount, QuotaRequest request)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with taken as (
                    insert into quota_hold (customer_id, key, meter_code, amount, properties, at)
                    select ?, ?, ?, ?, ?::jsonb, ?
                    where not exists (select from usage_key where customer_id = ? and key = ?)
                    on conflict (customer_id, key, meter_code) do update
                        set amount = excluded.amount, properties = excluded.properties, at = excluded.at,
                            settled_at = null
                        where quota_hold.settled_at is not null
                    returning 1)
                select exists (select from taken),
                    (select h.amount from quota_hold h where h.customer_id = ? and h.key = ? and h.meter_code = ?
                        and (h.settled_at is null
                            or exists (select from usage_key k where k.customer_id = h.customer_id and k.key = h.key)))""")) {
            statement.setLong(1, customerId);
            statement.setObject(2, key);
            statement.setString(3, meter);
            statement.setBigDecimal(4, amount);
            statement.setString(5, Json.MAPPER.valueToTree(request.properties()).toString());
            statement.setTimestamp(6, Timestamp.from(now));
            statement.setLong(7, customerId);
            statement.setObject(8, key);
            statement.setLong(9, customerId);
            statement.setObject(10, key);
            statement.setString(11, meter);
            try (var row = statement.executeQuery()) {
                row.next();
                BigDecimal before = row.getBigDecimal(2);
                if (before != null && before.compareTo(amount) != 0) {
                    throw new Failure(
                            "quota.key",
                            "The key was used before with another amount of " + meter + ".",
                            "Give each operation a key of its own. Nothing was taken by this call.");
                }
                return row.getBoolean(1);
            }
        }
    }

    boolean release(String customer, String key) throws SQLException {
        QuotaLock.together(connection);
        var deltas = new CounterDeltas();
        boolean released = false;
        try (var statement = connection.prepareStatement("""
                update quota_hold h set settled_at = ? from customer c
                where c.external_id = ? and h.customer_id = c.id and h.key = ? and h.settled_at is null
                returning h.customer_id, h.meter_code, h.amount, h.at, h.properties""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, customer);
            statement.setObject(3, EventKey.of(key));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    QuotaCounters.release(
                            Hold.of(rows), limits(rows.getLong("customer_id"), rows.getString("meter_code")), deltas);
                    released = true;
                }
            }
        }
        deltas.write(connection);
        return released;
    }

    private List<StandingLimit> limits(long customerId, String meter) throws SQLException {
        var limits = new ArrayList<StandingLimit>();
        try (var statement = connection.prepareStatement("select " + LimitColumns.STANDING
                + " from quota_limit l where l.customer_id = ? and l.meter_code = ? and l.in_force and l.countable")) {
            statement.setLong(1, customerId);
            statement.setString(2, meter);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    limits.add(LimitColumns.limit(rows));
                }
            }
        }
        return limits;
    }
}
