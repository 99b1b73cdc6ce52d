package org.countinghouse.billing.ledger;

import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.ledger.ReportColumn.Kind;

/** The reports of the ledger. Each query sees what was chosen as the row {@code q}. */
public enum ReportKind {
    /**
     * What stood on each account before, what came and went, and what stands there now. Accounts of income and expense
     * begin with the calendar year; what those of the years before came to is one row, carried forward.
     */
    TRIAL_BALANCE(
            """
            , years as (
                select b.code as entity, coalesce(n.number, a.number) as number, a.code as account, e.currency,
                    coalesce(sum(e.amount) filter (where t.booked_on < q.since and (a.kind in ('asset', 'liability')
                        or t.booked_on >= date_trunc('year', q.since::timestamp)::date)), 0) as opening,
                    coalesce(sum(e.amount) filter (where t.booked_on >= q.since and e.amount > 0), 0) as debit,
                    coalesce(-sum(e.amount) filter (where t.booked_on >= q.since and e.amount < 0), 0) as credit,
                    coalesce(sum(e.amount) filter (where a.kind not in ('asset', 'liability')
                        and t.booked_on < date_trunc('year', q.since::timestamp)::date), 0) as carried
                from q join ledger_transaction t on t.booked_on <= q.until
                        and (q.entity is null or t.billing_entity_id = q.entity)
                    join ledger_entry e on e.ledger_transaction_id = t.id
                    join ledger_account a on a.code = e.account
                    join billing_entity b on b.id = t.billing_entity_id
                    left join ledger_account_number n on n.billing_entity_id = b.id and n.account = a.code
                group by b.code, coalesce(n.number, a.number), a.code, e.currency)
            select entity, number, account, currency, opening, debit, credit, opening + debit - credit, null::bigint
            from (select entity, number, account, currency, opening, debit, credit from years
                    where carried = 0 or opening <> 0 or debit <> 0 or credit <> 0
                    union all
                    select entity, '', 'carried_forward', currency, sum(carried), 0, 0 from years
                    group by entity, currency having sum(carried) <> 0) r
            order by entity, currency, number, account""",
            new ReportColumn("entity", Kind.TEXT),
            new ReportColumn("number", Kind.TEXT),
            new ReportColumn("account", Kind.ACCOUNT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("opening", Kind.MONEY),
            new ReportColumn("debit", Kind.MONEY),
            new ReportColumn("credit", Kind.MONEY),
            new ReportColumn("balance", Kind.MONEY)),

    /**
     * Every entry of an account, or of a customer on it, with the running balance, after a row of what stood there before.
     * Of a customer and no account: what it owes.
     */
    STATEMENT(
            """
            , entries as materialized (
                select t.booked_on, t.id as transaction, t.kind, coalesce(cn.number, i.number) as document,
                    c.external_id as customer, e.account, e.currency, e.amount, e.position, e.invoice_id,
                    sum(e.amount) over (partition by e.account, e.currency order by t.booked_on, t.id, e.position)
                        as balance
                from q join ledger_entry e on (q.account is null or e.account = q.account)
                    join ledger_transaction t on t.id = e.ledger_transaction_id and t.booked_on <= q.until
                        and (q.entity is null or t.billing_entity_id = q.entity)
                    join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
                    left join invoice i on i.id = e.invoice_id
                    left join credit_note cn on cn.id = t.source and t.kind = 'credit_note')
            select booked_on, transaction, kind, document, customer, account, currency,
                case when amount > 0 then amount end, case when amount < 0 then -amount end, balance, invoice_id
            from (select q.since as booked_on, null::bigint as transaction, 'opening' as kind, null::text as document,
                        q.customer, e.account, e.currency, null::numeric as amount, 0 as position,
                        null::bigint as invoice_id, sum(e.amount) as balance
                    from q join entries e on e.booked_on < q.since group by q.since, q.customer, e.account, e.currency
                    having sum(e.amount) <> 0
                    union all
                    select e.booked_on, e.transaction, e.kind, e.document, e.customer, e.account, e.currency, e.amount,
                        e.position, e.invoice_id, e.balance
                    from q join entries e on e.booked_on >= q.since) s
            order by booked_on, transaction nulls first, position, account, currency""",
            new ReportColumn("date", Kind.DATE),
            new ReportColumn("transaction", Kind.NUMBER),
            new ReportColumn("kind", Kind.POSTING),
            new ReportColumn("document", Kind.TEXT),
            new ReportColumn("customer", Kind.TEXT),
            new ReportColumn("account", Kind.ACCOUNT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("debit", Kind.MONEY),
            new ReportColumn("credit", Kind.MONEY),
            new ReportColumn("balance", Kind.MONEY)),

    /** What customers owe at the end of the chosen days, by how long it is overdue. */
    AGEING(
            """
            select c.external_id, c.name, o.currency,
                coalesce(sum(o.open) filter (where o.days <= 0), 0),
                coalesce(sum(o.open) filter (where o.days between 1 and 30), 0),
                coalesce(sum(o.open) filter (where o.days between 31 and 60), 0),
                coalesce(sum(o.open) filter (where o.days between 61 and 90), 0),
                coalesce(sum(o.open) filter (where o.days > 90), 0),
                sum(o.open), case when count(*) = 1 then min(o.invoice_id) end
            from (select e.customer_id, e.invoice_id, e.currency, q.until - i.due_on as days, sum(e.amount) as open
                from q join ledger_entry e on e.account = 'receivables'
                    join ledger_transaction t on t.id = e.ledger_transaction_id and t.booked_on <= q.until
                        and (q.entity is null or t.billing_entity_id = q.entity)
                    join invoice i on i.id = e.invoice_id
                group by e.customer_id, e.invoice_id, e.currency, q.until, i.due_on
                having sum(e.amount) <> 0) o
                join customer c on c.id = o.customer_id
                join q on q.customer is null or q.customer = c.external_id
            group by c.external_id, c.name, o.currency
            order by sum(o.open) desc, c.external_id""",
            new ReportColumn("customer", Kind.TEXT),
            new ReportColumn("name", Kind.TEXT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("current", Kind.MONEY),
            new ReportColumn("days-1-30", Kind.MONEY),
            new ReportColumn("days-31-60", Kind.MONEY),
            new ReportColumn("days-61-90", Kind.MONEY),
            new ReportColumn("days-over-90", Kind.MONEY),
            new ReportColumn("total", Kind.MONEY)),

    /** Revenue of the months in which the service was given. */
    REVENUE(
            """
            select e.revenue_period, e.service, e.currency, -sum(e.amount), null::bigint
            from q join ledger_entry e on e.account = 'revenue'
                and e.revenue_period >= date_trunc('month', q.since::timestamp) and e.revenue_period <= q.until
                join ledger_transaction t on t.id = e.ledger_transaction_id
                    and (q.entity is null or t.billing_entity_id = q.entity)
                join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
            group by e.revenue_period, e.service, e.currency having sum(e.amount) <> 0
            order by e.revenue_period, e.currency, 4 desc, e.service""",
            new ReportColumn("month", Kind.MONTH),
            new ReportColumn("service", Kind.TEXT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("revenue", Kind.MONEY)),

    /** Fees that are paid or owed and not earned at the end of the chosen days, by the month that will earn them. */
    DEFERRED(
            """
            select e.revenue_period, e.currency, -sum(e.amount) filter (where e.amount < 0),
                coalesce(sum(e.amount) filter (where e.amount > 0), 0), -sum(e.amount), null::bigint
            from q join ledger_entry e on e.account = 'deferred_revenue'
                join ledger_transaction t on t.id = e.ledger_transaction_id and t.booked_on <= q.until
                    and (q.entity is null or t.billing_entity_id = q.entity)
                join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
            group by e.revenue_period, e.currency having sum(e.amount) <> 0
            order by e.revenue_period, e.currency""",
            new ReportColumn("month", Kind.MONTH),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("deferred", Kind.MONEY),
            new ReportColumn("released", Kind.MONEY),
            new ReportColumn("open", Kind.MONEY)),

    /**
     * Every entry of the chosen days, for the program of an accountant. Of books in another currency than an invoice each
     * entry has its amount there, at the invoice's rate; each transaction is zero in both.
     */
    JOURNAL(
            """
            , entries as (
                select b.code as entity, t.booked_on, t.id as transaction, t.kind,
                    coalesce(cn.number, i.number) as document, coalesce(n.number, a.number) as number, e.account,
                    c.external_id as customer, e.currency, e.amount, e.position,
                    coalesce(e.tax_code, case when e.account in ('revenue', 'deferred_revenue', 'late_fees')
                        and t.kind in ('invoice', 'void', 'credit_note') then coalesce(nullif(l.tax_code, ''),
                            (select min(o.code) from invoice_tax o where o.invoice_id = e.invoice_id
                                and l.tax_code is null having count(*) = 1)) end) as tax_code,
                    e.tax_rate, e.revenue_period, e.service, e.invoice_id,
                    case when x.currency = e.currency then x.exchange_rate end as rate,
                    coalesce(x.books_currency, b.books_currency) as books_currency,
                    case when e.currency = coalesce(x.books_currency, b.books_currency) then e.amount
                        when e.currency = x.currency and x.exchange_rate is not null
                            then round(e.amount * x.exchange_rate, minor_units(x.books_currency)) end as books,
                    e.account in ('cash', 'receivables', 'tax') as exact
                from q join ledger_transaction t on t.booked_on between q.since and q.until
                        and (q.entity is null or t.billing_entity_id = q.entity)
                    join billing_entity b on b.id = t.billing_entity_id
                    join ledger_entry e on e.ledger_transaction_id = t.id
                    join ledger_account a on a.code = e.account
                    join customer c on c.id = e.customer_id
                    left join ledger_account_number n on n.billing_entity_id = t.billing_entity_id and n.account = a.code
                    left join invoice i on i.id = e.invoice_id
                    left join invoice_line l on l.invoice_id = e.invoice_id and l.position = e.line
                    left join credit_note cn on cn.id = t.source and t.kind = 'credit_note'
                    left join invoice x on x.id = coalesce(e.invoice_id, (select max(o.invoice_id)
                        from ledger_entry o where o.ledger_transaction_id = t.id)) and x.books_currency is not null),
            whole as (
                select e.*, e.books - case when row_number() over (partition by e.transaction, e.currency
                        order by e.exact, abs(e.amount) desc, e.position) = 1
                    then sum(e.books) over (partition by e.transaction, e.currency) else 0 end as balanced
                from entries e)
            select w.entity, w.booked_on, w.transaction, w.kind, w.document, w.number, w.account, w.customer, w.currency,
                case when w.amount > 0 then w.amount end, case when w.amount < 0 then -w.amount end, w.rate,
                w.books_currency, w.balanced, w.tax_code, coalesce(w.tax_rate, (select max(o.rate) from invoice_tax o
                    where o.invoice_id = w.invoice_id and o.code = w.tax_code)),
                w.revenue_period, w.service, w.invoice_id
            from q join whole w on (q.account is null or w.account = q.account)
                and (q.customer is null or w.customer = q.customer)
            order by w.booked_on, w.transaction, w.position""",
            new ReportColumn("entity", Kind.TEXT),
            new ReportColumn("date", Kind.DATE),
            new ReportColumn("transaction", Kind.NUMBER),
            new ReportColumn("kind", Kind.POSTING),
            new ReportColumn("document", Kind.TEXT),
            new ReportColumn("number", Kind.TEXT),
            new ReportColumn("account", Kind.ACCOUNT),
            new ReportColumn("customer", Kind.TEXT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("debit", Kind.MONEY),
            new ReportColumn("credit", Kind.MONEY),
            new ReportColumn("rate", Kind.NUMBER),
            new ReportColumn("books-currency", Kind.TEXT),
            new ReportColumn("books-amount", Kind.BOOKS_MONEY),
            new ReportColumn("tax-code", Kind.TEXT),
            new ReportColumn("tax-rate", Kind.NUMBER),
            new ReportColumn("month", Kind.MONTH),
            new ReportColumn("service", Kind.TEXT));

    private final String sql;

    @SuppressWarnings("ImmutableEnumChecker") // A list of List.of does not change.
    private final List<ReportColumn> columns;

    ReportKind(String sql, ReportColumn... columns) {
        this.sql = sql;
        this.columns = List.of(columns);
    }

    /** As options and keys of texts name it, for example {@code trial-balance}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In their order. */
    public List<ReportColumn> columns() {
        return columns;
    }

    /** Gives the columns and, after them, the invoice that a row leads to. */
    String sql() {
        return sql;
    }
}
