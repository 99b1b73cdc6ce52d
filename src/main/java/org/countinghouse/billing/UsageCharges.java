package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.EventKey;
import org.countinghouse.metering.JointIntake;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Usage that was charged as it was recorded: looking it up, and giving it back. */
public final class UsageCharges {
    private static final String SELECT = """
            select u.id, c.external_id, u.event_id, u.event, u.occurred_at, u.quantity, u.method, u.suggested, u.currency,
                u.amount, u.status, u.code, u.reason, u.created_at
            from usage_charge u join customer c on c.id = u.customer_id
            """;

    private final Database database;
    private final Clock clock;

    /** @param database whole, or confined to a customer for reading */
    public UsageCharges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param customer null = everybody's
     * @param status null = any
     * @throws Failure {@code customer.unknown}
     */
    public List<UsageCharge> list(
            @Nullable String customer, UsageCharge.@Nullable Status status, int limit, int offset) {
        return database.read(connection -> {
            Long customerId =
                    customer == null ? null : Payer.find(connection, customer).id();
            try (var statement = connection.prepareStatement(SELECT
                    + " where (?::bigint is null or u.customer_id = ?) and (?::text is null or u.status = ?)"
                    + " order by u.id desc limit ? offset ?")) {
                statement.setObject(1, customerId);
                statement.setObject(2, customerId);
                statement.setString(3, status == null ? null : code(status));
                statement.setString(4, status == null ? null : code(status));
                statement.setInt(5, limit);
                statement.setInt(6, offset);
                var charges = new ArrayList<UsageCharge>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        charges.add(charge(row));
                    }
                }
                return charges;
            }
        });
    }

    /** @throws Failure {@code charge.missing}, also for one that the caller may not see */
    public UsageCharge find(long id) {
        return database.read(connection -> one(connection, id));
    }

    /**
     * Cancels the event and gives back what was taken for it, to the wallet or to the credits it came from. Once more is
     * no change; after a crash in between, once more finishes it.
     *
     * A draft that has counted it is to be rated again before it becomes final.
     *
     * @throws Failure {@code charge.missing}, {@code charge.refund} when nothing was taken, {@code charge.billed} when an
     *     invoice has settled it, and those of {@link UsageCorrections#cancel}
     */
    public UsageCharge refund(long id, String reason, UsageCorrections corrections) {
        UsageCharge charge = find(id);
        if (charge.status() == UsageCharge.Status.REFUNDED) {
            return charge;
        }
        boolean taken = charge.method() == BillingMethod.WALLET || charge.method() == BillingMethod.CREDITS;
        if (charge.status() != UsageCharge.Status.COMPLETED || !taken) {
            throw new Failure(
                    "charge.refund",
                    "Charge " + id + " is " + code(charge.status()) + " by "
                            + charge.method().code() + ": nothing was taken that could be given back.",
                    "Cancel the event if it should not be billed, or credit its invoice.");
        }
        refuseBilledInside(id);
        corrections.cancel(charge.customer(), charge.eventId(), Why.of(reason));
        return database.write(connection -> giveBack(connection, charge, reason));
    }

    /** An invoice inside the running period has used what was taken: its part must not be given back beside it. */
    private void refuseBilledInside(long id) {
        database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select coalesce(i.number, 'draft ' || i.id) from usage_charge u
                        join usage_charge_part p on p.usage_charge_id = u.id
                        join progressive_bill b on b.subscription_id = p.subscription_id and b.standing
                        join invoice i on i.id = b.invoice_id and i.period_from = p.period_from
                    where u.id = ? and i.prepaid > 0 and u.created_at <= i.created_at order by i.id limit 1""")) {
                statement.setLong(1, id);
                try (var row = statement.executeQuery()) {
                    if (row.next()) {
                        throw new Failure(
                                "charge.billed",
                                "Charge " + id + " is settled by " + row.getString(1) + ", inside its period.",
                                "Nothing was changed. Make that invoice void first, or credit it.");
                    }
                }
            }
            return id;
        });
    }

    /**
     * The period's own invoice has used what was taken, and a later one gives back what was cancelled: not twice. Asked
     * with the subscription's row taken, so that no run makes one meanwhile.
     */
    private static void refuseBilled(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(i.number, c.number) from usage_charge u
                    join usage_charge_part p on p.usage_charge_id = u.id
                    join invoice i on i.subscription_id = p.subscription_id and i.kind = 'regular' and i.status <> 'void'
                        and u.occurred_at >= i.starts_at and u.occurred_at < i.ends_at
                    left join invoice c on c.id = i.collected_by
                where u.id = ? and coalesce(i.number, c.number) is not null order by i.id limit 1""")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    throw new Failure(
                            "charge.billed",
                            "Charge " + id + " is of the time of invoice " + row.getString(1) + ", which is final.",
                            "Nothing was given back. Usage that was cancelled is settled on the next invoice by itself.");
                }
            }
        }
    }

    private UsageCharge giveBack(Connection connection, UsageCharge charge, String reason) throws SQLException {
        Instant now = clock.instant();
        long payer = Payer.find(connection, charge.customer()).id();
        Wallets.lock(connection, payer, charge.currency());
        if (!settle(connection, charge.id(), reason, now)) {
            return one(connection, charge.id());
        }
        refuseBilled(connection, charge.id());
        if (charge.method() == BillingMethod.CREDITS && charge.amount().signum() > 0) {
            Credits.giveBack(connection, charge.id(), now);
        } else if (charge.amount().signum() > 0) {
            Wallets.change(
                    connection,
                    payer,
                    charge.currency(),
                    Wallets.Kind.REFUND,
                    charge.amount(),
                    charge.id(),
                    null,
                    reason,
                    now);
        }
        AuditLog.append(
                connection,
                "charge.refund",
                "charge " + charge.id(),
                Json.text(Json.object()
                        .put("customer", charge.customer())
                        .put("amount", charge.amount().toPlainString())
                        .put("currency", charge.currency())
                        .put("reason", reason)));
        return one(connection, charge.id());
    }

    /** False when somebody else has given it back meanwhile. */
    private static boolean settle(Connection connection, long id, String reason, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("update usage_charge set status = 'refunded', reason = ?,"
                + " changed_at = ? where id = ? and status = 'completed'")) {
            statement.setString(1, reason);
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setLong(3, id);
            return statement.executeUpdate() == 1;
        }
    }

    private static UsageCharge one(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where u.id = ?")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure("charge.missing", "There is no charge " + id + ".", "");
                }
                return charge(row);
            }
        }
    }

    /** The charge of an event, by the client's id; empty when it was not charged. */
    static Optional<UsageCharge> of(Connection connection, long customerId, String eventId) throws SQLException {
        try (var statement =
                connection.prepareStatement(SELECT + " where u.customer_id = ? and u.key = ? and u.event_id = ?")) {
            statement.setLong(1, customerId);
            statement.setObject(2, EventKey.of(eventId));
            statement.setString(3, eventId);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(charge(row)) : Optional.empty();
            }
        }
    }

    /** Whether an event is what was charged: type, quantity and properties; a time may have been filled in. */
    static boolean isSame(Connection connection, UsageCharge charge, JointIntake.Incoming incoming)
            throws SQLException {
        try (var statement = connection.prepareStatement("select event = ? and quantity is not distinct from ?"
                + " and properties = ?::jsonb from usage_charge where id = ?")) {
            statement.setString(1, incoming.event().event());
            statement.setBigDecimal(2, incoming.event().quantity());
            statement.setString(3, incoming.event().properties().canonical());
            statement.setLong(4, charge.id());
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * What the wallet and credits have paid of subscriptions' periods already; all of one period in one currency. The first
     * charge that took something of a period decides how its invoice is exchanged; one of nothing decides nothing.
     */
    static List<Prepaid> prepaid(Connection connection, List<RatingTask> tasks) throws SQLException {
        var prepaid = new ArrayList<Prepaid>(Collections.nCopies(tasks.size(), Prepaid.NOTHING));
        try (var statement = connection.prepareStatement("""
                select x.number, x.amount, x.fixed, x.exchange ->> 'currency', x.exchange ->> 'rate',
                    x.exchange ->> 'day', x.exchange ->> 'source'
                from (select w.number, sum(p.amount) as amount, bool_or(p.amount <> 0) as fixed,
                    (array_agg(p.exchange order by p.usage_charge_id) filter (where p.amount <> 0))[1] as exchange
                from unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::timestamptz[]) w(number, id, since, until)
                    join usage_charge_part p on p.subscription_id = w.id
                    join usage_charge u on u.id = p.usage_charge_id
                        and u.occurred_at >= w.since and u.occurred_at < w.until
                where u.status = 'completed' and u.method in ('wallet', 'credits') group by 1) x""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int", IntStream.range(0, tasks.size()).boxed().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            tasks.stream().map(task -> task.due().id()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            tasks.stream()
                                    .map(task -> task.period().startsAt().toString())
                                    .toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "timestamptz",
                            tasks.stream()
                                    .map(task -> task.period().endsAt().toString())
                                    .toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    prepaid.set(
                            rows.getInt(1),
                            new Prepaid(rows.getBigDecimal(2), rows.getBoolean(3), Prepaid.exchange(rows, 4)));
                }
            }
        }
        return prepaid;
    }

    /**
     * Writes a charge; one of the same event that failed before becomes this one.
     *
     * @param charge without its id
     */
    static long write(
            Connection connection,
            long customerId,
            UsageCharge charge,
            String properties,
            List<UsagePricing.Part> parts)
            throws SQLException {
        long id = insert(connection, customerId, charge, properties);
        try (var statement = connection.prepareStatement("insert into usage_charge_part (usage_charge_id,"
                + " subscription_id, period_from, amount, exchange) values (?, ?, ?, ?, ?::jsonb)")) {
            for (UsagePricing.Part part : parts) {
                statement.setLong(1, id);
                statement.setLong(2, part.subscriptionId());
                statement.setObject(3, part.periodFrom());
                statement.setBigDecimal(4, part.amount());
                statement.setString(
                        5,
                        part.exchange() == null ? null : BillingJson.write(RatingDocuments.exchange(part.exchange())));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return id;
    }

    private static long insert(Connection connection, long customerId, UsageCharge charge, String properties)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into usage_charge (customer_id, key, event_id, event, occurred_at, quantity, properties, method,
                    suggested, currency, amount, status, code, reason, created_at, changed_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (customer_id, key) do update set event = excluded.event, occurred_at = excluded.occurred_at,
                    quantity = excluded.quantity, properties = excluded.properties, method = excluded.method,
                    suggested = excluded.suggested, currency = excluded.currency, amount = excluded.amount,
                    status = excluded.status, code = excluded.code, reason = excluded.reason,
                    changed_at = excluded.changed_at
                where usage_charge.status = 'failed'
                returning id""")) {
            statement.setLong(1, customerId);
            statement.setObject(2, EventKey.of(charge.eventId()));
            statement.setString(3, charge.eventId());
            statement.setString(4, charge.event());
            statement.setTimestamp(5, Timestamp.from(charge.occurredAt()));
            statement.setBigDecimal(6, charge.quantity());
            statement.setString(7, properties);
            statement.setString(8, charge.method().code());
            statement.setString(9, charge.suggested().code());
            statement.setString(10, charge.currency());
            statement.setBigDecimal(11, charge.amount());
            statement.setString(12, code(charge.status()));
            statement.setString(13, charge.code());
            statement.setString(14, charge.reason());
            statement.setTimestamp(15, Timestamp.from(charge.createdAt()));
            statement.setTimestamp(16, Timestamp.from(charge.createdAt()));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "conflict",
                            "Event \"" + charge.eventId() + "\" was charged by somebody else at the same moment.",
                            "Send it again to see the charge.");
                }
                return row.getLong(1);
            }
        }
    }

    private static String code(UsageCharge.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static UsageCharge charge(ResultSet row) throws SQLException {
        return new UsageCharge(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant(),
                row.getBigDecimal(6),
                BillingMethod.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                BillingMethod.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
                row.getString(9),
                row.getBigDecimal(10),
                UsageCharge.Status.valueOf(row.getString(11).toUpperCase(Locale.ROOT)),
                row.getString(12),
                row.getString(13),
                row.getTimestamp(14).toInstant());
    }
}
