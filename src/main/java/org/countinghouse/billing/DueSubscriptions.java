package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.billing.tax.CountryRates;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChangeRows;
import org.jspecify.annotations.Nullable;

/** Finds subscriptions to be billed, batch by batch in the order of ids, each with its changes and plans. */
final class DueSubscriptions {
    private static final String SELECT = """
            select s.id, s.customer_id, u.external_id, c.id, s.plan_version_id, c.billing_entity_id, p.currency, s.starts_on,
                s.ends_on, s.time_zone, s.quantities, s.revision, nullif(s.due_at, '-infinity'), e.billing_grace_hours,
                c.one_invoice, coalesce(c.billing_currency, p.currency),
            """ + TaxProfile.WITHOUT_RATES;

    /** Who is billed is the parent that pays; a token of the child does not see it: see {@link #paying}. */
    private static final String FROM = """
            from subscription s
                join customer u on u.id = s.customer_id
                left join customer payer on payer.id = u.payer_id
                join customer c on c.id = coalesce(payer.id, u.id)
                join billing_entity e on e.id = c.billing_entity_id
                join plan_version v on v.id = s.plan_version_id
                join plan p on p.id = v.plan_id
            """;

    private static final String DUE = """
            where s.starts_on < ? and (s.ends_on is null or s.ends_on > ?)
                and u.status <> 'closed'
            """;
    private static final String BILLED = """
            exists (select from invoice i where i.subscription_id = s.id and i.period_from = ? and i.kind = 'regular'
                and i.status <> 'void')
            """;

    /** Scope of a run; a subscription that ended before the period is billed no more in it. */
    private static final String IN_SCOPE = """
            where u.status <> 'closed'
                and (?::bigint is null or s.customer_id = ?)
                and (?::bigint is null or s.id = ?)
                and (?::bigint is null or v.plan_id = ? or exists (select from subscription_change h
                    join plan_version o on o.id = h.plan_version_id
                    where h.subscription_id = s.id and h.undone_at is null and o.plan_id = ?))
                and (?::bigint is null or exists (select from billing_failure f
                    where f.billing_run_id = ? and f.subscription_id = s.id))
                and (not ? or e.automatic_runs)
            """;

    /**
     * Asked of each subscription by itself, up to as many as a batch holds. As "not exists" it would be a join, for
     * which the server reads all invoices of the period, batch after batch; so it would by the index of days, which the
     * sum keeps it from: a subscription has few invoices, a day has as many as there are subscriptions.
     */
    private static final String OF_PERIOD = """
            and s.starts_on < ? and (s.ends_on is null or s.ends_on > ?
                or (select l.invoice_id from late_usage l where l.subscription_id = s.id and l.pending limit 1) is not null)
            and (select i.id from invoice i where i.subscription_id = s.id and i.period_from + 0 = ?
                and i.period_to = ? and i.kind = 'regular' and i.status <> 'void' limit 1) is null
            """;

    private static final String UP_TO = """
            and s.due_at <= ?::timestamptz - case when ? then interval '0' else make_interval(hours => e.billing_grace_hours) end
            """;

    /** Of those that have ended, of invoices. */
    private static final String ENDED = """
            and s.due_at = 'infinity' and s.due_at > ?::timestamptz and ? is not null
            and s.id in (select subscription_id from invoice where id = any (?))
            """;

    private DueSubscriptions() {}

    /**
     * Who pays is asked only where it is wanted: as a condition that may be empty it would have the server begin with
     * the payers, batch after batch.
     */
    private static String inScope(RunScope scope) {
        return scope.payerId() == null ? IN_SCOPE : IN_SCOPE + "and c.id = ?\n";
    }

    /** Subscriptions that are over, and due again as soon as late usage of these invoices is noticed. */
    static List<DueSubscription> ended(
            Connection connection, RunScope scope, Set<Long> invoices, PlanDocuments documents) throws SQLException {
        if (invoices.isEmpty() || scope.upTo() == null) {
            return List.of();
        }
        try (var statement = connection.prepareStatement(SELECT + FROM + inScope(scope) + ENDED + " order by s.id")) {
            int at = bind(statement, scope);
            statement.setArray(++at, connection.createArrayOf("bigint", invoices.toArray()));
            return complete(connection, statement, documents);
        }
    }

    /** The next ones that a run has to look at. */
    static List<DueSubscription> after(
            Connection connection, RunScope scope, long lastId, int limit, PlanDocuments documents)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + FROM + inScope(scope) + window(scope) + " and s.id > ? order by s.id limit ?")) {
            int at = bind(statement, scope);
            statement.setLong(++at, lastId);
            statement.setInt(++at, limit);
            return complete(connection, statement, documents);
        }
    }

    /** All that a run has to look at of these payers. */
    static List<DueSubscription> ofPayers(
            Connection connection, RunScope scope, Set<Long> payers, PlanDocuments documents) throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + FROM + inScope(scope) + window(scope) + " and c.id = any (?) order by s.id")) {
            int at = bind(statement, scope);
            statement.setArray(++at, connection.createArrayOf("bigint", payers.toArray()));
            return complete(connection, statement, documents);
        }
    }

    /** These again, as they are now; not those whose customer was erased meanwhile. */
    static List<DueSubscription> anew(Connection connection, List<Long> ids, PlanDocuments documents)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + FROM + " where s.id = any (?) and u.erased_at is null order by s.id")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return complete(connection, statement, documents);
        }
    }

    /** How many a run has to look at. */
    static int count(Connection connection, RunScope scope) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) " + FROM + inScope(scope) + window(scope))) {
            bind(statement, scope);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static String window(RunScope scope) {
        return scope.period() == null ? UP_TO : OF_PERIOD;
    }

    private static int bind(PreparedStatement statement, RunScope scope) throws SQLException {
        int at = 0;
        for (Long id : new Long[] {scope.customerId(), scope.subscriptionId()}) {
            statement.setObject(++at, id);
            statement.setObject(++at, id);
        }
        for (int i = 0; i < 3; i++) {
            statement.setObject(++at, scope.planId());
        }
        statement.setObject(++at, scope.againOf());
        statement.setObject(++at, scope.againOf());
        statement.setBoolean(++at, scope.automatic());
        if (scope.payerId() != null) {
            statement.setLong(++at, scope.payerId());
        }
        if (scope.period() != null) {
            statement.setObject(++at, scope.period().to());
            statement.setObject(++at, scope.period().from());
            statement.setObject(++at, scope.period().from());
            statement.setObject(++at, scope.period().to());
        } else if (scope.upTo() != null) {
            statement.setTimestamp(++at, Timestamp.from(scope.upTo()));
            statement.setBoolean(++at, scope.graceless());
        }
        return at;
    }

    /** A customer's subscriptions that run in a span of days, billed or not. */
    static List<DueSubscription> of(
            Connection connection, BillingPeriod period, long customerId, PlanDocuments documents) throws SQLException {
        try (var statement =
                connection.prepareStatement(SELECT + FROM + DUE + " and s.customer_id = ? order by s.id")) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            statement.setLong(3, customerId);
            return complete(connection, statement, documents);
        }
    }

    /**
     * How the invoices of subscriptions are taxed and in which currency they are, by the ids of subscriptions.
     *
     * @param whole not confined to a customer: who pays may be another one
     */
    static Map<Long, DueSubscription.Paying> paying(Connection whole, List<Long> ids) throws SQLException {
        try (var statement = whole.prepareStatement(
                "select s.id, c.billing_currency, " + TaxProfile.SQL + FROM + " where s.id = any (?)")) {
            statement.setArray(1, whole.createArrayOf("bigint", ids.toArray()));
            var paying = new HashMap<Long, DueSubscription.Paying>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    paying.put(
                            rows.getLong(1),
                            new DueSubscription.Paying(TaxProfile.read(rows.getString(3)), rows.getString(2)));
                }
            }
            return paying;
        }
    }

    /** How many subscriptions of the month have an invoice that begins with it, or have it not. */
    static int count(Connection connection, BillingPeriod period, boolean billed) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(*) from subscription s join customer u on u.id = s.customer_id " + DUE + " and "
                        + (billed ? "" : "not ") + BILLED)) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            statement.setObject(3, period.from());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Invoices that are there of periods that end in the run's. */
    static int existing(Connection connection, RunScope scope) throws SQLException {
        if (scope.period() == null) {
            return 0;
        }
        try (var statement = connection.prepareStatement("""
                select count(distinct coalesce(i.collected_by, i.id)) from invoice i where i.period_to > ? and i.period_to <= ? and i.kind = 'regular'
                    and i.status <> 'void' and (?::bigint is null or i.used_by = ?)
                    and (?::bigint is null or i.subscription_id = ?)""")) {
            statement.setObject(1, scope.period().from());
            statement.setObject(2, scope.period().to());
            statement.setObject(3, scope.customerId());
            statement.setObject(4, scope.customerId());
            statement.setObject(5, scope.subscriptionId());
            statement.setObject(6, scope.subscriptionId());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static List<DueSubscription> complete(
            Connection connection, PreparedStatement statement, PlanDocuments documents) throws SQLException {
        var plain = new ArrayList<DueSubscription>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                plain.add(subscription(rows));
            }
        }
        if (plain.isEmpty()) {
            return plain;
        }
        Map<Long, List<SubscriptionChange>> changes = SubscriptionChangeRows.holding(
                connection, plain.stream().map(DueSubscription::id).toArray(Long[]::new));
        var versions = new TreeSet<Long>();
        plain.forEach(each -> versions.add(each.planVersionId()));
        changes.values()
                .forEach(list -> list.forEach(change -> {
                    if (change.planVersionId() != null) {
                        versions.add(change.planVersionId());
                    }
                }));
        Map<Long, PlanDocument> plans = documents.of(connection, versions);
        Map<Long, List<BilledFees>> fees = BilledFees.of(
                connection, plain.stream().map(DueSubscription::id).toList());
        Map<Long, List<ProgressiveBill>> progressive = ProgressiveBill.of(
                connection, plain.stream().map(DueSubscription::id).toList());
        CountryRates rates = CountryRates.of(connection, plain.stream().map(DueSubscription::taxCountry));
        var found = new ArrayList<DueSubscription>();
        for (DueSubscription each : plain) {
            found.add(each.taxed(rates.of(each.taxCountry()))
                    .with(changes.getOrDefault(each.id(), List.of()), plans)
                    .billed(fees.getOrDefault(each.id(), List.of()))
                    .progressed(progressive.getOrDefault(each.id(), List.of())));
        }
        return found;
    }

    private static DueSubscription subscription(ResultSet row) throws SQLException {
        Timestamp dueFrom = row.getTimestamp(13);
        return new DueSubscription(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getString(7),
                row.getString(16),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class),
                ZoneId.of(row.getString(10)),
                quantities(row.getString(11)),
                row.getInt(12),
                instant(dueFrom),
                row.getInt(14),
                row.getBoolean(15),
                TaxProfile.read(row.getString(17)),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static Map<String, BigDecimal> quantities(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        var quantities = new HashMap<String, BigDecimal>();
        for (var entry : BillingJson.read(json).properties()) {
            quantities.put(entry.getKey(), new BigDecimal(entry.getValue().asText()));
        }
        return quantities;
    }
}
