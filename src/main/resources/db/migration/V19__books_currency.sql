-- A seller's books may be in one currency. An invoice in another one then names the rate at which it was issued, for the
-- tax that is owed in the books' currency (EN 16931, BT-6 and BT-111), and for what is won or lost until it is paid.
alter table billing_entity add column books_currency char(3); -- null: each invoice's own
alter table invoice add column books_currency char(3);
alter table invoice add column exchange_rate numeric check (exchange_rate > 0); -- units of the books' for one of its own
alter table invoice add column exchange_rate_day date;
alter table invoice add column exchange_rate_source text;
alter table invoice add constraint invoice_exchange check (
    num_nulls(books_currency, exchange_rate, exchange_rate_day, exchange_rate_source) in (0, 4)
    and books_currency is distinct from currency);

-- Money that came in the books' currency: amount is what it settles of the invoice, in the invoice's currency.
alter table invoice_payment add column received_currency char(3);
alter table invoice_payment add column received_amount numeric(38, 12) check (received_amount > 0);
alter table invoice_payment add constraint invoice_payment_received
    check ((received_currency is null) = (received_amount is null));
grant insert (received_currency, received_amount) on invoice_payment to ch_finance, ch_gateway;

create function payment_currency() returns trigger language plpgsql as $$
declare
    found_currency text;
begin
    select books_currency into found_currency from invoice where id = new.invoice_id;
    if found_currency is distinct from new.received_currency then
        raise exception 'a payment is in the currency of its invoice or of the books'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger payment_currency before insert on invoice_payment
    for each row when (new.received_currency is not null) execute function payment_currency();

-- What was owed in one currency and came in another; with the difference it is zero at the invoice's rate.
insert into ledger_account (code, kind, number) values ('exchange_position', 'asset', '1365');

-- As before, with the rate.
create or replace function invoice_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.status <> old.status and (old.status, new.status) not in (
            ('draft', 'in_review'), ('draft', 'approved'), ('draft', 'final'), ('draft', 'void'),
            ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'void'),
            ('approved', 'draft'), ('approved', 'in_review'), ('approved', 'final'), ('approved', 'void'),
            ('final', 'sent'), ('final', 'paid'), ('final', 'overdue'), ('final', 'void'), ('final', 'uncollectible'),
            ('sent', 'paid'), ('sent', 'overdue'), ('sent', 'void'), ('sent', 'uncollectible'),
            ('overdue', 'paid'), ('overdue', 'void'), ('overdue', 'uncollectible')) then
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
                or exists (select from invoice_payment where invoice_id = old.id)) then
            raise exception 'invoice % has payments or credit notes and cannot be void', old.number
                using errcode = 'restrict_violation';
        end if;
    end if;
    return coalesce(new, old);
end $$;

-- As before; and a payment in the books' currency settles its part at the invoice's rate. What came more or less is the
-- realised exchange difference. Rounded running totals make the parts add up.
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
        case when l.kind = 'fee' and coalesce(l.service_to, i.period_to) > i.issued_on
            then 'deferred_revenue' else 'revenue' end,
        i.customer_id, i.id, l.position, l.charge, coalesce(l.meter, l.kind), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, i.currency, -l.net
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.number is not null and l.net <> 0 and (l.kind <> 'fee' or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 'invoice', l.id, l.billing_entity_id, l.issued_on, 5,
        case when p.till > l.issued_on then 'deferred_revenue' else 'revenue' end,
        l.customer_id, l.id, l.position, l.charge, 'fee', null, null, p.month, l.currency, -p.amount
    from (select i.id, i.billing_entity_id, i.issued_on, i.customer_id, i.currency, l.position, l.charge, l.net,
                coalesce(l.service_from, i.period_from) as service_from, coalesce(l.service_to, i.period_to) as service_to
            from invoice i join invoice_line l on l.invoice_id = i.id
            where i.number is not null and l.net <> 0 and l.kind = 'fee'
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
