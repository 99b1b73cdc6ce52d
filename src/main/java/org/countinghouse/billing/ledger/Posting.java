package org.countinghouse.billing.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes to the ledger, in the transaction of what is posted. The database holds the rule ({@code ledger_rule}), refuses
 * what does not balance, and refuses to post the same thing twice.
 */
public final class Posting {
    /** As the rule says it of invoices with a number. */
    private static final String DRAFTS = """
            select 'invoice' as kind, i.id as source, i.billing_entity_id, ?::date as booked_on, e.*, i.id as invoice_id,
                i.currency
            from invoice i cross join lateral invoice_entries(i, ?) e where i.id = any (?)""";

    private static final String POST = """
            with rule as materialized (
                    select r.*, row_number() over (partition by source
                        order by rank, line, tax_code, tax_rate, revenue_period, account) as position
                    from (%s) r),
                posted as (
                    insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
                    select billing_entity_id, kind, source, booked_on, count(*) from rule
                    group by billing_entity_id, kind, source, booked_on order by source
                    returning id, source)
            """ + entries("posted p join rule r on r.source = p.source");

    private static final String REVERSE = """
            with rule as materialized (
                    select e.account, e.customer_id, e.invoice_id, e.line, e.charge, e.service, e.tax_code, e.tax_rate,
                        e.revenue_period, e.currency, -sum(e.amount) as amount,
                        row_number() over (order by e.account, e.line, e.tax_code, e.tax_rate, e.revenue_period)
                            as position
                    from ledger_entry e where e.invoice_id = ?
                    group by e.account, e.customer_id, e.invoice_id, e.line, e.charge, e.service, e.tax_code,
                        e.tax_rate, e.revenue_period, e.currency
                    having sum(e.amount) <> 0),
                posted as (
                    insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
                    select i.billing_entity_id, 'void', i.id, ?, (select count(*) from rule)
                    from invoice i where i.id = ? and exists (select from rule)
                    returning id)
            """ + entries("posted p cross join rule r");

    /** Whoever credits one of these waits, and then sees what was recognised. */
    private static final String RECOGNISABLE = """
            select i.id from invoice i
            where i.status <> 'void' and i.id in (select e.invoice_id from ledger_entry e
                where e.account = 'deferred_revenue' and e.revenue_period <= ?::date - interval '1 month'
                group by e.invoice_id, e.line, e.revenue_period having sum(e.amount) <> 0)
            order by i.id for no key update""";

    /** A month of a closed period is booked on the first open day after it, once that has come. */
    private static final String RECOGNISE =
            """
            with open as materialized (
                    select e.invoice_id, e.customer_id, e.line, e.charge, e.service, e.revenue_period, e.currency,
                        sum(e.amount) as amount
                    from ledger_entry e
                    where e.invoice_id = any (?) and e.account = 'deferred_revenue'
                        and e.revenue_period <= ?::date - interval '1 month'
                    group by e.invoice_id, e.customer_id, e.line, e.charge, e.service, e.revenue_period, e.currency
                    having sum(e.amount) <> 0),
                month as materialized (
                    select revenue_period, first_open_day((revenue_period + interval '1 month')::date - 1) as booked_on
                    from (select distinct revenue_period from open) m),
                rule as materialized (
                    select o.invoice_id, o.customer_id, o.line, o.charge, o.service, null::text as tax_code,
                        null::numeric as tax_rate, o.revenue_period, m.booked_on, o.currency, s.account,
                        s.sign * o.amount as amount,
                        row_number() over (partition by o.invoice_id, o.revenue_period order by o.line, s.account)
                            as position
                    from open o join month m on m.revenue_period = o.revenue_period and m.booked_on <= ?
                        cross join (values ('deferred_revenue', -1), ('revenue', 1)) s (account, sign)),
                posted as (
                    insert into ledger_transaction (billing_entity_id, kind, source, month, booked_on, entries)
                    select i.billing_entity_id, 'recognition', i.id, r.revenue_period, r.booked_on, count(*)
                    from rule r join invoice i on i.id = r.invoice_id
                    group by i.billing_entity_id, i.id, r.revenue_period, r.booked_on order by r.revenue_period, i.id
                    returning id, source, month)
            """ + entries("posted p join rule r on r.invoice_id = p.source and r.revenue_period = p.month");

    private static final String UNRECOGNISED = """
            select m.revenue_period from (select distinct o.revenue_period
                from (select e.invoice_id, e.revenue_period from ledger_entry e
                    where e.account = 'deferred_revenue' and e.revenue_period <= ?::date - interval '1 month'
                    group by e.invoice_id, e.line, e.revenue_period having sum(e.amount) <> 0) o
                    join invoice i on i.id = o.invoice_id and i.status <> 'void') m
            where first_open_day((m.revenue_period + interval '1 month')::date - 1) < ? order by 1""";

    /** Fees that are still deferred go first, the last month before the others: that service will not be given. */
    private static final String CREDIT = """
            with note as (select * from credit_note where id = ?),
                standing as (
                    select e.account, e.line, e.charge, e.service, e.revenue_period, -sum(e.amount) as amount
                    from ledger_entry e join note n on e.invoice_id = n.invoice_id
                    where e.account in ('revenue', 'deferred_revenue', 'late_fees')
                    group by e.account, e.line, e.charge, e.service, e.revenue_period having sum(e.amount) <> 0),
                ahead as (
                    select s.*, coalesce(sum(abs(s.amount)) over (partition by s.line
                        order by s.account, s.revenue_period desc
                        rows between unbounded preceding and 1 preceding), 0) as before
                    from standing s),
                parts as (
                    select 1 as rank, 'receivables' as account, null::int as line, null::text as charge,
                        null::text as service, null::text as tax_code, null::numeric as tax_rate,
                        null::date as revenue_period, -to_receivable as amount from note
                    union all select 2, 'prepaid_wallet', null, null, null, null, null, null, -to_wallet from note
                    union all select 3, a.account, a.line, a.charge, a.service, null, null, a.revenue_period,
                        sign(l.amount) * greatest(0, least(abs(a.amount), abs(l.amount) - a.before))
                        from credit_note_line l join note n on n.id = l.credit_note_id join ahead a on a.line = l.line
                    union all select 4, 'tax', null, null, null, t.code, t.rate, null, t.amount
                        from credit_note_tax t join note n on n.id = t.credit_note_id),
                rule as materialized (
                    select p.*, n.customer_id, n.invoice_id, n.currency, row_number() over (
                        order by p.rank, p.line, p.tax_code, p.tax_rate, p.account, p.revenue_period) as position
                    from parts p cross join note n where p.amount <> 0),
                posted as (
                    insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
                    select billing_entity_id, 'credit_note', id, issued_on, (select count(*) from rule) from note
                    returning id)
            """ + entries("posted p cross join rule r");

    private Posting() {}

    private static String entries(String from) {
        return """
                insert into ledger_entry (ledger_transaction_id, position, account, customer_id, invoice_id, line, charge,
                    service, tax_code, tax_rate, revenue_period, currency, amount)
                select p.id, r.position, r.account, r.customer_id, r.invoice_id, r.line, r.charge, r.service, r.tax_code,
                    r.tax_rate, r.revenue_period, r.currency, r.amount
                from\s""" + from;
    }

    /**
     * Posts things by the rule; what comes to nothing leaves no trace.
     *
     * @param kind not {@code VOID}, {@code CREDIT_NOTE} or {@code RECOGNITION}, which follow from what is in the ledger
     * @param sources ids of what is posted
     * @return number of entries
     */
    public static int post(Connection connection, PostingKind kind, Collection<Long> sources) throws SQLException {
        try (var statement = connection.prepareStatement(POST.formatted(
                "select * from ledger_rule where kind = '%s' and source = any (?)".formatted(kind.code())))) {
            statement.setArray(1, connection.createArrayOf("bigint", sources.toArray()));
            return statement.executeUpdate();
        }
    }

    /**
     * Posts drafts that get their numbers in the same transaction.
     *
     * @param issuedOn their day of issue
     * @return number of entries
     */
    public static int issue(Connection connection, Collection<Long> drafts, LocalDate issuedOn) throws SQLException {
        try (var statement = connection.prepareStatement(POST.formatted(DRAFTS))) {
            statement.setObject(1, issuedOn);
            statement.setObject(2, issuedOn);
            statement.setArray(3, connection.createArrayOf("bigint", drafts.toArray()));
            return statement.executeUpdate();
        }
    }

    /** Takes back whatever stands in the ledger for an invoice. */
    public static int reverse(Connection connection, long invoiceId, LocalDate bookedOn) throws SQLException {
        try (var statement = connection.prepareStatement(REVERSE)) {
            statement.setLong(1, invoiceId);
            statement.setObject(2, bookedOn);
            statement.setLong(3, invoiceId);
            return statement.executeUpdate();
        }
    }

    /** Posts a credit note with its lines and taxes. */
    public static int credit(Connection connection, long creditNoteId) throws SQLException {
        try (var statement = connection.prepareStatement(CREDIT)) {
            statement.setLong(1, creditNoteId);
            return statement.executeUpdate();
        }
    }

    /**
     * Makes deferred fees revenue of the months that are over, each booked on its last day. A month whose period is closed
     * keeps its name and is booked on the first open day, when that has come. Once more changes nothing.
     *
     * @param today months that end before this day are over
     * @return number of entries
     */
    public static int recognise(Connection connection, LocalDate today) throws SQLException {
        var invoices = new ArrayList<Long>();
        try (var statement = connection.prepareStatement(RECOGNISABLE)) {
            statement.setObject(1, today);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    invoices.add(row.getLong(1));
                }
            }
        }
        if (invoices.isEmpty()) {
            return 0;
        }
        // Nobody closes a period between looking for the open day and booking on it.
        try (var together = connection.prepareStatement(
                        "select pg_advisory_xact_lock_shared(hashtext('countinghouse.period_lock'))");
                var statement = connection.prepareStatement(RECOGNISE)) {
            together.execute();
            statement.setArray(1, connection.createArrayOf("bigint", invoices.toArray()));
            statement.setObject(2, today);
            statement.setObject(3, today);
            return statement.executeUpdate();
        }
    }

    /** The months whose deferred fees would be booked before a day and are not revenue yet. */
    public static List<LocalDate> unrecognised(Connection connection, LocalDate before) throws SQLException {
        var months = new ArrayList<LocalDate>();
        try (var statement = connection.prepareStatement(UNRECOGNISED)) {
            statement.setObject(1, before);
            statement.setObject(2, before);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    months.add(row.getObject(1, LocalDate.class));
                }
            }
        }
        return months;
    }
}
