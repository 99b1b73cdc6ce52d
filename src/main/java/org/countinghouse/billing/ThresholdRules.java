package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Dated thresholds of plans, and of single subscriptions in the place of their plan's. Entries are only added: a new one
 * for the same day takes the place of the one before.
 */
public final class ThresholdRules {
    private final Database database;
    private final Clock clock;

    public ThresholdRules(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose thresholds they are: one of both. */
    public record Subject(@Nullable String plan, @Nullable Long subscription) {
        public Subject {
            if ((plan == null) == (subscription == null)) {
                throw new Failure(
                        "thresholds.subject",
                        "Thresholds are those of a plan or of a subscription.",
                        "Name one of both. Nothing was changed.");
            }
        }

        public static Subject plan(String code) {
            return new Subject(code, null);
        }

        public static Subject subscription(long id) {
            return new Subject(null, id);
        }

        private String words() {
            return plan == null ? "subscription " + subscription : "plan " + plan;
        }
    }

    private static final String SELECT = """
            select p.code, p.name, r.subscription_id, c.external_id, c.name as customer_name, p.currency, r.valid_from, r.kind,
                r.amounts, r.every, lead(r.valid_from) over (partition by r.plan_id, r.subscription_id order by r.valid_from),
                r.reason, r.set_at, r.set_by
            from usage_threshold_current r
                left join subscription s on s.id = r.subscription_id
                left join plan_version v on v.id = s.plan_version_id
                join plan p on p.id = coalesce(r.plan_id, v.plan_id)
                left join customer c on c.id = s.customer_id
            """;
    private static final String ORDER = " order by p.code, r.subscription_id nulls first, r.valid_from";

    /** All entries that hold, held or will hold: of plans first, then of subscriptions; by day. */
    public List<ThresholdEntry> list() {
        return database.read(connection -> entries(connection.prepareStatement(SELECT + ORDER)));
    }

    /** Those of one plan or subscription, by day. */
    public List<ThresholdEntry> list(Subject subject) {
        return list().stream().filter(each -> each.subject().equals(subject)).toList();
    }

    private static List<ThresholdEntry> entries(PreparedStatement prepared) throws SQLException {
        try (var statement = prepared;
                var rows = statement.executeQuery()) {
            var entries = new ArrayList<ThresholdEntry>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        }
    }

    private static ThresholdEntry entry(ResultSet row) throws SQLException {
        String currency = row.getString(6);
        var kind = ThresholdEntry.Kind.valueOf(row.getString(8).toUpperCase(Locale.ROOT));
        BigDecimal every = row.getBigDecimal(10);
        var thresholds = kind == ThresholdEntry.Kind.AMOUNTS
                ? new UsageThresholds(
                        Stream.of((BigDecimal[]) row.getArray(9).getArray())
                                .map(amount -> Amounts.exact(amount, currency))
                                .toList(),
                        every == null ? null : Amounts.exact(every, currency))
                : null;
        return new ThresholdEntry(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Long.class),
                row.getString(4),
                row.getString(5),
                currency,
                row.getObject(7, LocalDate.class),
                kind,
                thresholds,
                row.getObject(11, LocalDate.class),
                row.getString(12),
                row.getTimestamp(13).toInstant(),
                row.getString(14));
    }

    /** Entries of plans, and of these subscriptions. */
    static ThresholdsInForce of(Connection connection, Collection<Long> subscriptions) throws SQLException {
        var statement = connection.prepareStatement(
                SELECT + "where r.plan_id is not null or r.subscription_id = any (?)" + ORDER);
        statement.setArray(1, connection.createArrayOf("bigint", subscriptions.toArray()));
        return new ThresholdsInForce(entries(statement));
    }

    /**
     * An entry as it would be stored, by nobody.
     *
     * @throws Failure as {@link #set}
     */
    static ThresholdEntry of(Connection connection, ThresholdWish wish, Instant now) throws SQLException {
        ThresholdRules.Subject subject = wish.subject();
        String currency = currency(connection, subject);
        if (wish.thresholds() != null) {
            wish.thresholds().check(Amounts.scale(currency));
        }
        String plan = Objects.requireNonNullElse(subject.plan(), "");
        return new ThresholdEntry(
                plan,
                plan,
                subject.subscription(),
                null,
                null,
                currency,
                wish.from(),
                wish.kind(),
                wish.thresholds(),
                null,
                "",
                now,
                "");
    }

    /**
     * Sets thresholds from a day on.
     *
     * @throws Failure {@code thresholds.amounts}, {@code plan.missing}, {@code subscription.missing}
     */
    public void set(Subject subject, LocalDate from, UsageThresholds thresholds, String reason) {
        add(subject, from, ThresholdEntry.Kind.AMOUNTS, thresholds, reason, false);
    }

    /** From a day on there are none; failures as {@link #set}. */
    public void none(Subject subject, LocalDate from, String reason) {
        add(subject, from, ThresholdEntry.Kind.NONE, null, reason, false);
    }

    /** From a day on a subscription has its plan's again; failures as {@link #set}. */
    public void general(long subscription, LocalDate from, String reason) {
        add(Subject.subscription(subscription), from, ThresholdEntry.Kind.GENERAL, null, reason, false);
    }

    /**
     * Takes back the entry of a day, which was a mistake: the one before it holds on.
     *
     * @throws Failure {@code thresholds.missing} when there is no such entry
     */
    public void withdraw(Subject subject, LocalDate from, String reason) {
        if (list(subject).stream().noneMatch(each -> each.from().equals(from))) {
            throw new Failure(
                    "thresholds.missing",
                    "There are no thresholds of " + subject.words() + " that begin on " + from + ".",
                    "List them to see the days on which they begin. Nothing was changed.");
        }
        add(subject, from, ThresholdEntry.Kind.NONE, null, reason.isBlank() ? "withdrawn" : reason, true);
    }

    private void add(
            Subject subject,
            LocalDate from,
            ThresholdEntry.Kind kind,
            @Nullable UsageThresholds thresholds,
            String reason,
            boolean withdrawn) {
        database.write(connection -> {
            if (thresholds != null) {
                thresholds.check(Amounts.scale(currency(connection, subject)));
            } else {
                currency(connection, subject);
            }
            try (var statement = connection.prepareStatement("""
                    insert into usage_threshold (plan_id, subscription_id, valid_from, kind, amounts, every, reason, withdrawn,
                        set_at)
                    values ((select id from plan where code = ?), ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                statement.setString(1, subject.plan());
                statement.setObject(2, subject.subscription());
                statement.setObject(3, from);
                statement.setString(4, kind.name().toLowerCase(Locale.ROOT));
                statement.setArray(
                        5,
                        connection.createArrayOf(
                                "numeric",
                                thresholds == null
                                        ? new BigDecimal[0]
                                        : thresholds.amounts().toArray()));
                statement.setBigDecimal(6, thresholds == null ? null : thresholds.every());
                statement.setString(7, reason.strip());
                statement.setBoolean(8, withdrawn);
                statement.setTimestamp(9, Timestamp.from(clock.instant()));
                statement.executeUpdate();
            }
            audit(
                    connection,
                    subject,
                    from,
                    withdrawn ? "withdrawn" : kind.name().toLowerCase(Locale.ROOT),
                    thresholds,
                    reason);
            Database.notify(connection, "subscription", "changed");
            return null;
        });
    }

    private static String currency(Connection connection, Subject subject) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select p.currency from plan p where p.code = ?
                union all
                select p.currency from subscription s join plan_version v on v.id = s.plan_version_id
                    join plan p on p.id = v.plan_id where s.id = ?""")) {
            statement.setString(1, subject.plan());
            statement.setObject(2, subject.subscription(), java.sql.Types.BIGINT);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            subject.plan() == null ? "subscription.missing" : "plan.missing",
                            "There is no " + subject.words() + ".",
                            "Nothing was changed.");
                }
                return row.getString(1);
            }
        }
    }

    private static void audit(
            Connection connection,
            Subject subject,
            LocalDate from,
            String what,
            @Nullable UsageThresholds thresholds,
            String reason)
            throws SQLException {
        var detail = BillingJson.object().put("from", from.toString()).put("rule", what);
        if (thresholds != null) {
            var amounts = detail.putArray("amounts");
            thresholds.amounts().forEach(amount -> amounts.add(amount.toPlainString()));
            if (thresholds.every() != null) {
                detail.put("every", thresholds.every().toPlainString());
            }
        }
        AuditLog.append(connection, "thresholds.set", subject.words(), BillingJson.write(detail.put("reason", reason)));
    }
}
