package org.countinghouse.billing.ledger;

/** What holds of what is posted or given back later than its invoice. */
final class ScheduleRules {
    private ScheduleRules() {}

    /**
     * Each line's share of a month becomes revenue as the invoice deferred it: all of what credit notes left of it, for
     * that month and line, not before the month's last day, and no later month before it.
     */
    static final String RECOGNISED = """
            with moved as (
                    select e.invoice_id, e.line, e.revenue_period, e.currency, min(t.booked_on) as booked_on,
                        bool_and(t.month = e.revenue_period) as own_month, sum(e.amount) as difference
                    from ledger_transaction t join ledger_entry e on e.ledger_transaction_id = t.id
                    where t.kind = 'recognition'
                    group by t.id, e.invoice_id, e.line, e.revenue_period, e.currency),
                deferred as (
                    select e.invoice_id, e.line, e.revenue_period, e.currency, sum(e.amount) as standing
                    from ledger_entry e where e.account = 'deferred_revenue'
                    group by e.invoice_id, e.line, e.revenue_period, e.currency)
            select 'invoice ' || i.number, 'line ' || b.line || ', ' || to_char(b.revenue_period, 'YYYY-MM') || ': '
                || b.what
            from (
                select invoice_id, line, revenue_period, difference || ' ' || currency
                    || ' more left deferred revenue than became revenue' as what
                from moved where difference <> 0
                union all
                select invoice_id, line, revenue_period, 'it became revenue in another month' from moved where not own_month
                union all
                select invoice_id, line, revenue_period, 'it became revenue on ' || booked_on || ', before the month was over'
                from moved where booked_on < (revenue_period + interval '1 month')::date - 1
                union all
                select d.invoice_id, d.line, d.revenue_period, -d.standing || ' ' || d.currency
                    || ' are deferred though the month became revenue'
                from deferred d where d.standing <> 0 and exists (select from moved m where m.invoice_id = d.invoice_id
                    and m.line = d.line and m.revenue_period = d.revenue_period)
                union all
                select d.invoice_id, d.line, d.revenue_period, -d.standing || ' ' || d.currency
                    || ' are deferred though a later month became revenue'
                from deferred d where d.standing <> 0 and exists (select from moved m where m.invoice_id = d.invoice_id
                    and m.line = d.line and m.revenue_period > d.revenue_period) and not exists (select from moved m
                    where m.invoice_id = d.invoice_id and m.line = d.line and m.revenue_period = d.revenue_period)) b
                join invoice i on i.id = b.invoice_id
            order by i.id, b.line, b.revenue_period""";

    /**
     * A credit note gives back taxes of its invoice, at the invoice's rates and no more than was billed. Where one tax is
     * on all of an invoice, what all of its notes give back is in proportion, but for one smallest unit a note.
     */
    static final String CREDITED_TAXES = """
            with given as (
                    select n.invoice_id, t.position, sum(t.amount) as amount
                    from credit_note_tax t join credit_note n on n.id = t.credit_note_id group by 1, 2),
                notes as (
                    select n.invoice_id, count(*) as notes, sum(n.net) as net, sum(n.tax) as tax,
                        max(greatest(scale(trim_scale(n.net)), scale(trim_scale(n.tax)))) as decimals
                    from credit_note n group by 1),
                one as (
                    select i.id, max(t.rate) as rate, max(i.net) as net, max(i.tax) as tax
                    from invoice i join invoice_tax t on t.invoice_id = i.id
                    where i.id in (select invoice_id from notes)
                    group by i.id having count(*) = 1 and max(t.base) = max(i.net) and max(i.net) <> 0)
            select 'credit note ' || n.number, 'its tax ' || t.code || ' at ' || trim_scale(t.rate) || ' % is '
                || coalesce(i.code || ' at ' || trim_scale(i.rate) || ' % on the invoice', 'not on the invoice')
            from credit_note_tax t join credit_note n on n.id = t.credit_note_id
                left join invoice_tax i on i.invoice_id = n.invoice_id and i.position = t.position
            where i.position is null or (t.code, t.rate) <> (i.code, i.rate)
            union all
            select 'invoice ' || v.number, trim_scale(g.amount) || ' ' || v.currency || ' of tax ' || i.code
                || ' were credited, ' || trim_scale(i.amount) || ' billed'
            from given g join invoice_tax i on i.invoice_id = g.invoice_id and i.position = g.position
                join invoice v on v.id = g.invoice_id
            where abs(g.amount) > abs(i.amount) or g.amount * i.amount < 0
            union all
            select 'invoice ' || v.number, trim_scale(n.tax) || ' ' || v.currency || ' of tax were credited with '
                || trim_scale(n.net) || ', at ' || trim_scale(o.rate) || ' %'
            from notes n join one o on o.id = n.invoice_id join invoice v on v.id = n.invoice_id
            where abs(n.tax - n.net * o.tax / o.net) > n.notes * power(10::numeric, -n.decimals)""";
}
