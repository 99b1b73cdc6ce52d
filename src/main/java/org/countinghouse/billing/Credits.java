package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Credits granted to customers, which recorded usage may be taken from. */
public final class Credits {
    /** Lower priority first, then the one that expires first, then the oldest: the order of promotional credits. */
    private static final String LEFT = """
            select id, remaining from credit_grant
            where customer_id = ? and currency = ? and remaining > 0 and (expires_at is null or expires_at > ?)
            order by priority, expires_at nulls last, id for update""";

    private static final String GRANT =
            "select id, currency, amount, remaining, priority, expires_at, reason, at, by from credit_grant";

    private final Database database;
    private final Clock clock;

    /** @param database whole, or confined to a customer for reading */
    public Credits(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Credits that were given.
     *
     * @param amount as granted
     * @param remaining what is left of it
     * @param priority lower ones are used first
     * @param expiresAt null: never
     */
    public record Grant(
            long id,
            String currency,
            BigDecimal amount,
            BigDecimal remaining,
            int priority,
            @Nullable Instant expiresAt,
            String reason,
            Instant at,
            String by) {}

    /** All grants, the newest first, used up and expired ones too. */
    public List<Grant> of(String customer) {
        return database.read(connection -> {
            var grants = new ArrayList<Grant>();
            try (var statement = connection.prepareStatement(GRANT + " where customer_id = ? order by id desc")) {
                statement.setLong(1, Payer.find(connection, customer).id());
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        grants.add(grant(row));
                    }
                }
            }
            return grants;
        });
    }

    /**
     * What a customer could use again if a charge were given back: what was taken from grants that still hold. The rest
     * goes back to grants that have ended.
     *
     * @return in the currency of the charge; zero for a charge that credits did not pay
     */
    public BigDecimal usableAgain(long chargeId) {
        Instant now = clock.instant();
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select coalesce(sum(u.amount), 0) from credit_use u"
                    + " join credit_grant g on g.id = u.credit_grant_id"
                    + " where u.usage_charge_id = ? and (g.expires_at is null or g.expires_at > ?)")) {
                statement.setLong(1, chargeId);
                statement.setTimestamp(2, Timestamp.from(now));
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getBigDecimal(1);
                }
            }
        });
    }

    /**
     * Grants credits.
     *
     * @param currency null: what the customer is billed in, or its own; of a key that was used, what it was used for
     * @param reference the caller's key; the same one again changes nothing
     * @throws Failure {@code customer.unknown}, {@code credits.amount}, {@code credits.reason} without a reason,
     *     {@code credits.expired} when they would end in the past, {@code credits.reference} when the key was used for
     *     another amount, {@code credits.unsure} when the answer of the database was lost
     */
    public Grant grant(
            String customer,
            BigDecimal amount,
            @Nullable String currency,
            @Nullable Instant expiresAt,
            int priority,
            String reason,
            @Nullable String reference) {
        Instant now = clock.instant();
        if (reason.isBlank()) {
            throw new Failure("credits.reason", "Credits need a reason.", "Say in a few words why they are given.");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new Failure("credits.expired", "These credits would end in the past.", "Give a later end, or none.");
        }
        return LostAnswer.CREDITS.guard(
                "customer " + customer,
                reference,
                () -> database.write(connection -> {
                    var payer = Payer.find(connection, customer);
                    String known = currency == null ? currency(connection, payer.id(), reference) : null;
                    String code = known == null ? payer.currency(currency) : known;
                    Payer.requireAmount("credits.amount", amount, code);
                    Long id = insert(connection, payer.id(), code, amount, expiresAt, priority, reason, reference, now);
                    if (id == null) {
                        return same(connection, payer.id(), reference, amount, code);
                    }
                    Posting.post(connection, PostingKind.CREDIT_GRANT, List.of(id));
                    AuditLog.append(
                            connection,
                            "credits.grant",
                            "customer " + customer,
                            Json.text(Json.object()
                                    .put("amount", amount.toPlainString())
                                    .put("currency", code)
                                    .put("expires_at", expiresAt == null ? null : expiresAt.toString())
                                    .put("reason", reason)));
                    try (var statement = connection.prepareStatement(GRANT + " where id = ?")) {
                        statement.setLong(1, id);
                        return one(statement.executeQuery());
                    }
                }));
    }

    /** Of a grant whose key was used before: what the customer is billed in may have changed since. */
    private static @Nullable String currency(Connection connection, long customerId, @Nullable String reference)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "select currency from credit_grant where customer_id = ? and reference = ?")) {
            statement.setLong(1, customerId);
            statement.setString(2, reference);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static @Nullable Long insert(
            Connection connection,
            long customerId,
            String currency,
            BigDecimal amount,
            @Nullable Instant expiresAt,
            int priority,
            String reason,
            @Nullable String reference,
            Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into credit_grant (customer_id, currency, amount, remaining, priority, expires_at, reason,
                    reference, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (customer_id, reference) do nothing returning id""")) {
            statement.setLong(1, customerId);
            statement.setString(2, currency);
            statement.setBigDecimal(3, amount);
            statement.setBigDecimal(4, amount);
            statement.setInt(5, priority);
            statement.setTimestamp(6, expiresAt == null ? null : Timestamp.from(expiresAt));
            statement.setString(7, reason);
            statement.setString(8, reference);
            statement.setTimestamp(9, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    private static Grant same(
            Connection connection, long customerId, @Nullable String reference, BigDecimal amount, String currency)
            throws SQLException {
        try (var statement = connection.prepareStatement(GRANT + " where customer_id = ? and reference = ?")) {
            statement.setLong(1, customerId);
            statement.setString(2, reference);
            Grant before = one(statement.executeQuery());
            if (before.amount().compareTo(amount) != 0 || !before.currency().equals(currency)) {
                throw new Failure(
                        "credits.reference",
                        "The key was used before for " + before.amount().toPlainString() + " " + before.currency()
                                + ".",
                        "Give each grant a key of its own. Nothing was granted by this call.");
            }
            return before;
        }
    }

    private static Grant one(ResultSet row) throws SQLException {
        try (row) {
            row.next();
            return grant(row);
        }
    }

    private static Grant grant(ResultSet row) throws SQLException {
        Timestamp expires = row.getTimestamp(6);
        return new Grant(
                row.getLong(1),
                row.getString(2),
                row.getBigDecimal(3),
                row.getBigDecimal(4),
                row.getInt(5),
                expires == null ? null : expires.toInstant(),
                row.getString(7),
                row.getTimestamp(8).toInstant(),
                row.getString(9));
    }

    /** What can be used at a moment. */
    static BigDecimal left(Connection connection, long customerId, String currency, Instant now) throws SQLException {
        BigDecimal left = BigDecimal.ZERO;
        for (Left each : all(connection, customerId, currency, now)) {
            left = left.add(each.remaining());
        }
        return left;
    }

    private record Left(long id, BigDecimal remaining) {}

    private static List<Left> all(Connection connection, long customerId, String currency, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(LEFT)) {
            statement.setLong(1, customerId);
            statement.setString(2, currency);
            statement.setTimestamp(3, Timestamp.from(now));
            var all = new ArrayList<Left>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new Left(row.getLong(1), row.getBigDecimal(2)));
                }
            }
            return all;
        }
    }

    /** Takes an amount that is there. */
    static void take(
            Connection connection, long customerId, String currency, BigDecimal amount, long chargeId, Instant now)
            throws SQLException {
        BigDecimal open = amount;
        for (Left each : all(connection, customerId, currency, now)) {
            BigDecimal part = each.remaining().min(open);
            if (part.signum() > 0) {
                move(connection, each.id(), part, chargeId, now);
                open = open.subtract(part);
            }
        }
        if (open.signum() != 0) {
            throw new IllegalStateException("credits were counted before and are gone");
        }
    }

    /** Gives back what a charge took, to the grants it came from. */
    static void giveBack(Connection connection, long chargeId, Instant now) throws SQLException {
        var taken = new ArrayList<Left>();
        try (var statement = connection.prepareStatement("select credit_grant_id, sum(amount) from credit_use"
                + " where usage_charge_id = ? group by credit_grant_id having sum(amount) > 0"
                + " order by credit_grant_id")) {
            statement.setLong(1, chargeId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    taken.add(new Left(row.getLong(1), row.getBigDecimal(2)));
                }
            }
        }
        for (Left each : taken) {
            move(connection, each.id(), each.remaining().negate(), chargeId, now);
        }
    }

    private static void move(Connection connection, long grantId, BigDecimal amount, long chargeId, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with moved as (update credit_grant set remaining = remaining - ? where id = ?)
                insert into credit_use (credit_grant_id, usage_charge_id, amount, at) values (?, ?, ?, ?)
                returning id""")) {
            statement.setBigDecimal(1, amount);
            statement.setLong(2, grantId);
            statement.setLong(3, grantId);
            statement.setLong(4, chargeId);
            statement.setBigDecimal(5, amount);
            statement.setTimestamp(6, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                Posting.post(connection, PostingKind.CREDIT_USE, List.of(row.getLong(1)));
            }
        }
    }
}
