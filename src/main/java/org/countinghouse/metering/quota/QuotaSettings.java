package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Limits of single customers: overrides that stay, and grants that end. Each change is audited with its reason. */
public final class QuotaSettings {
    private final Database database;
    private final Clock clock;

    public QuotaSettings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Sets a customer's own limit in place of the plan's of the same scope, or changes it. Counters go on.
     *
     * @throws Failure {@code quota.customer}, {@code quota.meter}, {@code quota.aggregation}, {@code quota.amount},
     *     {@code quota.warning}, {@code quota.overage} when something cannot be
     */
    public void override(String customer, QuotaOverride override) {
        QuotaSense.check(override);
        change(
                customer,
                (connection, customerId) -> {
                    QuotaSense.requireCountable(connection, override.scope().meter());
                    write(connection, customerId, override);
                    return "quota.override";
                },
                Json.object()
                        .put("feature", override.feature())
                        .put(
                                "limit",
                                override.limit() == null
                                        ? null
                                        : override.limit().toPlainString())
                        .put("kind", LimitColumns.name(override.kind()))
                        .put("reason", override.reason()));
    }

    /** Takes a customer's own limit away, so that the plan's holds again; without one nothing changes. */
    public void removeOverride(String customer, LimitScope scope, String reason) {
        change(
                customer,
                (connection, customerId) -> {
                    try (var statement = connection.prepareStatement("delete from quota_override where customer_id = ?"
                            + " and meter_code = ? and per = ? and window_kind = ? and rolling = ?")) {
                        statement.setLong(1, customerId);
                        scope(statement, 2, scope);
                        statement.executeUpdate();
                    }
                    return "quota.override.remove";
                },
                Json.object().put("meter", scope.meter()).put("reason", reason));
    }

    /**
     * Raises a limit from now on until a moment.
     *
     * @return the grant's id
     * @throws Failure {@code quota.no-limit} when the customer has no limit of that scope, {@code quota.amount},
     *     {@code quota.grant.end} when it ends in the past, {@code quota.grant.reason} without a reason
     */
    public long grant(String customer, LimitScope scope, BigDecimal amount, Instant endsAt, String reason) {
        Instant now = clock.instant();
        QuotaSense.checkGrant(amount, endsAt, now, reason);
        var id = new long[1];
        change(
                customer,
                (connection, customerId) -> {
                    requireLimit(connection, customerId, customer, scope, now);
                    try (var statement = connection.prepareStatement("""
                    insert into quota_grant (customer_id, meter_code, per, window_kind, rolling, amount, starts_at,
                        ends_at, reason, granted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
                        statement.setLong(1, customerId);
                        scope(statement, 2, scope);
                        statement.setBigDecimal(6, amount);
                        statement.setTimestamp(7, Timestamp.from(now));
                        statement.setTimestamp(8, Timestamp.from(endsAt));
                        statement.setString(9, reason);
                        statement.setTimestamp(10, Timestamp.from(now));
                        try (var row = statement.executeQuery()) {
                            row.next();
                            id[0] = row.getLong(1);
                        }
                    }
                    return "quota.grant";
                },
                Json.object()
                        .put("meter", scope.meter())
                        .put("amount", amount.toPlainString())
                        .put("until", endsAt.toString())
                        .put("reason", reason));
        return id[0];
    }

    /** Ends a grant now; one that has ended stays as it is. */
    public void revoke(String customer, long grantId) {
        change(
                customer,
                (connection, customerId) -> {
                    try (var statement = connection.prepareStatement("update quota_grant set revoked_at = ?,"
                            + " revoked_by = session_user where customer_id = ? and id = ? and revoked_at is null"
                            + " and ends_at > ?")) {
                        statement.setTimestamp(1, Timestamp.from(clock.instant()));
                        statement.setLong(2, customerId);
                        statement.setLong(3, grantId);
                        statement.setTimestamp(4, Timestamp.from(clock.instant()));
                        statement.executeUpdate();
                    }
                    return "quota.grant.revoke";
                },
                Json.object().put("grant", grantId));
    }

    /** All grants of a customer, those that end last first. */
    public List<QuotaGrant> grants(String customer) {
        return database.read(connection -> FactsReader.grants(connection, customerId(connection, customer)));
    }

    public List<QuotaOverride> overrides(String customer) {
        return database.read(connection -> FactsReader.overrides(connection, customerId(connection, customer)));
    }

    /** The zone of the customer's calendar. */
    public ZoneId zone(String customer) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select time_zone from customer where id = ?")) {
                statement.setLong(1, customerId(connection, customer));
                try (var row = statement.executeQuery()) {
                    row.next();
                    return ZoneId.of(row.getString(1));
                }
            }
        });
    }

    /**
     * The scope that people mean by a name: that of the customer's one limit of this name.
     *
     * @param limits of the customer
     * @throws Failure {@code quota.no-limit} or {@code quota.ambiguous}
     */
    public static LimitScope scope(List<LimitUse> limits, String feature) {
        List<LimitScope> found = limits.stream()
                .filter(limit ->
                        limit.feature().equals(feature) || limit.scope().meter().equals(feature))
                .map(LimitUse::scope)
                .distinct()
                .sorted(Comparator.comparing(LimitScope::window))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw found.isEmpty()
                ? new Failure(
                        "quota.no-limit",
                        "The customer has no limit on \"" + feature + "\".",
                        "Name the meter and the window of a new limit.")
                : new Failure(
                        "quota.ambiguous",
                        "The customer has " + found.size() + " limits on \"" + feature + "\".",
                        "Name the window of the one that is meant: "
                                + String.join(
                                        ", ",
                                        found.stream().map(QuotaSense::words).toList()) + ".");
    }

    /** A change of one customer. */
    private interface Change {
        /** @return the action for the audit log */
        String make(Connection connection, long customerId) throws SQLException;
    }

    private void change(String customer, Change change, com.fasterxml.jackson.databind.node.ObjectNode detail) {
        Instant now = clock.instant();
        database.write(connection -> {
            QuotaLock.alone(connection);
            long customerId = customerId(connection, customer);
            String action = change.make(connection, customerId);
            AuditLog.append(connection, action, "customer " + customer, detail.toString());
            new LimitWriter(connection, now).update(customerId);
            Database.notify(connection, Quotas.CHANNEL, Long.toString(customerId));
            return null;
        });
    }

    private static void write(Connection connection, long customerId, QuotaOverride override) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into quota_override (customer_id, meter_code, per, window_kind, rolling, feature, limit_amount,
                    kind, overage, warn_at, reason, set_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())
                on conflict (customer_id, meter_code, per, window_kind, rolling) do update
                set feature = excluded.feature, limit_amount = excluded.limit_amount, kind = excluded.kind,
                    overage = excluded.overage, warn_at = excluded.warn_at, reason = excluded.reason,
                    set_at = excluded.set_at, set_by = session_user""")) {
            statement.setLong(1, customerId);
            scope(statement, 2, override.scope());
            statement.setString(6, override.feature());
            statement.setBigDecimal(7, override.limit());
            statement.setString(8, LimitColumns.name(override.kind()));
            statement.setString(9, LimitColumns.name(override.overage()));
            statement.setArray(
                    10, connection.createArrayOf("numeric", override.warnAt().toArray()));
            statement.setString(11, override.reason());
            statement.executeUpdate();
        }
    }

    private static void requireLimit(
            Connection connection, long customerId, String customer, LimitScope scope, Instant now)
            throws SQLException {
        boolean limited = new FactsReader(connection)
                .of(customerId)
                .filter(facts -> LimitRules.limits(facts, now).stream()
                        .anyMatch(limit -> limit.scope().equals(scope) && limit.base() != null))
                .isPresent();
        if (!limited) {
            throw new Failure(
                    "quota.no-limit",
                    "Customer \"" + customer + "\" has no limit on " + scope.meter() + " " + QuotaSense.words(scope)
                            + ".",
                    "There is nothing to raise; set a limit first.");
        }
    }

    private static void scope(PreparedStatement statement, int first, LimitScope scope) throws SQLException {
        statement.setString(first, scope.meter());
        statement.setString(first + 1, LimitColumns.per(scope));
        statement.setString(first + 2, LimitColumns.name(scope.window()));
        statement.setBoolean(first + 3, scope.rolling());
    }

    static long customerId(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("select id from customer where external_id = ?")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        throw new Failure(
                "quota.customer",
                "There is no customer \"" + customer + "\".",
                "Add the customer first, or correct the id.");
    }
}
