-- A payment that was recorded wrongly, or that the bank took back, is taken back by a row of its own: once, with a reason.
create table invoice_payment_reversal (
    invoice_payment_id bigint      primary key references invoice_payment,
    after_payment      bigint      not null, -- the invoice's last payment when this one was taken back
    reason             text        not null check (reason ~ '\S'),
    booked_on          date        not null,
    at                 timestamptz not null,
    by                 text        not null default session_user
);
create trigger append_only before update or delete or truncate on invoice_payment_reversal
    for each statement execute function append_only();

-- Money for an invoice that was written off: it stands against the write-off.
alter table invoice_payment add column recovery boolean not null default false;

-- The key of a payment that was taken back may be used again: for the one that should have been recorded.
alter table invoice_payment drop constraint invoice_payment_invoice_id_reference_key;
create index invoice_payment_reference on invoice_payment (invoice_id, reference);

-- Whoever settles an invoice waits for the others who do.
create function invoice_payment_settling() returns trigger language plpgsql as $$
declare
    found_status text;
begin
    select status into found_status from invoice where id = new.invoice_id for no key update;
    if found_status not in ('final', 'sent', 'overdue', 'uncollectible') then
        raise exception 'an invoice that is % takes no payment', found_status using errcode = 'restrict_violation';
    end if;
    if exists (select from invoice_payment p where p.invoice_id = new.invoice_id and p.reference = new.reference
            and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)) then
        raise exception 'payment % of this invoice is recorded already', new.reference using errcode = 'unique_violation';
    end if;
    new.recovery := found_status = 'uncollectible';
    return new;
end $$;
drop trigger invoice_settling on invoice_payment;
create trigger invoice_settling before insert on invoice_payment
    for each row execute function invoice_payment_settling();

-- A payment from before a write-off stays: what it settled was not written off.
create function invoice_payment_reversing() returns trigger language plpgsql as $$
declare
    payment invoice_payment;
    found_status text;
begin
    select * into payment from invoice_payment where id = new.invoice_payment_id;
    select status into found_status from invoice where id = payment.invoice_id for no key update;
    if found_status not in ('final', 'sent', 'overdue', 'paid', 'uncollectible')
            or (found_status = 'uncollectible') <> payment.recovery then
        raise exception 'a payment of an invoice that is % is not taken back', found_status
            using errcode = 'restrict_violation';
    end if;
    if new.booked_on < payment.received_on then
        raise exception 'a payment is not taken back before it was received' using errcode = 'restrict_violation';
    end if;
    perform refuse_locked(new.booked_on, 'no payment can be taken back on a day of it');
    select max(id) into new.after_payment from invoice_payment where invoice_id = payment.invoice_id;
    return new;
end $$;
create trigger invoice_payment_reversing before insert on invoice_payment_reversal
    for each row execute function invoice_payment_reversing();

-- As before, without what was taken back; and what comes in after a write-off is never more than was written off.
create or replace function invoice_settled() returns trigger language plpgsql as $$
declare
    wrong text;
begin
    select i.number into wrong
        from (select distinct invoice_id from added) a join invoice i on i.id = a.invoice_id
            cross join lateral (select coalesce(sum(amount) filter (where not p.recovery), 0) as paid,
                    coalesce(sum(amount) filter (where p.recovery), 0) as recovered
                from invoice_payment p where p.invoice_id = i.id
                    and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)) p
            cross join lateral (select coalesce(sum(w.amount), 0) as amount from invoice_write_off w
                where w.invoice_id = i.id) w
        where greatest(i.due, 0) < p.paid + w.amount
                + coalesce((select sum(to_receivable) from credit_note n where n.invoice_id = i.id), 0)
            or w.amount < p.recovered
            or i.total < (select sum(total) from credit_note n where n.invoice_id = i.id)
        limit 1;
    if found then
        raise exception 'more than invoice % comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- As before; and an invoice whose payment was taken back is what it was before it was paid, and may become void.
create or replace function invoice_guard() returns trigger language plpgsql as $$
declare
    collector text;
    changed invoice;
begin
    if tg_op = 'UPDATE' and new.status <> old.status and (old.status, new.status) not in (
            ('draft', 'in_review'), ('draft', 'approved'), ('draft', 'final'), ('draft', 'void'),
            ('draft', 'collected'), ('collected', 'void'),
            ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'void'),
            ('approved', 'draft'), ('approved', 'in_review'), ('approved', 'final'), ('approved', 'void'),
            ('final', 'sent'), ('final', 'paid'), ('final', 'overdue'), ('final', 'void'), ('final', 'uncollectible'),
            ('sent', 'paid'), ('sent', 'overdue'), ('sent', 'void'), ('sent', 'uncollectible'),
            ('overdue', 'paid'), ('overdue', 'void'), ('overdue', 'uncollectible'))
        and not (old.status = 'paid' and new.status = 'void' and old.due <= 0)
        and not (old.status = 'paid' and new.status in ('final', 'sent', 'overdue') and exists (select
            from invoice_payment_reversal r join invoice_payment p on p.id = r.invoice_payment_id
            where p.invoice_id = old.id)) then
        raise exception 'an invoice that is % does not become %', old.status, new.status
            using errcode = 'restrict_violation';
    end if;
    if old.number is not null then
        if tg_op = 'DELETE' then
            raise exception 'invoice % is final and cannot be deleted', old.number using errcode = 'restrict_violation';
        end if;
        if (new.number, new.billing_entity_id, new.customer_id, new.subscription_id, new.plan_version_id, new.kind,
            new.period_from, new.period_to, new.currency, new.subtotal, new.discounts, new.credits, new.net, new.tax,
            new.total, new.prepaid, new.due, new.finalised_at, new.finalised_by, new.issued_on, new.due_on,
            new.purchase_order, new.note, new.books_currency, new.exchange_rate, new.exchange_rate_day,
            new.exchange_rate_source)
           is distinct from
           (old.number, old.billing_entity_id, old.customer_id, old.subscription_id, old.plan_version_id, old.kind,
            old.period_from, old.period_to, old.currency, old.subtotal, old.discounts, old.credits, old.net, old.tax,
            old.total, old.prepaid, old.due, old.finalised_at, old.finalised_by, old.issued_on, old.due_on,
            old.purchase_order, old.note, old.books_currency, old.exchange_rate, old.exchange_rate_day,
            old.exchange_rate_source) then
            raise exception 'invoice % is final and cannot change', old.number using errcode = 'restrict_violation';
        end if;
        if new.status = 'void' and old.status <> 'void' and (
                exists (select from credit_note where invoice_id = old.id)
                or exists (select from invoice_payment p where p.invoice_id = old.id
                    and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id))) then
            raise exception 'invoice % has payments or credit notes and cannot be void', old.number
                using errcode = 'restrict_violation';
        end if;
    end if;
    if old.collected_by is not null then
        select number into collector from invoice where id = old.collected_by;
        if collector is not null then
            if tg_op = 'DELETE' then
                raise exception 'invoice % is final and cannot be deleted', collector using errcode = 'restrict_violation';
            end if;
            changed := old;
            changed.status := new.status;
            changed.revision := new.revision;
            if new is distinct from changed then
                raise exception 'invoice % is final and cannot change', collector using errcode = 'restrict_violation';
            end if;
        end if;
    end if;
    return coalesce(new, old);
end $$;

-- What a payment books. Of one that came in the books' currency the invoice's rate gives what was expected; rounded
-- running totals of what was not taken back before it make the parts add up.
create view payment_booking with (security_invoker = true) as
    select p.id, p.invoice_id, i.billing_entity_id, i.customer_id, p.received_on, s.rank, s.account, s.currency, s.amount
    from invoice_payment p join invoice i on i.id = p.invoice_id
        cross join lateral (values (1, 'cash', coalesce(p.received_currency, i.currency),
                coalesce(p.received_amount, p.amount)),
            (2, case when p.recovery then 'write_off' else 'receivables' end, i.currency, -p.amount))
            s (rank, account, currency, amount)
    union all
    select p.id, p.invoice_id, p.billing_entity_id, p.customer_id, p.received_on, s.rank, s.account, s.currency, s.amount
    from (select q.*, i.billing_entity_id, i.customer_id, i.currency,
                round(i.exchange_rate * (b.amount + q.amount), minor_units(q.received_currency))
                - round(i.exchange_rate * b.amount, minor_units(q.received_currency)) as expected
            from invoice_payment q join invoice i on i.id = q.invoice_id
                cross join lateral (select coalesce(sum(o.amount), 0) as amount from invoice_payment o
                    where o.invoice_id = q.invoice_id and o.id < q.id and o.received_currency is not null
                        and not exists (select from invoice_payment_reversal r
                            where r.invoice_payment_id = o.id and r.after_payment < q.id)) b
            where q.received_currency is not null) p
        cross join lateral (values (3, 'exchange_position', p.currency, p.amount),
            (4, 'exchange_position', p.received_currency, -p.expected),
            (5, 'exchange_difference', p.received_currency, p.expected - p.received_amount))
            s (rank, account, currency, amount)
    where s.amount <> 0;

alter table ledger_transaction drop constraint ledger_transaction_kind_check;
alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in ('invoice', 'void',
    'credit_note', 'payment', 'payment_reversal', 'write_off', 'wallet', 'credit_grant', 'credit_use', 'recognition'));

-- What the ledger says of everything that is booked, whole. As before; a payment takes back what it booked, and one after
-- a write-off stands against that.
create or replace view ledger_rule with (security_invoker = true) as
    select 'invoice' as kind, i.id as source, i.billing_entity_id, i.issued_on as booked_on, 1 as rank,
        'receivables' as account, i.customer_id, i.id as invoice_id, null::int as line, null::text as charge,
        null::text as service, null::text as tax_code, null::numeric as tax_rate, null::date as revenue_period,
        i.currency, i.due as amount
    from invoice i where i.number is not null and i.due <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 2, 'charged_usage', i.used_by, i.id, null, null, null,
        null, null, null, i.currency, i.prepaid
    from invoice i where i.number is not null and i.prepaid <> 0 and i.kind <> 'consolidated'
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 2, 'charged_usage', s.used_by, i.id, null, null, null,
        null, null, null, i.currency, s.amount
    from invoice i cross join lateral (
        select r.used_by, sum(least(r.running, i.prepaid) - least(r.running - r.prepaid, i.prepaid)) as amount
        from (select p.used_by, p.prepaid, sum(p.prepaid) over (order by p.section, p.id) as running
            from invoice p where p.collected_by = i.id) r group by r.used_by) s
    where i.number is not null and i.prepaid <> 0 and i.kind = 'consolidated' and s.amount <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 3, s.account, i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, s.sign * i.credits
    from invoice i cross join (values ('customer_credit', 1), ('credits_granted', -1)) s (account, sign)
    where i.number is not null and i.credits <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 5,
        line_account(l.kind, l.charge, lasts(l.kind, l.service_to) and coalesce(l.service_to, i.period_to) > i.issued_on),
        i.customer_id, i.id, l.position, l.charge, line_service(l.kind, l.meter), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, i.currency, -l.net
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.number is not null and l.net <> 0 and (not lasts(l.kind, l.service_to) or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 'invoice', l.id, l.billing_entity_id, l.issued_on, 5,
        line_account(l.kind, l.charge, p.till > l.issued_on),
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
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind not in ('credit_note', 'invoice') and w.amount <> 0
    union all
    select 'wallet', w.id, c.billing_entity_id, (w.at at time zone 'UTC')::date, 2, 'prepaid_wallet',
        w.customer_id, null, null, null, null, null, null, null, w.currency, -w.amount
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind not in ('credit_note', 'invoice') and w.amount <> 0
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
    select 'payment', p.id, p.billing_entity_id, p.received_on, p.rank, p.account, p.customer_id, p.invoice_id, null, null,
        null, null, null, null, p.currency, p.amount
    from payment_booking p
    union all
    select 'payment_reversal', p.id, p.billing_entity_id, r.booked_on, p.rank, p.account, p.customer_id, p.invoice_id, null,
        null, null, null, null, null, p.currency, -p.amount
    from invoice_payment_reversal r join payment_booking p on p.id = r.invoice_payment_id
    union all
    select 'write_off', w.invoice_id, i.billing_entity_id, w.booked_on, s.rank, s.account,
        i.customer_id, i.id, null, null, null, null, null, null, i.currency, s.sign * w.amount
    from invoice_write_off w join invoice i on i.id = w.invoice_id
        cross join (values (1, 'write_off', 1), (2, 'receivables', -1)) s (rank, account, sign)
    union all
    select 'wallet', w.id, i.billing_entity_id, (w.at at time zone 'UTC')::date, s.rank, s.account, w.customer_id,
        s.invoice_id, null, null, null, null, null, null, w.currency, s.amount
    from wallet_entry w join invoice i on i.id = w.invoice_id
        cross join lateral (values (1, 'receivables', i.id, w.amount), (2, 'prepaid_wallet', null, -w.amount))
            s (rank, account, invoice_id, amount);

grant select on invoice_payment_reversal, payment_booking to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
-- No right to give who or when: nobody takes back in another's name.
grant insert (invoice_payment_id, reason, booked_on, at) on invoice_payment_reversal to ch_finance;
alter table invoice_payment_reversal enable row level security;
create policy staff on invoice_payment_reversal to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);

-- When each source last answered when it was asked for a currency, and whether it knew it.
create table exchange_rate_ask (
    source      text        not null,
    currency    char(3)     not null,
    answered_at timestamptz not null,
    told        boolean     not null,
    primary key (source, currency)
);
grant select on exchange_rate_ask to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on exchange_rate_ask to ch_finance, ch_admin, ch_gateway;

-- Codes of the taxes on a line, as accountants book it; empty: none. Null: from before this was kept.
alter table invoice_line add column tax_code text;
