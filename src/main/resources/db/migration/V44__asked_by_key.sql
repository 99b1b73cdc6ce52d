-- A run drafts, and finalising numbers and posts, by the hundred beside hundreds of thousands that are there already. What is
-- asked of a statement's rows is asked by their keys, in subqueries that give one value: as a join the server may read all
-- customers, invoices or postings for it, batch after batch, and keeps such a plan (ADR 29). What has to hold is as before.

create or replace function nothing_for_erased() returns trigger language plpgsql as $$
declare
    wrong bigint;
begin
    if tg_table_name = 'invoice' then
        select a.id into wrong from (select customer_id as id from added union select used_by from added) a
            where (select c.erased_at from customer c where c.id = a.id) is not null limit 1;
    else
        select a.customer_id into wrong from added a
            where (select c.erased_at from customer c where c.id = a.customer_id) is not null limit 1;
    end if;
    if found then
        raise exception 'customer % is erased', wrong using errcode = 'CH003';
    end if;
    return null;
end $$;

-- As in V36.
create or replace function invoice_parts_added() returns trigger language plpgsql security definer as $$
declare
    wanted       bigint[] := array(select distinct invoice_id from added order by 1);
    missing      bigint;
    final_number text;
begin
    perform from invoice where id = any (wanted) order by id for key share;
    select w.id into missing from unnest(wanted) w (id)
        where (select i.id from invoice i where i.id = w.id) is null limit 1;
    if found then
        raise exception 'there is no invoice %', missing using errcode = 'foreign_key_violation', table = tg_table_name;
    end if;
    select w.number into final_number
        from (select (select coalesce(i.number, (select c.number from invoice c where c.id = i.collected_by))
            from invoice i where i.id = u.id) as number from unnest(wanted) u (id) offset 0) w
        where w.number is not null limit 1;
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create or replace function ledger_entry_balanced() returns trigger language plpgsql security definer as $$
declare
    wrong bigint;
begin
    select ledger_transaction_id into wrong from added group by ledger_transaction_id, currency
        having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'ledger transaction % does not balance', wrong using errcode = 'restrict_violation';
    end if;
    select a.ledger_transaction_id into wrong
        from (select ledger_transaction_id, count(*) as entries, min(position) as first, max(position) as last
            from added group by 1) a
        where a.first <> 1 or a.last <> a.entries or a.entries is distinct from
            (select t.entries from ledger_transaction t where t.id = a.ledger_transaction_id) limit 1;
    if found then
        raise exception 'ledger transaction % has other entries than it announced', wrong
            using errcode = 'restrict_violation';
    end if;
    if exists (select from (select distinct account from added) a
            where (select l.code from ledger_account l where l.code = a.account) is null)
        or exists (select from (select distinct customer_id from added) a
            where (select c.id from customer c where c.id = a.customer_id) is null)
        or exists (select from (select distinct invoice_id from added where invoice_id is not null) a
            where (select i.id from invoice i where i.id = a.invoice_id) is null) then
        raise exception 'a ledger entry refers to what is not there' using errcode = 'foreign_key_violation',
            table = tg_table_name;
    end if;
    return null;
end $$;

-- An invoice belongs to the period that holds its last day: whether that is closed is asked once a statement.
drop trigger invoice_period on invoice;
drop function invoice_period();

create function invoice_dated() returns trigger language plpgsql as $$
begin
    select new.period_from::timestamp at time zone s.time_zone, new.period_to::timestamp at time zone s.time_zone
        into new.starts_at, new.ends_at from subscription s where s.id = new.subscription_id;
    return new;
end $$;
create trigger invoice_dated before insert on invoice
    for each row when (new.starts_at is null or new.ends_at is null) execute function invoice_dated();

create function invoice_period_kept() returns trigger language plpgsql as $$
begin
    raise exception 'invoice % keeps its period', old.id using errcode = 'restrict_violation';
end $$;
create trigger invoice_period_kept before update of starts_at, ends_at on invoice for each row
    when (old.starts_at is distinct from new.starts_at or old.ends_at is distinct from new.ends_at)
    execute function invoice_period_kept();

-- What invoices refer to is asked once a statement as well (ADR 21): of a hundred drafts that two workers add, all refer to one
-- seller, one plan and one run, whose rows they would lock a hundred times each. Those are never deleted, whoever asks.
alter table invoice
    drop constraint invoice_billing_entity_id_fkey,
    drop constraint invoice_customer_id_fkey,
    drop constraint invoice_used_by_fkey,
    drop constraint invoice_subscription_id_fkey,
    drop constraint invoice_billing_run_id_fkey,
    drop constraint invoice_plan_version_id_fkey;
alter table ledger_transaction drop constraint ledger_transaction_billing_entity_id_fkey;

create function never_deleted() returns trigger language plpgsql as $$
begin
    raise exception 'a % is never deleted', replace(tg_table_name, '_', ' ') using errcode = 'restrict_violation';
end $$;
do $$
declare
    parent text;
begin
    foreach parent in array array['billing_entity', 'customer', 'subscription', 'billing_run', 'plan_version'] loop
        execute format('create trigger never_deleted before delete or truncate on %I for each statement'
            ' execute function never_deleted()', parent);
        execute format('create trigger %I before update of id on %I for each statement'
            ' execute function key_kept()', parent || '_key', parent);
    end loop;
end $$;

create function invoice_refers(sellers bigint[], customers bigint[], subscriptions bigint[], runs bigint[], plans bigint[])
    returns void language plpgsql security definer as $$
declare
    missing text;
begin
    -- Whoever erases a customer holds these alone.
    perform from subscription where id = any (subscriptions) order by id for key share;
    perform from customer where id = any (customers) order by id for key share;
    missing := case
        when exists (select from unnest(sellers) w (id) where (select e.id from billing_entity e where e.id = w.id) is null)
            then 'billing entity'
        when exists (select from unnest(customers) w (id) where (select c.id from customer c where c.id = w.id) is null)
            then 'customer'
        when exists (select from unnest(subscriptions) w (id)
            where (select s.id from subscription s where s.id = w.id) is null) then 'subscription'
        when exists (select from unnest(runs) w (id) where (select r.id from billing_run r where r.id = w.id) is null)
            then 'billing run'
        when exists (select from unnest(plans) w (id) where (select v.id from plan_version v where v.id = w.id) is null)
            then 'plan version' end;
    if missing is not null then
        raise exception 'an invoice refers to a % that is not there', missing using errcode = 'foreign_key_violation',
            table = 'invoice';
    end if;
end $$;

-- Triggers of a statement go by their names: what customers are is locked here, and then looked at by nothing_for_erased.
create function invoice_made() returns trigger language plpgsql as $$
begin
    perform invoice_refers(array(select distinct billing_entity_id from added),
        array(select customer_id from added union select used_by from added),
        array(select distinct subscription_id from added where subscription_id is not null),
        array(select distinct billing_run_id from added where billing_run_id is not null),
        array(select distinct plan_version_id from added where plan_version_id is not null));
    perform refuse_locked(m.day, 'no invoice can be made in it')
        from (select distinct period_to - 1 as day from added where kind in ('regular', 'one_off') order by 1) m;
    return null;
end $$;
create trigger invoice_made after insert on invoice referencing new table as added
    for each statement execute function invoice_made();

create function invoice_refers_anew() returns trigger language plpgsql as $$
begin
    perform invoice_refers(array[new.billing_entity_id], array[new.customer_id, new.used_by],
        array_remove(array[new.subscription_id], null), array_remove(array[new.billing_run_id], null),
        array_remove(array[new.plan_version_id], null));
    return null;
end $$;
create trigger invoice_refers_anew
    after update of billing_entity_id, customer_id, used_by, subscription_id, billing_run_id, plan_version_id on invoice
    for each row when ((old.billing_entity_id, old.customer_id, old.used_by, old.subscription_id, old.billing_run_id,
        old.plan_version_id) is distinct from (new.billing_entity_id, new.customer_id, new.used_by, new.subscription_id,
        new.billing_run_id, new.plan_version_id)) execute function invoice_refers_anew();

-- As in V39, and the seller is there.
create or replace function ledger_transaction_locked() returns trigger language plpgsql as $$
declare
    closed record;
begin
    if exists (select from (select distinct billing_entity_id as id from added) a
            where (select e.id from billing_entity e where e.id = a.id) is null) then
        raise exception 'a posting refers to a billing entity that is not there' using errcode = 'foreign_key_violation',
            table = tg_table_name;
    end if;
    perform pg_advisory_xact_lock_shared(hashtext('countinghouse.period_lock'));
    select l.period_from, l.period_to, a.booked_on into closed
        from (select distinct booked_on from added) a
            join period_lock l on l.reopened_at is null and a.booked_on >= l.period_from and a.booked_on < l.period_to
        order by a.booked_on limit 1;
    if found then
        raise exception 'period %/% is locked: nothing can be booked on %, the first open day is %', closed.period_from,
            closed.period_to, closed.booked_on, first_open_day(closed.booked_on) using errcode = 'CH001';
    end if;
    return null;
end $$;

-- Asked only of invoices that become void, or go.
drop trigger invoice_due_again on invoice;
create trigger invoice_due_again before update of status on invoice for each row
    when (new.status = 'void' and old.status <> 'void') execute function invoice_due_again();
create trigger invoice_due_again_gone before delete on invoice for each row execute function invoice_due_again();
drop trigger invoice_opens_period on invoice;
create trigger invoice_opens_period before update of status on invoice for each row
    when (new.status = 'void' and old.status <> 'void') execute function invoice_opens_period();
create trigger invoice_opens_period_gone before delete on invoice for each row execute function invoice_opens_period();

-- As in V37: the statement that gives invoices their numbers keeps their parties, whoever runs it. A number never goes, and
-- the program makes no invoice with one, so an invoice that has a number and no parties has it since this statement.
drop trigger invoice_keeps_parties on invoice;
drop function keep_parties();
create function invoice_numbered() returns trigger language plpgsql security definer as $$
declare
    numbered bigint[] := array(select a.id from after_it a where a.number is not null
        and (select p.invoice_id from invoice_parties p where p.invoice_id = a.id) is null);
begin
    if cardinality(numbered) = 0 then
        return null;
    end if;
    perform refuse_locked(m.day, 'no invoice can become final in it')
        from (select i.period_to - 1 as day from invoice i where i.id = any (numbered) and i.kind in ('regular', 'one_off')
            union select p.period_to - 1 from invoice p where p.collected_by = any (numbered) and p.kind = 'regular'
            order by 1) m;
    insert into invoice_parties (invoice_id, customer_id, seller, buyer, users)
        select i.id, i.customer_id, (select party(e) from billing_entity e where e.id = i.billing_entity_id),
            (select party(c) from customer c where c.id = i.customer_id),
            case when i.kind = 'consolidated' or i.used_by <> i.customer_id then named_users(i) end
        from invoice i where i.id = any (numbered);
    return null;
end $$;
create trigger invoice_numbered after update on invoice referencing new table as after_it
    for each statement execute function invoice_numbered();

-- As in V40, with questions to other tables only where they decide.
create or replace function invoice_guard() returns trigger language plpgsql as $$
declare
    collector text;
    changed invoice;
begin
    if tg_op = 'UPDATE' and new.status <> old.status then
        if (old.status, new.status) not in (
                ('draft', 'in_review'), ('draft', 'approved'), ('draft', 'final'), ('draft', 'void'),
                ('draft', 'collected'), ('collected', 'void'),
                ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'void'),
                ('approved', 'draft'), ('approved', 'in_review'), ('approved', 'final'), ('approved', 'void'),
                ('final', 'sent'), ('final', 'paid'), ('final', 'overdue'), ('final', 'void'), ('final', 'uncollectible'),
                ('sent', 'paid'), ('sent', 'overdue'), ('sent', 'void'), ('sent', 'uncollectible'),
                ('overdue', 'paid'), ('overdue', 'void'), ('overdue', 'uncollectible'))
                and not (old.status = 'paid' and new.status = 'void' and old.due <= 0) then
            if not (old.status = 'paid' and new.status in ('final', 'sent', 'overdue') and exists (select
                    from invoice_payment_reversal r join invoice_payment p on p.id = r.invoice_payment_id
                    where p.invoice_id = old.id)) then
                raise exception 'an invoice that is % does not become %', old.status, new.status
                    using errcode = 'restrict_violation';
            end if;
        end if;
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
        if new.status = 'void' and old.status <> 'void' then
            if exists (select from credit_note where invoice_id = old.id)
                    or exists (select from invoice_payment p where p.invoice_id = old.id
                        and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)) then
                raise exception 'invoice % has payments or credit notes and cannot be void', old.number
                    using errcode = 'restrict_violation';
            end if;
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

-- Transitions come by the thousand too: their invoice is looked at once a statement, as that of parts (ADR 21).
alter table invoice_transition drop constraint invoice_transition_invoice_id_fkey;
create function invoice_transition_added() returns trigger language plpgsql security definer as $$
declare
    wanted  bigint[] := array(select distinct invoice_id from added order by 1);
    missing bigint;
begin
    perform from invoice where id = any (wanted) order by id for key share;
    select w.id into missing from unnest(wanted) w (id)
        where (select i.id from invoice i where i.id = w.id) is null limit 1;
    if found then
        raise exception 'there is no invoice %', missing using errcode = 'foreign_key_violation', table = tg_table_name;
    end if;
    return null;
end $$;
create trigger invoice_transition_added after insert on invoice_transition referencing new table as added
    for each statement execute function invoice_transition_added();
create trigger invoice_transition_key before update of invoice_id on invoice_transition
    for each statement execute function key_kept();

create or replace function invoice_gone() returns trigger language plpgsql security definer as $$
begin
    delete from invoice_line where invoice_id in (select id from gone);
    delete from invoice_tax where invoice_id in (select id from gone);
    delete from invoice_input where invoice_id in (select id from gone);
    delete from invoice_transition where invoice_id in (select id from gone);
    return null;
end $$;

-- What an invoice books on a day: of one that has its number on the day of issue, or of a draft before it gets one, so that
-- finalising holds the numbers of a series for as short as it can.
create function invoice_entries(i invoice, booked_on date) returns table (rank int, account text, customer_id bigint, line int,
        charge text, service text, tax_code text, tax_rate numeric, revenue_period date, amount numeric)
        language sql stable as $$
    select s.rank, s.account, s.customer_id, null::int, null::text, null::text, null::text, null::numeric, null::date, s.amount
    from (values (1, 'receivables', i.customer_id, i.due),
            (2, 'charged_usage', i.used_by, case when i.kind <> 'consolidated' then i.prepaid else 0 end),
            (3, 'customer_credit', i.customer_id, i.credits), (3, 'credits_granted', i.customer_id, -i.credits))
            s (rank, account, customer_id, amount)
    where s.amount <> 0
    union all
    select 2, 'charged_usage', s.used_by, null, null, null, null, null, null, s.amount
    from (select r.used_by, sum(least(r.running, i.prepaid) - least(r.running - r.prepaid, i.prepaid)) as amount
        from (select p.used_by, p.prepaid, sum(p.prepaid) over (order by p.section, p.id) as running
            from invoice p where p.collected_by = i.id) r group by r.used_by) s
    where i.prepaid <> 0 and i.kind = 'consolidated' and s.amount <> 0
    union all
    select 5, line_account(l.kind, l.charge,
            lasts(l.kind, l.service_to) and coalesce(l.service_to, i.period_to) > invoice_entries.booked_on),
        i.customer_id, l.position, l.charge, line_service(l.kind, l.meter), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, -l.net
    from invoice_line l
    where l.invoice_id = i.id and l.net <> 0 and (not lasts(l.kind, l.service_to) or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 5, line_account(l.kind, l.charge, p.till > invoice_entries.booked_on),
        i.customer_id, l.position, l.charge, line_service(l.kind, null), null, null, p.month, -p.amount
    from (select n.position, n.charge, n.kind, n.net, coalesce(n.service_from, i.period_from) as service_from,
                coalesce(n.service_to, i.period_to) as service_to
            from invoice_line n
            where n.invoice_id = i.id and n.net <> 0 and lasts(n.kind, n.service_to)
                and date_trunc('month', coalesce(n.service_from, i.period_from)::timestamp)
                    <> date_trunc('month', (coalesce(n.service_to, i.period_to) - 1)::timestamp)) l
        cross join lateral (
            select m.month, m.till,
                round(l.net * (m.till - l.service_from) / (l.service_to - l.service_from), minor_units(i.currency))
                - round(l.net * (greatest(m.month, l.service_from) - l.service_from) / (l.service_to - l.service_from),
                    minor_units(i.currency)) as amount
            from (select s::date as month, least((s + interval '1 month')::date, l.service_to) as till
                from generate_series(date_trunc('month', l.service_from::timestamp), (l.service_to - 1)::timestamp,
                    interval '1 month') s) m) p
    where p.amount <> 0
    union all
    select 6, 'tax', i.customer_id, null, null, null, t.code, t.rate, null, -t.amount
    from invoice_tax t where t.invoice_id = i.id and t.amount <> 0
$$;

-- As in V40. What is posted is found by its id: that an invoice has a number is said so that the index of numbers, which holds
-- all that there are, is no way to it.
create or replace view ledger_rule with (security_invoker = true) as
    select 'invoice' as kind, i.id as source, i.billing_entity_id, i.issued_on as booked_on, e.rank, e.account, e.customer_id,
        i.id as invoice_id, e.line, e.charge, e.service, e.tax_code, e.tax_rate, e.revenue_period, i.currency, e.amount
    from invoice i cross join lateral invoice_entries(i, i.issued_on) e
    where coalesce(i.number, '') <> ''
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

-- Written once and read as a whole: kept as it is written, without being taken apart.
alter table invoice_line alter column explanation type json using explanation::json;
alter table invoice_input alter column request type json using request::json;
create function whole_input(input json) returns jsonb language sql stable as $$
    select whole_input(input::jsonb)
$$;

do $$
declare
    definer text;
begin
    foreach definer in array array['invoice_parts_added', 'ledger_entry_balanced', 'invoice_numbered',
            'invoice_transition_added', 'invoice_gone', 'invoice_refers'] loop
        execute format('alter function %I set search_path = %I, pg_catalog, pg_temp', definer, current_schema());
        execute format('revoke all on function %I from public', definer);
    end loop;
end $$;
grant execute on function invoice_refers to ch_finance, ch_gateway;
