package org.countinghouse.billing.tax;

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
import java.util.Set;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The tables of tax rates. Entries are only added: a new one for the same day takes the place of the one before. */
public final class TaxRates {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Database database;
    private final Clock clock;

    public TaxRates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The same on another database, for a look at what a change would do. */
    public TaxRates on(Database other) {
        return new TaxRates(other, clock);
    }

    /**
     * What a rate is for.
     *
     * @param billingEntity code of the seller
     * @param country of the customers, ISO 3166-1 alpha-2
     * @param category of the charges it taxes; empty: of all
     * @param code as on invoices, for example {@code VAT}
     */
    public record Subject(String billingEntity, String country, String category, String code) {}

    /**
     * An entry.
     *
     * @param rate percent; null: not charged from that day on
     * @param until first day on which another entry holds; null: none is known
     */
    public record Entry(
            Subject subject,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable BigDecimal rate,
            boolean compound,
            String note,
            Instant setAt,
            String setBy) {
        /** Whether it is the entry of a day; it may say that nothing is charged. */
        public boolean holds(LocalDate day) {
            return !from.isAfter(day) && (until == null || until.isAfter(day));
        }
    }

    /** All entries that hold or will hold, by seller, country, category, code and day. */
    public List<Entry> list() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                            select e.code, r.country, r.category, r.code, r.valid_from,
                                lead(r.valid_from) over (partition by r.billing_entity_id, r.country, r.category, r.code
                                    order by r.valid_from),
                                r.rate, r.compound, r.note, r.set_at, r.set_by
                            from tax_rate_current r join billing_entity e on e.id = r.billing_entity_id
                            order by 1, 2, 3, 4, 5""");
                    var rows = statement.executeQuery()) {
                var entries = new ArrayList<Entry>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Subject(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                row.getObject(5, LocalDate.class),
                row.getObject(6, LocalDate.class),
                row.getBigDecimal(7),
                row.getBoolean(8),
                row.getString(9),
                row.getTimestamp(10).toInstant(),
                row.getString(11));
    }

    /**
     * Customers' countries for which a seller has no rate: what they are billed carries no tax.
     *
     * @param billingEntity code of the seller
     * @param country empty: customers whose country is not known
     */
    public record Gap(String billingEntity, String country, long customers) {}

    /**
     * The gaps of a day; countries of the EU are in it too, since not each customer there has a tax number. Customers whose
     * country is not known are one where the seller charges any tax.
     */
    public List<Gap> gaps(LocalDate day) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select e.code, coalesce(c.country, ''), count(*) from customer c join billing_entity e on e.id = c.billing_entity_id
                    where c.status <> 'closed' and not exists (select from tax_rate_current r
                            where r.billing_entity_id = e.id and r.country = c.country and r.valid_from <= ?)
                        and (c.country is not null or exists (select from tax_rate_current r
                            where r.billing_entity_id = e.id and r.valid_from <= ?))
                    group by 1, 2 order by 1, 3 desc, 2""")) {
                statement.setObject(1, day);
                statement.setObject(2, day);
                try (var rows = statement.executeQuery()) {
                    var gaps = new ArrayList<Gap>();
                    while (rows.next()) {
                        gaps.add(new Gap(rows.getString(1), rows.getString(2), rows.getLong(3)));
                    }
                    return gaps;
                }
            }
        });
    }

    /**
     * Sets a rate from a day on.
     *
     * @param rate percent, 0 to 100; null: not charged from that day on
     * @throws Failure {@code tax.rate}, {@code tax.country}, {@code tax.code} or {@code tax.entity}
     */
    public void set(Subject subject, LocalDate from, @Nullable BigDecimal rate, boolean compound, String note) {
        check(subject);
        if (rate != null && (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0)) {
            throw new Failure(
                    "tax.rate",
                    "The rate " + rate.toPlainString() + " is no percentage.",
                    "Give percent from 0 to 100, for example 19 for nineteen percent. Nothing was changed.");
        }
        add(subject, from, rate, compound, false, note);
    }

    /**
     * Takes back the entry of a day, which was a mistake: the one before it holds on.
     *
     * @throws Failure {@code tax.missing} when there is no such entry
     */
    public void withdraw(Subject subject, LocalDate from, String note) {
        boolean there = list().stream()
                .anyMatch(
                        entry -> entry.subject().equals(subject) && entry.from().equals(from));
        if (!there) {
            throw new Failure(
                    "tax.missing",
                    "There is no " + subject.code() + " of " + subject.country() + " that begins on " + from + ".",
                    "List the rates to see the days on which they begin. Nothing was changed.");
        }
        add(subject, from, null, false, true, note);
    }

    private static void check(Subject subject) {
        if (!COUNTRIES.contains(subject.country())) {
            throw new Failure(
                    "tax.country",
                    "\"" + subject.country() + "\" is no country.",
                    "Give its code of ISO 3166-1, two capital letters, for example DE. Nothing was changed.");
        }
        if (subject.code().isBlank() || subject.code().length() > 20) {
            throw new Failure(
                    "tax.code",
                    "A tax needs a name of at most 20 characters.",
                    "Give what stands on invoices, for example VAT. Nothing was changed.");
        }
    }

    private void add(
            Subject subject,
            LocalDate from,
            @Nullable BigDecimal rate,
            boolean compound,
            boolean withdrawn,
            String note) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into tax_rate (billing_entity_id, country, category, code, valid_from, rate, compound,
                        withdrawn, note, set_at)
                    select id, ?, ?, ?, ?, ?, ?, ?, ?, ? from billing_entity where code = ?""")) {
                statement.setString(1, subject.country());
                statement.setString(2, subject.category().strip());
                statement.setString(3, subject.code().strip());
                statement.setObject(4, from);
                statement.setBigDecimal(5, rate);
                statement.setBoolean(6, compound);
                statement.setBoolean(7, withdrawn);
                statement.setString(8, note);
                statement.setTimestamp(9, Timestamp.from(clock.instant()));
                statement.setString(10, subject.billingEntity());
                if (statement.executeUpdate() == 0) {
                    throw new Failure(
                            "tax.entity",
                            "There is no billing entity \"" + subject.billingEntity() + "\".",
                            "Name one that exists. Nothing was changed.");
                }
            }
            audit(connection, subject, from, rate, withdrawn);
            Database.notify(connection, "tax", subject.country());
            return true;
        });
    }

    private static void audit(
            Connection connection, Subject subject, LocalDate from, @Nullable BigDecimal rate, boolean withdrawn)
            throws SQLException {
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("country", subject.country())
                .put("category", subject.category())
                .put("code", subject.code())
                .put("from", from.toString())
                .put("rate", rate == null ? null : rate.toPlainString());
        AuditLog.append(
                connection,
                withdrawn ? "tax.withdraw" : "tax.set",
                "billing entity " + subject.billingEntity(),
                detail.toString());
    }
}
