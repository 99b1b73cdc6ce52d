package org.countinghouse.billing.ledger;

import java.util.List;

/**
 * Something that always holds in the books.
 *
 * @param code stable name of the rule
 * @param sql gives a row (place, difference) for each breach
 */
public record BooksRule(String code, String sql) {
    private static final String INVOICE_SUMS = """
            select 'invoice ' || coalesce(i.number, i.id::text), 'sums of its lines and taxes (' || concat_ws(', ',
                    l.amount, l.discount, l.credit, l.net, t.amount) || ') differ from its own ('
                    || concat_ws(', ', i.subtotal, i.discounts, i.credits, i.net, i.tax) || ')'
            from invoice i
                cross join lateral (select coalesce(sum(amount), 0) as amount, coalesce(sum(discount), 0) as discount,
                    coalesce(sum(credit), 0) as credit, coalesce(sum(net), 0) as net
                    from invoice_line where invoice_id = i.id) l
                cross join lateral (select coalesce(sum(amount), 0) as amount from invoice_tax where invoice_id = i.id) t
            where (l.amount, l.discount, l.credit, l.net, t.amount)
                <> (i.subtotal, i.discounts, i.credits, i.net, i.tax)
            order by i.id""";

    private static final String INVOICE_TOTALS = """
            select 'invoice ' || coalesce(number, id::text), 'its totals do not follow from each other'
            from invoice
            where subtotal - discounts - credits <> net or net + tax <> total or total - prepaid <> due
                or (number is null) <> (finalised_at is null) or (number is null and status not in
                    ('draft', 'in_review', 'approved', 'void', 'collected'))
            order by id""";

    private static final String INVOICE_ONCE = """
            select 'invoice ' || coalesce(max(number), max(id)::text), count(*) || ' invoices of one subscription and period'
            from invoice where status <> 'void' and subscription_id is not null and kind <> 'progressive'
            group by subscription_id, starts_at, kind having count(*) > 1
            order by max(id)""";

    private static final String INVOICE_PARTS = """
            select 'invoice ' || coalesce(i.number, i.id::text), case when p.parts = 0 then 'it has no parts'
                when p.gone <> case when i.status = 'void' then p.parts else 0 end
                    then p.gone || ' of its ' || p.parts || ' parts are void'
                else i.prepaid || ' were paid ahead of it, ' || p.prepaid || ' of its parts' end
            from invoice i cross join lateral (
                select count(*) as parts, count(*) filter (where c.status = 'void') as gone,
                    coalesce(sum(c.prepaid), 0) as prepaid
                from invoice c where c.collected_by = i.id) p
            where i.kind = 'consolidated' and (p.parts = 0 or i.prepaid > p.prepaid
                or p.gone <> case when i.status = 'void' then p.parts else 0 end)
            order by i.id""";

    private static final String NUMBERS = """
            with numbered as materialized (
                    select billing_entity_id, m[1] as series, m[2]::bigint as place, number
                    from invoice left join lateral regexp_match(number, '(\\d{4})-(\\d+)$') m on true
                    where number is not null
                    union all
                    select billing_entity_id, 'credit-note-' || m[1], m[2]::bigint, number
                    from credit_note left join lateral regexp_match(number, '(\\d{4})-(\\d+)$') m on true),
                wrong as (
                    select distinct on (billing_entity_id, series) billing_entity_id, series, rank, number
                    from (select n.*, row_number() over (partition by billing_entity_id, series order by place) as rank
                        from numbered n where series is not null) r
                    where place <> rank order by billing_entity_id, series, rank)
            select 'series ' || b.code || ' ' || w.series, w.number || ' stands where number ' || w.rank || ' should be'
            from wrong w join billing_entity b on b.id = w.billing_entity_id
            union all
            select 'series of ' || b.code, 'number ' || n.number || ' belongs to no series'
            from numbered n join billing_entity b on b.id = n.billing_entity_id where n.series is null
            union all
            select 'series ' || b.code || ' ' || s.series, 'the next number is ' || s.next_number || ', '
                || coalesce(n.taken, 0) || ' are taken'
            from number_series s join billing_entity b on b.id = s.billing_entity_id
                left join (select billing_entity_id, series, count(*) as taken from numbered group by 1, 2) n
                    on n.billing_entity_id = s.billing_entity_id and n.series = s.series
            where s.next_number - 1 <> coalesce(n.taken, 0)""";

    private static final String BALANCED = """
            select 'ledger transaction ' || t.id, case when count(e.position) <> t.entries
                then 'it has ' || count(e.position) || ' of ' || t.entries || ' entries'
                else 'its entries add up to ' || sum(e.amount) || ' ' || e.currency end
            from ledger_transaction t left join ledger_entry e on e.ledger_transaction_id = t.id
            group by t.id, t.entries, e.currency
            having coalesce(sum(e.amount), 0) <> 0 or count(distinct e.currency) > 1
                or (select count(*) from ledger_entry a where a.ledger_transaction_id = t.id) <> t.entries
            order by t.id""";

    private static final String POSTED = """
            select kind || ' ' || coalesce((select i.number from invoice i where i.id = source
                    and kind in ('invoice', 'write_off')), source::text),
                concat_ws(' ', account, 'line ' || line, tax_code, to_char(revenue_period, 'YYYY-MM'))
                || ': ' || sum(ruled) || ' ' || currency || ' by the rule, ' || sum(posted) || ' in the ledger'
            from (select kind, source, booked_on, account, customer_id, invoice_id, line, charge, service, tax_code,
                        tax_rate, revenue_period, currency, amount as ruled, 0 as posted
                    from ledger_rule
                    union all
                    select t.kind, t.source, t.booked_on, e.account, e.customer_id, e.invoice_id, e.line, e.charge,
                        e.service, e.tax_code, e.tax_rate, e.revenue_period, e.currency, 0, e.amount
                    from ledger_transaction t join ledger_entry e on e.ledger_transaction_id = t.id
                    where t.kind not in ('void', 'credit_note', 'recognition')) both_sides
            group by kind, source, booked_on, account, customer_id, invoice_id, line, charge, service, tax_code, tax_rate,
                revenue_period, currency
            having sum(ruled) <> sum(posted)
            order by kind, source, account, line""";

    private static final String VOIDED = """
            select 'invoice ' || coalesce(i.number, i.id::text), sum(e.amount) || ' ' || e.currency || ' still stand on ' || e.account
                || ' though it is void'
            from invoice i join ledger_entry e on e.invoice_id = i.id
            where i.status = 'void' group by i.id, i.number, e.account, e.currency having sum(e.amount) <> 0
            union all
            select 'invoice ' || coalesce(i.number, i.id::text), 'it was taken back though it is ' || i.status
            from ledger_transaction t join invoice i on i.id = t.source
            where t.kind = 'void' and i.status <> 'void'""";

    private static final String SETTLED = """
            select 'invoice ' || i.number, s.open || ' ' || i.currency || ' are open by its papers, '
                || s.posted || ' by the ledger, and it is ' || i.status
            from invoice i cross join lateral (select
                    i.due - coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id
                            and not p.recovery and not exists (select from invoice_payment_reversal r
                                where r.invoice_payment_id = p.id)), 0)
                        - coalesce((select sum(to_receivable) from credit_note n where n.invoice_id = i.id), 0)
                        - coalesce((select amount from invoice_write_off w where w.invoice_id = i.id), 0)
                        + coalesce((select sum(amount) from wallet_entry w where w.invoice_id = i.id), 0) as open,
                    coalesce((select sum(amount) from ledger_entry e
                        where e.invoice_id = i.id and e.account = 'receivables'), 0) as posted) s
            where i.number is not null and i.status <> 'void'
                and (s.open <> s.posted or s.open < 0
                    or (s.open <> 0 and i.status in ('paid', 'uncollectible')))
            order by i.id""";

    private static final String TAKEN_BACK = """
            select 'payment ' || b.payment, sum(b.amount) || ' ' || b.currency || ' still stand on ' || b.account
                || ' though it was taken back'
            from (select r.invoice_payment_id as payment, e.account, e.currency, e.amount
                    from invoice_payment_reversal r join ledger_transaction t on t.source = r.invoice_payment_id
                        and t.kind in ('payment', 'payment_reversal')
                        join ledger_entry e on e.ledger_transaction_id = t.id) b
            group by b.payment, b.account, b.currency having sum(b.amount) <> 0
            union all
            select 'payment ' || t.source, 'the ledger takes it back, and nothing says why'
            from ledger_transaction t where t.kind = 'payment_reversal'
                and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = t.source)""";

    private static final String WRITTEN_OFF = """
            select 'invoice ' || i.number, w.booked || ' ' || i.currency || ' stand as written off by the ledger, '
                || w.papers || ' by its papers, and it is ' || i.status
            from invoice i cross join lateral (select
                    coalesce((select amount from invoice_write_off o where o.invoice_id = i.id), 0)
                        - coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id and p.recovery
                            and not exists (select from invoice_payment_reversal r
                                where r.invoice_payment_id = p.id)), 0) as papers,
                    coalesce((select sum(amount) from ledger_entry e
                        where e.invoice_id = i.id and e.account = 'write_off'), 0) as booked) w
            where i.number is not null and (w.papers <> w.booked or w.papers < 0
                or (w.papers <> 0 and i.status <> 'uncollectible'))
            order by i.id""";

    private static final String CREDIT_NOTES = """
            select 'credit note ' || n.number, concat_ws(' ', b.account, 'line ' || b.line, b.tax_code) || ': '
                || sum(b.ruled) || ' ' || n.currency || ' on paper, ' || sum(b.posted) || ' in the ledger'
            from (select id, 'receivables' as account, null::int as line, null::text as tax_code,
                        null::numeric as tax_rate, -to_receivable as ruled, 0 as posted from credit_note
                    union all select id, 'prepaid_wallet', null, null, null, -to_wallet, 0 from credit_note
                    union all select credit_note_id, 'revenue', line, null, null, amount, 0 from credit_note_line
                    union all select credit_note_id, 'tax', null, code, rate, amount, 0 from credit_note_tax
                    union all
                    select t.source, case when e.account in ('deferred_revenue', 'late_fees') then 'revenue' else e.account end, e.line,
                        e.tax_code, e.tax_rate, 0, e.amount
                    from ledger_transaction t join ledger_entry e on e.ledger_transaction_id = t.id
                    where t.kind = 'credit_note') b
                join credit_note n on n.id = b.id
            group by n.id, n.number, n.currency, b.account, b.line, b.tax_code, b.tax_rate
            having sum(b.ruled) <> sum(b.posted)
            union all
            select 'credit note ' || n.number, 'its lines and taxes do not add up to it'
            from credit_note n
            where net <> coalesce((select sum(amount) from credit_note_line l where l.credit_note_id = n.id), 0)
                or tax <> coalesce((select sum(amount) from credit_note_tax t where t.credit_note_id = n.id), 0)
                or to_wallet <> coalesce((select sum(amount) from wallet_entry w where w.credit_note_id = n.id), 0)
            union all
            select 'invoice ' || i.number, 'more was credited than billed'
            from invoice i where i.total < (select sum(total) from credit_note n where n.invoice_id = i.id)""";

    private static final String DEFERRED = """
            select 'invoice ' || i.number, 'more of line ' || e.line || ' became revenue of '
                || to_char(e.revenue_period, 'YYYY-MM') || ' than was deferred'
            from ledger_entry e join ledger_transaction t on t.id = e.ledger_transaction_id
                join invoice i on i.id = e.invoice_id
            where e.account = 'deferred_revenue'
            group by i.number, e.invoice_id, e.line, e.revenue_period
            having sum(e.amount) * coalesce(sum(e.amount) filter (where t.kind = 'invoice'), 0) < 0
                or (sum(e.amount) <> 0 and coalesce(sum(e.amount) filter (where t.kind = 'invoice'), 0) = 0)""";

    private static final String WALLETS = """
            select 'wallet of ' || c.external_id, sum(b.balance) || ' ' || b.currency || ' by its balance, '
                || sum(b.moved) || ' by its entries, ' || sum(b.posted) || ' by the ledger'
            from (select customer_id, currency, balance, 0 as moved, 0 as posted from wallet
                    union all select customer_id, currency, 0, amount, 0 from wallet_entry
                    union all select customer_id, currency, 0, 0, -amount from ledger_entry
                        where account = 'prepaid_wallet') b join customer c on c.id = b.customer_id
            group by c.external_id, b.currency
            having sum(b.balance) <> sum(b.moved) or sum(b.balance) <> sum(b.posted)
            union all
            select 'wallet of ' || c.external_id, 'entry ' || w.id || ' says ' || w.balance || ' ' || w.currency
                || ', the entries up to it add up to ' || w.running
            from (select w.*, sum(amount) over (partition by customer_id, currency order by id) as running
                    from wallet_entry w) w join customer c on c.id = w.customer_id
            where w.balance <> w.running""";

    private static final String CREDITS = """
            select 'credits of ' || c.external_id, sum(b.remaining) || ' ' || b.currency || ' remain by the grants, '
                || sum(b.moved) || ' by their uses, ' || sum(b.posted) || ' by the ledger'
            from (select customer_id, currency, remaining, amount as moved, 0 as posted from credit_grant
                    union all select g.customer_id, g.currency, 0, -u.amount, 0
                        from credit_use u join credit_grant g on g.id = u.credit_grant_id
                    union all select customer_id, currency, 0, 0, -e.amount from ledger_entry e
                        where account = 'customer_credit' and invoice_id is null) b
                join customer c on c.id = b.customer_id
            group by c.external_id, b.currency
            having sum(b.remaining) <> sum(b.moved) or sum(b.remaining) <> sum(b.posted)""";

    private static final String CHARGED_USAGE = """
            select 'charged usage of ' || c.external_id, sum(b.charged) || ' ' || b.currency || ' were charged, '
                || sum(b.settled) || ' of it settled by invoices, and ' || -sum(b.posted) || ' are open by the ledger'
            from (select customer_id, currency, amount as charged, 0 as settled, 0 as posted from usage_charge
                        where status = 'completed' and method in ('wallet', 'credits')
                    union all select used_by, currency, 0, prepaid, 0 from invoice
                        where number is not null and status <> 'void' and kind <> 'consolidated'
                    union all select s.used_by, i.currency, 0, s.amount, 0
                        from invoice i cross join lateral (
                            select r.used_by,
                                sum(least(r.running, i.prepaid) - least(r.running - r.prepaid, i.prepaid)) as amount
                            from (select p.used_by, p.prepaid, sum(p.prepaid) over (order by p.section, p.id) as running
                                from invoice p where p.collected_by = i.id) r group by r.used_by) s
                        where i.number is not null and i.status <> 'void' and i.kind = 'consolidated'
                    union all select customer_id, currency, 0, 0, amount from ledger_entry
                        where account = 'charged_usage') b join customer c on c.id = b.customer_id
            group by c.external_id, b.currency
            having sum(b.charged) - sum(b.settled) <> -sum(b.posted)""";

    private static final String TRIAL_BALANCE = """
            select 'trial balance of ' || b.code, sum(e.amount) || ' ' || e.currency || ' instead of zero'
            from ledger_entry e join ledger_transaction t on t.id = e.ledger_transaction_id
                join billing_entity b on b.id = t.billing_entity_id
            group by b.code, e.currency having sum(e.amount) <> 0""";

    /** All rules that are asked of the database, the most telling first. */
    public static List<BooksRule> all() {
        return List.of(
                new BooksRule("invoice.sums", INVOICE_SUMS),
                new BooksRule("invoice.totals", INVOICE_TOTALS),
                new BooksRule("invoice.once", INVOICE_ONCE),
                new BooksRule("invoice.parts", INVOICE_PARTS),
                new BooksRule("invoice.usage", UsageRules.METERED),
                new BooksRule("usage.once", UsageRules.ONCE),
                new BooksRule("numbers.gapless", NUMBERS),
                new BooksRule("ledger.balanced", BALANCED),
                new BooksRule("ledger.posted", POSTED),
                new BooksRule("ledger.void", VOIDED),
                new BooksRule("ledger.settled", SETTLED),
                new BooksRule("payment.taken-back", TAKEN_BACK),
                new BooksRule("ledger.written-off", WRITTEN_OFF),
                new BooksRule("ledger.deferred", DEFERRED),
                new BooksRule("ledger.schedule", ScheduleRules.RECOGNISED),
                new BooksRule("credit-note.posted", CREDIT_NOTES),
                new BooksRule("credit-note.taxes", ScheduleRules.CREDITED_TAXES),
                new BooksRule("wallet.balance", WALLETS),
                new BooksRule("credits.remaining", CREDITS),
                new BooksRule("charged-usage.open", CHARGED_USAGE),
                new BooksRule("ledger.trial-balance", TRIAL_BALANCE));
    }
}
