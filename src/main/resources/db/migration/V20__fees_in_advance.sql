-- Fees billed ahead of their period: what each invoice has billed of which period, so that a later one bills the
-- difference only.
create table billed_fee (
    invoice_id      bigint      not null references invoice on delete cascade,
    subscription_id bigint      not null references subscription,
    starts_at       timestamptz not null, -- of the period whose fees they are
    ends_at         timestamptz not null,
    turn            int         not null check (turn >= 0),
    kind            text        not null, -- of the invoice
    standing        boolean     not null default true, -- false: the invoice is void
    fees            jsonb       not null, -- what it billed and gave back, fee by fee
    primary key (invoice_id, starts_at),
    -- Two invoices that knew the same of a period do not both bill it.
    unique (subscription_id, starts_at, turn),
    check (ends_at > starts_at)
);

-- What is voided is due again, and has billed nothing.
create or replace function invoice_due_again() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (new.status = 'void' and old.status <> 'void') then
        update subscription set due_at = '-infinity' where id = old.subscription_id;
        update late_usage set pending = true
            where invoice_id in (select of_invoice from late_usage_settled where invoice_id = old.id);
        update billed_fee set standing = false where invoice_id = old.id and standing;
    end if;
    return coalesce(new, old);
end $$;

grant select on billed_fee to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on billed_fee to ch_finance, ch_gateway;
grant update (standing) on billed_fee to ch_finance, ch_gateway;

alter table billed_fee enable row level security;
create policy staff on billed_fee to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on billed_fee for select to ch_customer
    using (exists (select from subscription s where s.id = subscription_id));
grant select on billed_fee to ch_customer;

-- As before; and what is given back or added of a fee billed ahead is revenue of the same months as the fee.
create or replace view ledger_rule with (security_invoker = true) as
    select 'invoice' as kind, i.id as source, i.billing_entity_id, i.issued_on as booked_on, 1 as rank,
        'receivables' as account, i.customer_id, i.id as invoice_id, null::int as line, null::text as charge,
        null::text as service, null::text as tax_code, null::numeric as tax_rate, null::date as revenue_period,
        i.currency, i.due as amount
    from invoice i where i.number is not null and i.due <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 2, 'charged_usage', i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, i.prepaid
    from invoice i where i.number is not null and i.prepaid <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 3, s.account, i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, s.sign * i.credits
    from invoice i cross join (values ('customer_credit', 1), ('credits_granted', -1)) s (account, sign)
    where i.number is not null and i.credits <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 5,
        case when l.kind in ('fee', 'proration') and coalesce(l.service_to, i.period_to) > i.issued_on
            then 'deferred_revenue' else 'revenue' end,
        i.customer_id, i.id, l.position, l.charge, coalesce(l.meter, case when l.kind = 'proration' then 'fee' else l.kind end), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, i.currency, -l.net
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.number is not null and l.net <> 0 and (l.kind not in ('fee', 'proration') or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 'invoice', l.id, l.billing_entity_id, l.issued_on, 5,
        case when p.till > l.issued_on then 'deferred_revenue' else 'revenue' end,
        l.customer_id, l.id, l.position, l.charge, 'fee', null, null, p.month, l.currency, -p.amount
    from (select i.id, i.billing_entity_id, i.issued_on, i.customer_id, i.currency, l.position, l.charge, l.net,
                coalesce(l.service_from, i.period_from) as service_from, coalesce(l.service_to, i.period_to) as service_to
            from invoice i join invoice_line l on l.invoice_id = i.id
            where i.number is not null and l.net <> 0 and l.kind in ('fee', 'proration')
                and date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
                    <> date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)) l
        cross join lateral (
            select m.month, m.till,
                round(l.net * (m.till - l.service_from) / (l.service_to - l.service_from), minor_units(l.currency))
                - round(l.net * (greatest(m.month, l.service_from) - l.service_from) / (l.service_to - l.service_from),
                    minor_units(l.currency)) as amount
            from (select s::date as month, least((s + interval '1 month')::date, l.service_to) as till
                from generate_series(date_trunc('month', l.service_from::timestamp), (l.service_to - 1)::timestamp,
                    interval '1 month') s) m) p
    where p.amount <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 6, 'tax', i.customer_id, i.id, null, null, null, t.code,
        t.rate, null, i.currency, -t.amount
    from invoice i join invoice_tax t on t.invoice_id = i.id where i.number is not null and t.amount <> 0
    union all
    select 'wallet', w.id, c.billing_entity_id, (w.at at time zone 'UTC')::date, 1,
        case when w.kind = 'top_up' then 'cash' else 'charged_usage' end,
        w.customer_id, null, null, null, null, null, null, null, w.currency, w.amount
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind <> 'credit_note' and w.amount <> 0
    union all
    select 'wallet', w.id, c.billing_entity_id, (w.at at time zone 'UTC')::date, 2, 'prepaid_wallet',
        w.customer_id, null, null, null, null, null, null, null, w.currency, -w.amount
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind <> 'credit_note' and w.amount <> 0
    union all
    select 'credit_grant', g.id, c.billing_entity_id, (g.at at time zone 'UTC')::date, s.rank, s.account,
        g.customer_id, null, null, null, null, null, null, null, g.currency, s.sign * g.amount
    from credit_grant g join customer c on c.id = g.customer_id
        cross join (values (1, 'credits_granted', 1), (2, 'customer_credit', -1)) s (rank, account, sign)
    union all
    select 'credit_use', u.id, c.billing_entity_id, (u.at at time zone 'UTC')::date, s.rank, s.account,
        g.customer_id, null, null, null, null, null, null, null, g.currency, s.sign * u.amount
    from credit_use u join credit_grant g on g.id = u.credit_grant_id join customer c on c.id = g.customer_id
        cross join (values (1, 'customer_credit', 1), (2, 'charged_usage', -1)) s (rank, account, sign)
    where u.amount <> 0
    union all
    select 'payment', p.id, i.billing_entity_id, p.received_on, s.rank, s.account,
        i.customer_id, i.id, null, null, null, null, null, null, s.currency, s.amount
    from invoice_payment p join invoice i on i.id = p.invoice_id
        cross join lateral (values (1, 'cash', coalesce(p.received_currency, i.currency),
                coalesce(p.received_amount, p.amount)),
            (2, 'receivables', i.currency, -p.amount)) s (rank, account, currency, amount)
    union all
    select 'payment', p.id, p.billing_entity_id, p.received_on, s.rank, s.account,
        p.customer_id, p.invoice_id, null, null, null, null, null, null, s.currency, s.amount
    from (select q.*, i.billing_entity_id, i.customer_id, i.currency,
                round(i.exchange_rate * sum(q.amount) over running, minor_units(q.received_currency))
                - round(i.exchange_rate * (sum(q.amount) over running - q.amount), minor_units(q.received_currency))
                    as expected
            from invoice_payment q join invoice i on i.id = q.invoice_id
            where q.received_currency is not null
            window running as (partition by q.invoice_id order by q.id)) p
        cross join lateral (values (3, 'exchange_position', p.currency, p.amount),
            (4, 'exchange_position', p.received_currency, -p.expected),
            (5, 'exchange_difference', p.received_currency, p.expected - p.received_amount))
            s (rank, account, currency, amount)
    where s.amount <> 0
    union all
    select 'write_off', w.invoice_id, i.billing_entity_id, w.booked_on, s.rank, s.account,
        i.customer_id, i.id, null, null, null, null, null, null, i.currency, s.sign * w.amount
    from invoice_write_off w join invoice i on i.id = w.invoice_id
        cross join (values (1, 'write_off', 1), (2, 'receivables', -1)) s (rank, account, sign);
