-- An invoice that is void or thrown away opens its period again: a billing run that has read the subscription before
-- finds another revision and reads it again.
create function invoice_opens_period() returns trigger language plpgsql as $$
begin
    if old.subscription_id is not null and (tg_op = 'DELETE' or (new.status = 'void' and old.status <> 'void')) then
        update subscription set revision = revision + 1 where id = old.subscription_id;
    end if;
    return coalesce(new, old);
end $$;
create trigger invoice_opens_period before update of status or delete on invoice
    for each row execute function invoice_opens_period();

-- So does a credit note, whose fees are not given back once more.
create function credit_note_counts() returns trigger language plpgsql as $$
begin
    update subscription s set revision = s.revision + 1 from invoice i
        where i.id = new.invoice_id and s.id = i.subscription_id;
    return new;
end $$;
create trigger credit_note_counts after insert on credit_note for each row execute function credit_note_counts();

-- What an invoice gives back beyond what it bills goes to the wallet of who pays it, and is taken from there again when
-- the invoice becomes void.
alter table wallet_entry add column invoice_id bigint references invoice;
alter table wallet_entry drop constraint wallet_entry_kind_check;
alter table wallet_entry add constraint wallet_entry_kind_check
    check (kind in ('top_up', 'usage', 'refund', 'credit_note', 'invoice'));
alter table wallet_entry add constraint wallet_entry_of_invoice check ((kind = 'invoice') = (invoice_id is not null));
create unique index wallet_entry_invoice on wallet_entry (invoice_id, (amount > 0)) where invoice_id is not null;

-- What the ledger says of everything that is booked, whole. What is paid ahead of the parts of an invoice for several
-- subscriptions is settled with whose usage each is, in their order; fees and interest for late payment are on an account
-- of their own; what an invoice gives back stands against what it is owed.
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
        cross join (values (1, 'write_off', 1), (2, 'receivables', -1)) s (rank, account, sign)
    union all
    select 'wallet', w.id, i.billing_entity_id, (w.at at time zone 'UTC')::date, s.rank, s.account, w.customer_id,
        s.invoice_id, null, null, null, null, null, null, w.currency, s.amount
    from wallet_entry w join invoice i on i.id = w.invoice_id
        cross join lateral (values (1, 'receivables', i.id, w.amount), (2, 'prepaid_wallet', null, -w.amount))
            s (rank, account, invoice_id, amount);


-- As before; and an invoice that gave something back owes nothing, but what it billed can be credited.
create or replace function invoice_settled() returns trigger language plpgsql as $$
declare
    wrong text;
begin
    select i.number into wrong
        from (select distinct invoice_id from added) a join invoice i on i.id = a.invoice_id
        where greatest(i.due, 0) < coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id), 0)
                + coalesce((select sum(to_receivable) from credit_note n where n.invoice_id = i.id), 0)
                + coalesce((select amount from invoice_write_off w where w.invoice_id = i.id), 0)
            or i.total < (select sum(total) from credit_note n where n.invoice_id = i.id)
        limit 1;
    if found then
        raise exception 'more than invoice % comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- Invoices of before.
do $$
declare
    open record;
    entry bigint;
begin
    for open in select i.id, i.customer_id, i.currency, -sum(e.amount) as amount
        from invoice i join ledger_entry e on e.invoice_id = i.id and e.account = 'receivables'
        where i.due < 0 and i.number is not null and i.status <> 'void'
        group by i.id, i.customer_id, i.currency having sum(e.amount) < 0 order by i.id
    loop
        insert into wallet (customer_id, currency, balance) values (open.customer_id, open.currency, open.amount)
            on conflict (customer_id, currency) do update set balance = wallet.balance + excluded.balance;
        insert into wallet_entry (customer_id, currency, kind, amount, balance, invoice_id, at)
            select customer_id, currency, 'invoice', open.amount, balance, open.id, now() from wallet
            where customer_id = open.customer_id and currency = open.currency returning id into entry;
        with posted as (
            insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
            select billing_entity_id, kind, source, booked_on, count(*) from ledger_rule
            where kind = 'wallet' and source = entry group by 1, 2, 3, 4 returning id, source)
        insert into ledger_entry (ledger_transaction_id, position, account, customer_id, invoice_id, currency, amount)
            select p.id, r.rank, r.account, r.customer_id, r.invoice_id, r.currency, r.amount
            from posted p join ledger_rule r on r.kind = 'wallet' and r.source = p.source;
    end loop;
end $$;
