package org.countinghouse.billing.ledger;

import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.ledger.ReportColumn.Kind;

/** The reports of the ledger. Each query sees the chosen days, account and customer as the row {@code q}. */
public enum ReportKind {
    /** What stood on each account before, what came and went, and what stands there now. */
    TRIAL_BALANCE(
            """
            select b.code, coalesce(n.number, a.number) as number, a.code, e.currency,
                coalesce(sum(e.amount) filter (where t.booked_on < q.since), 0),
                coalesce(sum(e.amount) filter (where t.booked_on >= q.since and e.amount > 0), 0),
                coalesce(-sum(e.amount) filter (where t.booked_on >= q.since and e.amount < 0), 0),
                sum(e.amount), null::bigint
            from q join ledger_transaction t on t.booked_on <= q.until
                join ledger_entry e on e.ledger_transaction_id = t.id
                join ledger_account a on a.code = e.account
                join billing_entity b on b.id = t.billing_entity_id
                left join ledger_account_number n on n.billing_entity_id = b.id and n.account = a.code
            group by b.code, coalesce(n.number, a.number), a.code, e.currency
            order by b.code, e.currency, 2, a.code""",
            new ReportColumn("entity", Kind.TEXT),
            new ReportColumn("number", Kind.TEXT),
            new ReportColumn("account", Kind.ACCOUNT),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("opening", Kind.MONEY),
            new ReportColumn("debit", Kind.MONEY),
            new ReportColumn("credit", Kind.MONEY),
            new ReportColumn("balance", Kind.MONEY)),

    /** Every entry of an account, or of a customer on it, with the running balance. */
    STATEMENT(
            """
            select s.booked_on, s.transaction, s.kind, s.document, s.customer, s.account, s.currency,
                case when s.amount > 0 then s.amount end, case when s.amount < 0 then -s.amount end, s.balance,
                s.invoice_id
            from (select t.booked_on, t.id as transaction, t.kind, coalesce(cn.number, i.number) as document,
                    c.external_id as customer, e.account, e.currency, e.amount, e.position, e.invoice_id,
                    sum(e.amount) over (partition by e.currency order by t.booked_on, t.id, e.position) as balance
                from q join ledger_entry e on (q.account is null or e.account = q.account)
                    join ledger_transaction t on t.id = e.ledger_transaction_id and t.booked_on <= q.until
                    join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
                    left join invoice i on i.id = e.invoice_id
                    left join credit_note cn on cn.id = t.source and t.kind = 'credit_note') s cross join q
            where s.booked_on >= q.since
            order by s.booked_on, s.transaction, s.position""",
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
                join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
            group by e.revenue_period, e.currency having sum(e.amount) <> 0
            order by e.revenue_period, e.currency""",
            new ReportColumn("month", Kind.MONTH),
            new ReportColumn("currency", Kind.TEXT),
            new ReportColumn("deferred", Kind.MONEY),
            new ReportColumn("released", Kind.MONEY),
            new ReportColumn("open", Kind.MONEY)),

    /** Every entry of the chosen days, for the program of an accountant. */
    JOURNAL(
            """
            select t.booked_on, t.id, t.kind, coalesce(cn.number, i.number), coalesce(n.number, a.number), e.account,
                c.external_id, e.currency, case when e.amount > 0 then e.amount end,
                case when e.amount < 0 then -e.amount end, e.tax_code, e.tax_rate, e.revenue_period, e.service,
                e.invoice_id
            from q join ledger_transaction t on t.booked_on between q.since and q.until
                join ledger_entry e on e.ledger_transaction_id = t.id
                    and (q.account is null or e.account = q.account)
                join ledger_account a on a.code = e.account
                join customer c on c.id = e.customer_id and (q.customer is null or c.external_id = q.customer)
                left join ledger_account_number n on n.billing_entity_id = t.billing_entity_id and n.account = a.code
                left join invoice i on i.id = e.invoice_id
                left join credit_note cn on cn.id = t.source and t.kind = 'credit_note'
            order by t.booked_on, t.id, e.position""",
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
