-- A customer may have a parent that pays: invoices of the child's usage are addressed to the parent and booked on it.

alter table customer add column payer_id bigint references customer; -- null: pays itself
create index customer_payer on customer (payer_id) where payer_id is not null;

-- Who pays for others pays for itself, so there are no cycles; and seller and currency are the same, so that one account
-- holds it all. Changes of payers go one after the other.
create function customer_payer() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('countinghouse.payer'));
    if new.payer_id is not null and not exists (select from customer p where p.id = new.payer_id and p.id <> new.id
            and p.payer_id is null and p.billing_entity_id = new.billing_entity_id and p.currency = new.currency) then
        raise exception 'customer % cannot have that payer', new.external_id using errcode = 'restrict_violation';
    end if;
    if exists (select from customer c where c.payer_id = new.id and (new.payer_id is not null
            or c.billing_entity_id <> new.billing_entity_id or c.currency <> new.currency)) then
        raise exception 'customer % pays for others', new.external_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger customer_payer before update of payer_id, billing_entity_id, currency on customer
    for each row when ((old.payer_id, old.billing_entity_id, old.currency)
        is distinct from (new.payer_id, new.billing_entity_id, new.currency)) execute function customer_payer();
create trigger customer_payer_new before insert on customer
    for each row when (new.payer_id is not null) execute function customer_payer();

-- Whose usage an invoice bills; customer_id is who pays it.
alter table invoice add column used_by bigint references customer;
alter table invoice disable trigger user;
update invoice set used_by = customer_id;
alter table invoice enable trigger user;
alter table invoice alter column used_by set not null;
create index invoice_used_by on invoice (used_by, period_from);

create function invoice_used_by() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        raise exception 'invoice % keeps whose usage it bills', old.id using errcode = 'restrict_violation';
    end if;
    new.used_by := new.customer_id;
    return new;
end $$;
create trigger invoice_used_by before insert on invoice
    for each row when (new.used_by is null) execute function invoice_used_by();
create trigger invoice_used_by_kept before update of used_by on invoice
    for each row when (old.used_by <> new.used_by) execute function invoice_used_by();

-- A child sees the invoices of its own usage, and no others of who pays.
drop policy own on invoice;
create policy own on invoice for select to ch_customer
    using (customer_id = confined_customer() or used_by = confined_customer());
-- Who paid, and how, concerns who pays.
drop policy own on invoice_payment;
create policy own on invoice_payment for select to ch_customer using (exists (
    select from invoice i where i.id = invoice_id and i.customer_id = confined_customer()));

-- As before; and usage that was charged as it was recorded is settled with whose usage it was.
create or replace view ledger_rule with (security_invoker = true) as
    select 'invoice' as kind, i.id as source, i.billing_entity_id, i.issued_on as booked_on, 1 as rank,
        'receivables' as account, i.customer_id, i.id as invoice_id, null::int as line, null::text as charge,
        null::text as service, null::text as tax_code, null::numeric as tax_rate, null::date as revenue_period,
        i.currency, i.due as amount
    from invoice i where i.number is not null and i.due <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 2, 'charged_usage', i.used_by, i.id, null, null, null,
        null, null, null, i.currency, i.prepaid
    from invoice i where i.number is not null and i.prepaid <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 3, s.account, i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, s.sign * i.credits
    from invoice i cross join (values ('customer_credit', 1), ('credits_granted', -1)) s (account, sign)
    where i.number is not null and i.credits <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 5,
        case when lasts(l.kind, l.service_to) and coalesce(l.service_to, i.period_to) > i.issued_on
            then 'deferred_revenue' else 'revenue' end,
        i.customer_id, i.id, l.position, l.charge, line_service(l.kind, l.meter), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, i.currency, -l.net
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.number is not null and l.net <> 0 and (not lasts(l.kind, l.service_to) or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 'invoice', l.id, l.billing_entity_id, l.issued_on, 5,
        case when p.till > l.issued_on then 'deferred_revenue' else 'revenue' end,
        l.customer_id, l.id, l.position, l.charge, line_service(l.kind, null), null, null, p.month, l.currency, -p.amount
    from (select i.id, i.billing_entity_id, i.issued_on, i.customer_id, i.currency, l.position, l.charge, l.kind, l.net,
                coalesce(l.service_from, i.period_from) as service_from, coalesce(l.service_to, i.period_to) as service_to
            from invoice i join invoice_line l on l.invoice_id = i.id
            where i.number is not null and l.net <> 0 and lasts(l.kind, l.service_to)
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
