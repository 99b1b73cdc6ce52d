package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a customer and what is used of them, read in one statement.
 *
 * @param fresh false when plan, subscriptions, overrides or grants say something else by now
 * @param knownMeter the feature asked for is a meter's code
 */
record LimitState(long customerId, boolean fresh, boolean mayWrite, boolean knownMeter, List<Found> limits) {
    /** A limit as counted and as told. */
    record Found(StandingLimit standing, LimitUse use) {}

    private static final String SELECT = """
            select c.id as customer, has_table_privilege('quota_limit', 'insert') as may_write,
                h.facts is not distinct from %s and (h.valid_until is null or h.valid_until > n.now) as fresh,
                exists (select from meter m where m.code = n.feature) as known_meter,
                %s, l.window_kind, l.rolling, l.unit, l.base_amount, l.granted, l.granted_until, l.source, l.plan,
                l.plan_amount, l.countable, u.subject, u.total, u.frees_at
            from (select ?::timestamptz as now, ?::text as feature, ?::jsonb as properties) n
            join customer c on c.external_id = ?
            left join quota_head h on h.customer_id = c.id
            left join quota_limit l on l.customer_id = c.id and l.in_force
                and (n.feature is null or l.feature = n.feature or l.meter_code = n.feature)
            left join lateral (
                select k.subject, sum(k.used + k.held) as total, min(k.counts_until) as frees_at
                from quota_counter k
                where k.customer_id = l.customer_id and k.limit_id = l.id and k.starts_at <= n.now
                    and k.starts_at > n.now - l.reach_seconds * interval '1 second' and k.counts_until > n.now
                    and (n.properties is null
                        or k.subject = case when l.per = '' then '' else n.properties ->> l.per end)
                group by k.subject order by 2 desc limit 1) u on true
            order by l.id""".formatted(FactsReader.FINGERPRINT, LimitColumns.STANDING);

    /**
     * Reads the limits on a feature, for the subjects that a request names.
     *
     * @throws Failure {@code quota.customer} when there is no such customer
     */
    static LimitState of(Connection connection, QuotaRequest request, Instant now) throws SQLException {
        String properties = Json.MAPPER.valueToTree(request.properties()).toString();
        return read(connection, request.customer(), request.feature(), properties, now);
    }

    /** Reads all limits of a customer, each for the subject that uses most of it. */
    static LimitState all(Connection connection, String customer, Instant now) throws SQLException {
        return read(connection, customer, null, null, now);
    }

    private static LimitState read(
            Connection connection, String customer, @Nullable String feature, @Nullable String properties, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(SELECT)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, feature);
            statement.setString(3, properties);
            statement.setString(4, customer);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "quota.customer",
                            "There is no customer \"" + customer + "\".",
                            "Add the customer first, or correct the id.");
                }
                long id = row.getLong("customer");
                boolean fresh = row.getBoolean("fresh");
                boolean mayWrite = row.getBoolean("may_write");
                boolean knownMeter = row.getBoolean("known_meter");
                var limits = new ArrayList<Found>();
                do {
                    if (row.getString("frame") != null) {
                        StandingLimit standing = LimitColumns.limit(row);
                        limits.add(new Found(standing, use(row, standing, now)));
                    }
                } while (row.next());
                return new LimitState(id, fresh, mayWrite, knownMeter, limits);
            }
        }
    }

    private static LimitUse use(ResultSet row, StandingLimit limit, Instant now) throws SQLException {
        BigDecimal total = row.getBigDecimal("total");
        String subject = row.getString("subject");
        Instant reset = limit.frame().resetsAfter(now);
        return new LimitUse(
                limit.id(),
                LimitColumns.scope(row),
                limit.feature(),
                row.getString("unit"),
                subject == null ? Subjects.WHOLE : subject,
                limit.kind(),
                limit.overage(),
                limit.warnAt(),
                limit.limit(),
                row.getBigDecimal("base_amount"),
                row.getBigDecimal("granted"),
                LimitColumns.instant(row, "granted_until"),
                LimitColumns.choice(LimitSource.class, row.getString("source")),
                row.getString("plan"),
                row.getBigDecimal("plan_amount"),
                total == null ? BigDecimal.ZERO : QuotaEvents.divided(total, limit),
                reset == null && limit.frame() instanceof Frame.Rolling ? LimitColumns.instant(row, "frees_at") : reset,
                row.getBoolean("countable"));
    }
}
