package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** Billing runs, what failed in them, and how their invoices compare with the period before. */
public final class BillingRunList {
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;

    public BillingRunList(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The newest first. */
    public List<BillingRunRow> newest(int limit) {
        Instant now = clock.instant();
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select r.id, r.period_from, r.period_to, r.up_to, coalesce(c.name, p.name, case when r.subscription_id
                        is not null then '#' || r.subscription_id end), r.state, r.started_at, r.started_by,
                        r.finished_at, r.due, r.done, case when r.finished_at is null then (select count(*) from invoice i
                        where i.billing_run_id = r.id and i.collected_by is null) else r.drafts end, (select count(*) from billing_failure f
                        where f.billing_run_id = r.id), r.seen_at
                    from billing_run r left join customer c on c.id = r.customer_id left join plan p on p.id = r.plan_id
                    order by r.id desc limit ?""")) {
                statement.setInt(1, limit);
                var runs = new ArrayList<BillingRunRow>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        runs.add(run(row, now));
                    }
                }
                return runs;
            }
        });
    }

    static BillingRunRow run(ResultSet row, Instant now) throws SQLException {
        LocalDate from = row.getObject(2, LocalDate.class);
        Timestamp upTo = row.getTimestamp(4);
        Instant seen = row.getTimestamp(14).toInstant();
        String state = row.getString(6);
        boolean silent = state.equals("running") && seen.plus(SILENCE).isBefore(now);
        return new BillingRunRow(
                row.getLong(1),
                from == null ? label(upTo) : new BillingPeriod(from, row.getObject(3, LocalDate.class)).label(),
                row.getString(5),
                silent ? "interrupted" : state,
                row.getTimestamp(7).toInstant(),
                row.getString(8),
                instant(row.getTimestamp(9)),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13));
    }

    private static String label(@Nullable Timestamp upTo) {
        return upTo == null ? "" : upTo.toInstant().toString();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Subscriptions that were set aside in a run, with the reason. */
    public List<BillingRunReport.Failed> failures(long runId) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select f.subscription_id, c.external_id, f.code, f.reason from billing_failure f
                        join subscription s on s.id = f.subscription_id join customer c on c.id = s.customer_id
                    where f.billing_run_id = ? order by f.subscription_id""")) {
                statement.setLong(1, runId);
                var failures = new ArrayList<BillingRunReport.Failed>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        failures.add(new BillingRunReport.Failed(
                                row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
                    }
                }
                return failures;
            }
        });
    }

    /**
     * A customer's invoices of a run beside those of the periods before.
     *
     * @param before zero when nothing was billed before
     */
    public record Variance(String customer, String name, String currency, BigDecimal before, BigDecimal now) {
        public BigDecimal difference() {
            return now.subtract(before);
        }
    }

    /**
     * The largest differences first. The period before is the one that the same subscription had before, in the same
     * currency; it stands beside the regular invoice, not beside others of the same period.
     */
    public List<Variance> variance(long runId, int limit) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select c.external_id, c.name, i.currency, sum(coalesce(b.total, 0)), sum(i.total)
                    from invoice i join customer c on c.id = i.customer_id
                        left join lateral (select total from invoice p where p.subscription_id = i.subscription_id
                            and i.kind = 'regular' and p.kind = 'regular' and p.currency = i.currency
                            and p.status <> 'void' and p.starts_at < i.starts_at order by p.starts_at desc limit 1) b on true
                    where i.billing_run_id = ? and i.status <> 'void' and i.kind <> 'consolidated'
                    group by c.id, i.currency
                    order by abs(sum(i.total) - sum(coalesce(b.total, 0))) desc, c.external_id limit ?""")) {
                statement.setLong(1, runId);
                statement.setInt(2, limit);
                var found = new ArrayList<Variance>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Variance(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5)));
                    }
                }
                return found;
            }
        });
    }
}
