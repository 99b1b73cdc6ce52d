package org.countinghouse.metering.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.Quota;

/** Reads what limits follow from. Plan versions never change, so each is parsed once. */
final class FactsReader {
    /** What changes when the plan, the subscriptions or the time zone of customer {@code c} do. */
    static final String FINGERPRINT = """
            md5(c.time_zone || coalesce((select string_agg(concat_ws('|', s.id, s.plan_version_id, s.starts_on,
                s.ends_on, s.time_zone, s.revision), ',' order by s.id) from subscription s where s.customer_id = c.id), ''))""";

    private final Connection connection;
    private final Map<String, Meter> meters;
    private final Map<Long, PlanDocument> plans = new HashMap<>();

    FactsReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.meters = meters(connection);
    }

    Map<String, Meter> meters() {
        return meters;
    }

    private static Map<String, Meter> meters(Connection connection) throws SQLException {
        var meters = new HashMap<String, Meter>();
        try (var statement = connection.prepareStatement("select document from meter");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                Meter meter = MeterJson.read(rows.getString(1));
                meters.put(meter.code(), meter);
            }
        }
        return meters;
    }

    /** Empty when there is no such customer. */
    Optional<LimitFacts> of(long customerId) throws SQLException {
        try (var statement =
                        customer("select c.time_zone, " + FINGERPRINT + " from customer c where c.id = ?", customerId);
                var row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new LimitFacts(
                            customerId,
                            ZoneId.of(row.getString(1)),
                            row.getString(2),
                            subscriptions(customerId),
                            overrides(connection, customerId),
                            grants(connection, customerId),
                            meters))
                    : Optional.empty();
        }
    }

    private List<LimitFacts.Subscribed> subscriptions(long customerId) throws SQLException {
        var subscriptions = new ArrayList<LimitFacts.Subscribed>();
        try (var statement = customer(
                        "select plan_version_id, starts_on, ends_on, time_zone from subscription_terms"
                                + " where customer_id = ? order by subscription_id, starts_on",
                        customerId);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                subscriptions.add(new LimitFacts.Subscribed(
                        plan(rows.getLong(1)),
                        rows.getObject(2, LocalDate.class),
                        rows.getObject(3, LocalDate.class),
                        ZoneId.of(rows.getString(4))));
            }
        }
        return subscriptions;
    }

    private PlanDocument plan(long version) throws SQLException {
        PlanDocument known = plans.get(version);
        if (known != null) {
            return known;
        }
        try (var statement = customer("select document from plan_version where id = ?", version);
                var row = statement.executeQuery()) {
            row.next();
            PlanDocument plan = PlanJson.read(row.getString(1));
            plans.put(version, plan);
            return plan;
        }
    }

    static List<QuotaOverride> overrides(Connection connection, long customerId) throws SQLException {
        var overrides = new ArrayList<QuotaOverride>();
        try (var statement = connection.prepareStatement("""
                select meter_code, per, window_kind, rolling, feature, limit_amount, kind, overage, warn_at, reason
                from quota_override where customer_id = ? order by meter_code, per, window_kind, rolling""")) {
            statement.setLong(1, customerId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    overrides.add(new QuotaOverride(
                            LimitColumns.scope(row),
                            row.getString("feature"),
                            row.getBigDecimal("limit_amount"),
                            LimitColumns.choice(Quota.Kind.class, row.getString("kind")),
                            LimitColumns.choice(Quota.Overage.class, row.getString("overage")),
                            LimitColumns.numbers(row.getArray("warn_at")),
                            row.getString("reason")));
                }
            }
        }
        return overrides;
    }

    static List<QuotaGrant> grants(Connection connection, long customerId) throws SQLException {
        var grants = new ArrayList<QuotaGrant>();
        try (var statement = connection.prepareStatement("""
                select id, meter_code, per, window_kind, rolling, amount, starts_at, ends_at, reason, granted_by,
                    revoked_at from quota_grant where customer_id = ? order by ends_at desc, id""")) {
            statement.setLong(1, customerId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    grants.add(grant(row));
                }
            }
        }
        return grants;
    }

    private static QuotaGrant grant(ResultSet row) throws SQLException {
        return new QuotaGrant(
                row.getLong("id"),
                LimitColumns.scope(row),
                row.getBigDecimal("amount"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("reason"),
                row.getString("granted_by"),
                LimitColumns.instant(row, "revoked_at"));
    }

    private PreparedStatement customer(String sql, long id) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setLong(1, id);
        return statement;
    }
}
