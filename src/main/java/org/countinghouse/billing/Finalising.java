package org.countinghouse.billing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Makes drafts final: number, dates, ledger and audit entry in one transaction. A final invoice never changes. One that
 * asks for no payment is paid at once.
 */
public final class Finalising {
    /** Invoices that one statement numbers, posts or notes, and that become final together when there are more. */
    private static final int BATCH = 1_000;
    /** Drafts that a failure names. */
    private static final int NAMED = 5;

    static final String NONE = "No invoice was numbered.";

    private final Database database;
    private final Clock clock;
    private final int together;

    public Finalising(Database database, Clock clock) {
        this(database, clock, BATCH);
    }

    /** @param together most invoices that become final together when progress is told */
    Finalising(Database database, Clock clock, int together) {
        this.database = database;
        this.clock = clock;
        this.together = together;
    }

    /**
     * Finalises drafts in the order of their ids. Invoices that are final already stay as they are, so that two people
     * may finalise the same batch.
     *
     * @return number of invoices that became final now
     * @throws Failure {@code invoice.missing} when an id does not exist, {@code invoice.problems} when a draft has
     *     usage that was not priced and that nobody has accepted so, {@code invoice.stale} when usage was corrected or
     *     what decides on its taxes changed after one was rated, {@code invoice.review} when
     *     one is in review, {@code invoice.rate} when the books
     *     are in another currency and there is no exchange rate
     */
    public int finalise(List<Long> invoiceIds) {
        return finalise(invoiceIds, clock.instant(), false);
    }

    /** @param seen they were looked at before: what was discarded since is left out, even if it is all of them */
    int finalise(List<Long> invoiceIds, Instant now, boolean seen) {
        return database.write(connection -> {
            QueryPlans.byIndex(connection);
            var drafts = drafts(connection, invoiceIds, now, "for update of i", seen);
            Map<Series, List<Draft>> bySeries = drafts.stream()
                    .collect(Collectors.groupingBy(
                            Draft::series, TreeMap::new, Collectors.toCollection(ArrayList::new)));
            for (var entry : bySeries.entrySet()) {
                finaliseSeries(connection, entry.getKey(), entry.getValue(), now);
            }
            if (!drafts.isEmpty()) {
                Database.notify(connection, "invoice", "finalised");
            }
            return drafts.size();
        });
    }

    /**
     * As {@link #finalise(List)}, for any number of drafts: a thousand at a time, by two workers, after all were looked
     * at. Numbers follow the ids within each thousand. What is final stays so when the rest is stopped, and once more goes
     * on with the rest.
     *
     * @throws Failure as there; when something changed after all were looked at, its remedy says how many are final
     */
    public int finalise(List<Long> invoiceIds, Progress progress) {
        if (invoiceIds.size() <= together) {
            return finalise(invoiceIds);
        }
        Instant now = clock.instant();
        List<Long> drafts = database.read(connection -> {
            QueryPlans.byIndex(connection);
            var open = new ArrayList<Long>();
            for (int from = 0; from < invoiceIds.size(); from += together) {
                var some = invoiceIds.subList(from, Math.min(from + together, invoiceIds.size()));
                refuseClosed(connection, some);
                drafts(connection, some, now, "", true).forEach(draft -> open.add(draft.id()));
            }
            return open;
        });
        return new FinalisingBatches(this, drafts, together, now, progress).finalise();
    }

    /** As the database does it when they get their numbers. */
    private static void refuseClosed(Connection connection, List<Long> ids) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select refuse_locked(d.day, 'no invoice can become final in it') from (
                    select period_to - 1 as day from invoice where id = any (?) and number is null and status <> 'void'
                        and kind in ('regular', 'one_off', 'progressive')
                    union select period_to - 1 from invoice where collected_by = any (?) and kind = 'regular'
                        and status <> 'void'
                    order by 1) d""")) {
            Array asked = connection.createArrayOf("bigint", ids.toArray());
            statement.setArray(1, asked);
            statement.setArray(2, asked);
            statement.execute();
        }
    }

    /**
     * How many of these drafts carry no tax only because the customer's country is not known, or its seller has no rate for
     * it, although it charges taxes elsewhere. They may become final: whoever does it should know.
     */
    public int untaxed(List<Long> invoiceIds) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select count(*) from invoice i join customer c on c.id = i.customer_id
                    where i.id = any (?) and i.number is null and i.net <> 0
                        and not exists (select from invoice_tax t where t.invoice_id = i.id)
                        and exists (select from tax_rate_current r where r.billing_entity_id = i.billing_entity_id)
                        and not exists (select from tax_rate_current r
                            where r.billing_entity_id = i.billing_entity_id and r.country = c.country)""")) {
                statement.setArray(1, connection.createArrayOf("bigint", invoiceIds.toArray()));
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private static void finaliseSeries(Connection connection, Series series, List<Draft> drafts, Instant now)
            throws SQLException {
        LocalDate today = drafts.getFirst().today();
        List<List<Draft>> batches = new ArrayList<>();
        for (int from = 0; from < drafts.size(); from += BATCH) {
            batches.add(drafts.subList(from, Math.min(from + BATCH, drafts.size())));
        }
        // Before others have to wait for the numbers of the series.
        for (List<Draft> batch : batches) {
            Posting.issue(connection, batch.stream().map(Draft::id).toList(), today);
        }
        long number = Numbering.take(connection, series.billingEntityId(), series.name(), drafts.size());
        for (List<Draft> batch : batches) {
            var numbers = new ArrayList<String>();
            for (Draft draft : batch) {
                numbers.add(Numbering.format(draft.prefix(), series.name(), number++));
            }
            number(connection, batch, numbers, now, today);
            Wallets.give(connection, batch.stream().map(Draft::id).toList(), now);
            audit(connection, batch, numbers);
            settle(connection, batch, now);
        }
    }

    private static void number(
            Connection connection, List<Draft> drafts, List<String> numbers, Instant now, LocalDate today)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with numbered as (
                    update invoice i set status = 'final', number = u.number, finalised_at = ?,
                        finalised_by = session_user, issued_on = ?, due_on = ?::date + u.terms, revision = revision + 1,
                        books_currency = u.books, exchange_rate = u.rate, exchange_rate_day = u.rate_day,
                        exchange_rate_source = u.rate_source,
                        tax_country = (select trim(c.country) from customer c where c.id = i.customer_id)
                    from unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[], ?::numeric[], ?::date[],
                        ?::text[]) u (id, status, number, terms, books, rate, rate_day, rate_source)
                    where i.id = any (?) and i.id = u.id returning i.id, u.status)
                insert into invoice_transition (invoice_id, from_status, to_status, at)
                select id, status, 'final', ? from numbered order by id""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, today);
            statement.setObject(3, today);
            statement.setArray(4, array(connection, "bigint", drafts, Draft::id));
            statement.setArray(5, array(connection, "text", drafts, Draft::status));
            statement.setArray(6, connection.createArrayOf("text", numbers.toArray()));
            statement.setArray(7, array(connection, "int", drafts, Draft::paymentTermsDays));
            statement.setArray(8, array(connection, "text", drafts, draft -> of(draft, ExchangeRate::quote)));
            statement.setArray(9, array(connection, "numeric", drafts, draft -> of(draft, ExchangeRate::rate)));
            statement.setArray(
                    10,
                    array(
                            connection,
                            "date",
                            drafts,
                            draft -> of(draft, rate -> rate.day().toString())));
            statement.setArray(11, array(connection, "text", drafts, draft -> of(draft, ExchangeRate::source)));
            statement.setArray(12, array(connection, "bigint", drafts, Draft::id));
            statement.setTimestamp(13, Timestamp.from(now));
            statement.executeUpdate();
        }
    }

    private static @Nullable Object of(Draft draft, Function<ExchangeRate, Object> value) {
        return draft.exchange() == null ? null : value.apply(draft.exchange());
    }

    private static Array array(
            Connection connection, String type, List<Draft> drafts, Function<Draft, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, drafts.stream().map(value).toArray());
    }

    /** What asks for no payment is paid: it is not open, never overdue, and nobody is reminded of it. */
    private static void settle(Connection connection, List<Draft> drafts, Instant now) throws SQLException {
        var ids = drafts.stream().filter(Draft::nothingDue).map(Draft::id).toList();
        if (!ids.isEmpty()) {
            var invoices = Transitions.lock(connection, ids);
            Transitions.move(connection, invoices, InvoiceStatus.PAID, InvoiceLife.NOTHING_DUE, now);
        }
    }

    private static void audit(Connection connection, List<Draft> drafts, List<String> numbers) throws SQLException {
        var entries = new ArrayList<AuditLog.Entry>();
        for (int index = 0; index < drafts.size(); index++) {
            entries.add(new AuditLog.Entry(
                    "invoice " + drafts.get(index).id(),
                    BillingJson.write(BillingJson.object().put("number", numbers.get(index)))));
        }
        AuditLog.append(connection, "invoice.finalise", entries);
    }

    /**
     * @param lock how the rows are taken
     * @param seen as {@link #finalise(List, Instant, boolean)}
     */
    private static List<Draft> drafts(Connection connection, List<Long> ids, Instant now, String lock, boolean seen)
            throws SQLException {
        var rates = new IssueRates(connection);
        var drafts = new ArrayList<Draft>();
        var missing = new TreeSet<>(ids);
        var found = new ArrayList<Long>();
        var discarded = new ArrayList<Long>();
        var stale = new ArrayList<Long>();
        var doubtful = new ArrayList<Long>();
        try (var statement = connection.prepareStatement("""
                select i.id, i.status, i.number, %s, i.billing_entity_id, e.invoice_prefix,
                    coalesce(c.payment_terms_days, e.payment_terms_days), i.currency, e.books_currency, i.stale,
                    i.tax_doubt, e.time_zone, i.due <= 0
                from invoice i join billing_entity e on e.id = i.billing_entity_id
                    join customer c on c.id = i.customer_id
                where i.id = any (?) and i.collected_by is null order by i.id %s""".formatted(UsageProblems.UNDECIDED, lock))) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                    if (rows.getString(3) != null) {
                        continue;
                    }
                    long id = rows.getLong(1);
                    if (rows.getString(2).equals("void")) {
                        discarded.add(id);
                        continue;
                    }
                    if (rows.getBoolean(4)) {
                        throw UsageProblems.failure(List.of(id), NONE);
                    }
                    if (rows.getBoolean(10)) {
                        stale.add(id);
                    } else if (rows.getBoolean(11)) {
                        doubtful.add(id);
                    }
                    if (rows.getString(2).equals("in_review")) {
                        throw new Failure(
                                "invoice.review",
                                "Draft " + id + " is in review.",
                                "Approve it first, or leave it out. " + NONE);
                    }
                    LocalDate today =
                            BookDay.of(now, ZoneId.of(rows.getString(12))).day();
                    drafts.add(new Draft(
                            id,
                            rows.getString(2),
                            new Series(rows.getLong(5), Integer.toString(today.getYear())),
                            rows.getString(6),
                            rows.getInt(7),
                            rates.of(id, rows.getString(8), rows.getString(9), today),
                            today,
                            rows.getBoolean(13)));
                }
            }
        }
        if (!seen && !discarded.isEmpty() && discarded.size() == ids.size()) {
            throw new Failure(
                    "invoice.state",
                    "Draft " + discarded.getFirst() + " was discarded.",
                    "Refresh the list and choose again. " + NONE);
        }
        if (!stale.isEmpty()) {
            throw stale(stale, "usage was corrected or refunded after the figures were worked out.");
        }
        var taxed = new ArrayList<Long>();
        for (long id : doubtful) {
            if (DraftTaxes.differ(connection, id)) {
                taxed.add(id);
            }
        }
        if (!taxed.isEmpty()) {
            throw stale(taxed, "the taxes are others than when the figures were worked out.");
        }
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new Failure(
                    "invoice.missing",
                    "There is no invoice "
                            + missing.stream().map(Object::toString).collect(Collectors.joining(", ")) + ".",
                    "Refresh the list and choose again. " + NONE);
        }
        return drafts;
    }

    private static Failure stale(List<Long> ids, String why) {
        String named = ids.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "))
                + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
        return new Failure(
                "invoice.stale",
                (ids.size() == 1 ? "Draft " : "Drafts ") + named + ": " + why,
                "Refresh the figures, or discard the draft and bill the period again. " + NONE);
    }

    private record Series(long billingEntityId, String name) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byEntity = Long.compare(billingEntityId, other.billingEntityId);
            return byEntity != 0 ? byEntity : name.compareTo(other.name);
        }
    }

    /**
     * @param exchange null when the books are in the draft's own currency
     * @param today as its seller's books have it
     * @param nothingDue it asks for no payment, or gives something back
     */
    private record Draft(
            long id,
            String status,
            Series series,
            String prefix,
            int paymentTermsDays,
            @Nullable ExchangeRate exchange,
            LocalDate today,
            boolean nothingDue) {}
}
