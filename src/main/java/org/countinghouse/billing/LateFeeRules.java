package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.money.Currencies;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Dated rules for late payment, of sellers and as exceptions of customers. Entries are only added: a new one for the same
 * day takes the place of the one before.
 */
public final class LateFeeRules {
    private final Database database;
    private final Clock clock;

    public LateFeeRules(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Whose rule it is.
     *
     * @param seller code of the billing entity; null: that of the customer
     * @param customer external id; null: the rule of the seller
     * @param currency of the invoices it is for
     */
    public record Subject(@Nullable String seller, @Nullable String customer, String currency) {}

    /**
     * An entry.
     *
     * @param seller code of the billing entity
     * @param customer external id; null: of the seller
     * @param until first day on which another entry holds; null: none is known
     * @param reason why it is so; an exception that charges nothing has one
     */
    public record Stored(
            String seller,
            String sellerName,
            @Nullable String customer,
            @Nullable String customerName,
            String currency,
            LateRules.Entry entry,
            @Nullable LocalDate until,
            String reason,
            Instant setAt,
            String setBy) {}

    private static final String SELECT = """
            select e.code, e.name as seller_name, c.external_id, c.name as customer_name, r.currency, r.valid_from, r.kind, r.grace_days, r.every_days, r.fee, r.percent,
                r.rate, r.year_days, r.minimum, r.cap, r.tax_category,
                lead(r.valid_from) over (partition by r.billing_entity_id, r.customer_id, r.currency
                    order by r.valid_from), r.reason, r.set_at, r.set_by
            from late_fee_rule_current r join billing_entity e on e.id = r.billing_entity_id
                left join customer c on c.id = r.customer_id
            """;

    /** All entries that hold, held or will hold: of sellers first, then exceptions; by day. */
    public List<Stored> list() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                            SELECT + "order by e.code, c.external_id nulls first, r.currency, r.valid_from");
                    var rows = statement.executeQuery()) {
                var entries = new ArrayList<Stored>();
                while (rows.next()) {
                    entries.add(stored(rows));
                }
                return entries;
            }
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String currency = row.getString(5);
        var kind = LateRules.Kind.valueOf(row.getString(7).toUpperCase(Locale.ROOT));
        LateTerms terms = kind == LateRules.Kind.TERMS
                ? new LateTerms(
                        row.getInt(8),
                        row.getInt(9),
                        Amounts.exact(row.getBigDecimal(10), currency),
                        row.getBigDecimal(11),
                        row.getBigDecimal(12),
                        row.getInt(13),
                        Amounts.exact(row.getBigDecimal(14), currency),
                        row.getBigDecimal(15) == null ? null : Amounts.exact(row.getBigDecimal(15), currency),
                        row.getString(16))
                : null;
        return new Stored(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                currency,
                new LateRules.Entry(row.getObject(6, LocalDate.class), kind, terms),
                row.getObject(17, LocalDate.class),
                row.getString(18),
                row.getTimestamp(19).toInstant(),
                row.getString(20));
    }

    /** The rules for a customer's invoices of a seller in a currency. */
    static LateRules of(Connection connection, long seller, long customer, String currency) throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT
                        + "where r.billing_entity_id = ? and (r.customer_id is null or r.customer_id = ?) and r.currency = ?")) {
            statement.setLong(1, seller);
            statement.setLong(2, customer);
            statement.setString(3, currency);
            var general = new ArrayList<LateRules.Entry>();
            var own = new ArrayList<LateRules.Entry>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Stored stored = stored(rows);
                    (stored.customer() == null ? general : own).add(stored.entry());
                }
            }
            return new LateRules(general, own);
        }
    }

    /**
     * Sets what is charged from a day on.
     *
     * @throws Failure {@code late-fees.terms}, {@code late-fees.seller}, {@code customer.unknown}
     */
    public void set(Subject subject, LocalDate from, LateTerms terms, String reason) {
        if (Currencies.find(subject.currency()).isEmpty()) {
            throw new Failure(
                    "late-fees.terms",
                    "\"" + subject.currency() + "\" is no currency.",
                    "Give its code of ISO 4217, for example EUR. Nothing was changed.");
        }
        terms.check(Amounts.scale(subject.currency()));
        add(subject, from, LateRules.Kind.TERMS, terms, reason, false);
    }

    /**
     * Charges nothing from a day on.
     *
     * @param reason an exception of a customer needs one
     * @throws Failure as {@link #set}, {@code late-fees.reason}
     */
    public void none(Subject subject, LocalDate from, String reason) {
        if (subject.customer() != null && reason.isBlank()) {
            throw new Failure("late-fees.reason", "This exception needs a reason.", "Say in a few words why.");
        }
        add(subject, from, LateRules.Kind.NONE, null, reason, false);
    }

    /** From a day on a customer is charged as the seller's rule says; failures as {@link #set}. */
    public void general(Subject subject, LocalDate from, String reason) {
        add(subject, from, LateRules.Kind.GENERAL, null, reason, false);
    }

    /**
     * Takes back the entry of a day, which was a mistake: the one before it holds on.
     *
     * @throws Failure {@code late-fees.missing} when there is no such entry
     */
    public void withdraw(Subject subject, LocalDate from, String reason) {
        boolean there = list().stream()
                .anyMatch(each -> Objects.equals(each.customer(), subject.customer())
                        && (subject.seller() == null || subject.seller().equals(each.seller()))
                        && each.currency().equals(subject.currency())
                        && each.entry().from().equals(from));
        if (!there) {
            throw new Failure(
                    "late-fees.missing",
                    "There is no rule for late payment in " + subject.currency() + " that begins on " + from + ".",
                    "List the rules to see the days on which they begin. Nothing was changed.");
        }
        add(subject, from, LateRules.Kind.NONE, null, reason.isBlank() ? "withdrawn" : reason, true);
    }

    private void add(
            Subject subject,
            LocalDate from,
            LateRules.Kind kind,
            @Nullable LateTerms terms,
            String reason,
            boolean withdrawn) {
        database.write(connection -> {
            if (terms != null && terms.taxCategory() != null) {
                requireCategory(connection, terms.taxCategory());
            }
            try (var statement = connection.prepareStatement("""
                    insert into late_fee_rule (billing_entity_id, customer_id, currency, valid_from, kind, reason, withdrawn, set_at,
                        grace_days, every_days, fee, percent, rate, year_days, minimum, cap, tax_category)
                    select e.id, c.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                    from billing_entity e left join customer c on c.external_id = ?
                    where e.id = coalesce((select id from billing_entity where code = ?), c.billing_entity_id)
                        and (?::text is null or c.id is not null)""")) {
                statement.setString(1, subject.currency());
                statement.setObject(2, from);
                statement.setString(3, kind.name().toLowerCase(Locale.ROOT));
                statement.setString(4, reason.strip());
                statement.setBoolean(5, withdrawn);
                statement.setTimestamp(6, Timestamp.from(clock.instant()));
                int at = 6;
                for (Object value : values(terms)) {
                    statement.setObject(++at, value);
                }
                statement.setString(++at, subject.customer());
                statement.setString(++at, subject.seller());
                statement.setString(++at, subject.customer());
                if (statement.executeUpdate() == 0) {
                    throw missing(subject);
                }
            }
            audit(
                    connection,
                    subject,
                    from,
                    withdrawn ? "withdrawn" : kind.name().toLowerCase(Locale.ROOT),
                    reason);
            Database.notify(connection, "seller", "changed");
            return null;
        });
    }

    private static @Nullable Object[] values(@Nullable LateTerms terms) {
        if (terms == null) {
            return new @Nullable Object[] {null, null, (BigDecimal) null, null, null, null, null, null, null};
        }
        return new @Nullable Object[] {
            terms.graceDays(),
            terms.everyDays(),
            terms.fee(),
            terms.percent(),
            terms.rate(),
            terms.yearDays(),
            terms.minimum(),
            terms.cap(),
            terms.taxCategory()
        };
    }

    private static void requireCategory(Connection connection, String category) throws SQLException {
        var known = OpenDraft.categories(connection, null, List.of());
        if (!known.contains(category)) {
            throw new Failure(
                    "late-fees.terms",
                    "There is no tax category \"" + category + "\"; there are " + String.join(", ", known) + ".",
                    "Nothing was changed.");
        }
    }

    private static Failure missing(Subject subject) {
        return subject.customer() == null
                ? new Failure(
                        "late-fees.seller",
                        "There is no billing entity \"" + subject.seller() + "\".",
                        "Nothing was changed.")
                : new Failure(
                        "customer.unknown",
                        "There is no customer \"" + subject.customer() + "\".",
                        "Nothing was changed.");
    }

    private static void audit(Connection connection, Subject subject, LocalDate from, String what, String reason)
            throws SQLException {
        String of =
                subject.customer() == null ? "billing entity " + subject.seller() : "customer " + subject.customer();
        AuditLog.append(
                connection,
                "late-fees.rule",
                of,
                BillingJson.write(BillingJson.object()
                        .put("currency", subject.currency())
                        .put("from", from.toString())
                        .put("rule", what)
                        .put("reason", reason)));
    }
}
