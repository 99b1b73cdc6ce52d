-- Erasure of a customer on request, GDPR article 17(3)(b): who it was goes, what the law wants kept stays. The books, their
-- sums and what invoices were rated from do not change.

alter table customer add column erased_at timestamptz;
alter table customer add column erased_by text;
alter table customer add column erase_reason text;
alter table customer add constraint customer_erased check (
    (erased_at is null) = (erased_by is null) and (erased_at is null) = (erase_reason is null));

-- What is in the way of an erasure; no row: nothing. Days are those of the server's clock.
create function erasure_obstacles(which bigint) returns table (code text, subject text, amount numeric, currency text)
    language sql stable as $$
    select 'erased', c.erased_by, null::numeric, null::text from customer c where c.id = which and c.erased_at is not null
    union all
    select 'subscription', s.id::text, null, null from subscription_current s
        where s.customer_id = which and (s.ends_on is null
            or s.ends_on > greatest(s.starts_on, (now() at time zone s.time_zone)::date))
    union all
    select distinct 'draft', d.id::text, d.total, d.currency::text
        from invoice i join invoice d on d.id = coalesce(i.collected_by, i.id)
        where which in (i.customer_id, i.used_by) and d.number is null and d.status <> 'void'
    union all
    select 'open', coalesce(i.number, e.invoice_id::text, ''), sum(e.amount), e.currency::text
        from ledger_entry e left join invoice i on i.id = e.invoice_id
        where e.customer_id = which and e.account = 'receivables'
        group by i.number, e.invoice_id, e.currency having sum(e.amount) <> 0
    union all
    select 'wallet', '', w.balance, w.currency::text from wallet w where w.customer_id = which and w.balance <> 0
    union all
    -- What ended and was never billed to its end; the date of the next period is a run's own note.
    select 'unbilled', s.id::text, null, null
        from subscription_current s join subscription o on o.id = s.id
        where s.customer_id = which and s.ends_on > s.starts_on and o.due_at < 'infinity'
            and s.ends_on <= greatest(s.starts_on, (now() at time zone s.time_zone)::date)
            and not exists (select from invoice i where i.subscription_id = s.id and i.kind = 'regular'
                and i.status <> 'void' and i.period_to >= s.ends_on)
    union all
    select 'late_usage', coalesce(i.number, i.id::text), null, null
        from late_usage l join subscription s on s.id = l.subscription_id join invoice i on i.id = l.invoice_id
        where s.customer_id = which and l.pending
    union all
    select 'mail', m.id::text, null, null from mail_message m
        where m.customer_id = which and m.state in ('queued', 'sending', 'unsure')
    union all
    select 'pays_for', c.external_id, null, null from customer c where c.payer_id = which and c.erased_at is null
    union all
    select 'hold', h.reason, null, null from legal_hold h where h.customer_id = which and h.released_at is null
$$;

-- Words of a customer in a text, each as a whole; the longest first, so that no piece of one is left.
create function forget(value text, words text[], instead text) returns text language plpgsql immutable as $$
declare
    word text;
begin
    foreach word in array words loop
        if strpos(lower(value), lower(word)) > 0 then
            value := regexp_replace(value, '(?<![[:alnum:]])' || regexp_replace(word, '([][\\.^$|?*+(){}-])', '\\\1', 'g')
                || '(?![[:alnum:]])', instead, 'gi');
        end if;
    end loop;
    return value;
end $$;

-- The same in a document. Values of figures alone are numbers and days, unless they stand where a customer is named.
create function forget(value jsonb, words text[], instead text, place text default '') returns jsonb
    language plpgsql immutable as $$
declare
    said text;
begin
    case jsonb_typeof(value)
    when 'object' then
        return (select coalesce(jsonb_object_agg(key, forget(v, words, instead, key)), '{}') from jsonb_each(value) e(key, v));
    when 'array' then
        return (select coalesce(jsonb_agg(forget(v, words, instead, place) order by at), '[]')
            from jsonb_array_elements(value) with ordinality e(v, at));
    when 'string' then
        said := value #>> '{}';
        if place in ('customer', 'external_id', 'payer', 'used_by', 'alias', 'name', 'tax_id', 'number')
                and lower(said) in (select lower(w) from unnest(words) w) then
            return to_jsonb(instead);
        end if;
        return case when said ~ '[[:alpha:]]' then to_jsonb(forget(said, words, instead)) else value end;
    else
        return value;
    end case;
end $$;

-- Whether the owner's own function erases at this moment; nobody signs in as the owner.
create function erasing() returns boolean language sql stable as $$
    select current_setting('countinghouse.erasing', true) = 'on' and current_user = 'ch_owner'
$$;
create or replace function append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and erasing() then
        return null;
    end if;
    raise exception '% is only ever added to', replace(tg_table_name, '_', ' ') using errcode = 'restrict_violation';
end $$;
create or replace function audit_entry_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and erasing() then
        return null;
    end if;
    raise exception 'the audit log cannot be changed' using errcode = 'restrict_violation';
end $$;

create or replace trigger subscription_change_guard before insert or update on subscription_change
    for each row when (not erasing()) execute function subscription_change_guard();
create or replace trigger subscription_change_progressive before insert or update on subscription_change
    for each row when (not erasing()) execute function progressive_change_guard();

-- Erases, or says what is in the way. Rows are taken in the order in which a billing run takes them: its subscriptions,
-- then the customer that its drafts refer to; so one of the two waits for the other and sees what it has done.
create function erase_customer(which bigint, why text, leave_unbilled boolean) returns jsonb
    language plpgsql security definer as $$
declare
    known    customer;
    instead  text := 'erased-' || which;
    names    text[];
    words    text[];
    subjects text[];
    part     text;
    beside   record;
    counted  bigint;
    gone     jsonb := '{}';
    tokens   jsonb;
    in_way   jsonb;
begin
    if trim(coalesce(why, '')) = '' then
        raise exception 'an erasure has a reason' using errcode = 'restrict_violation';
    end if;
    -- Imports end, and find the customer gone when they begin again.
    perform pg_advisory_xact_lock(hashtext('countinghouse.meters'));
    perform from subscription where customer_id = which order by id for update;
    select * into known from customer where id = which for update;
    select jsonb_agg(to_jsonb(o)) into in_way from erasure_obstacles(which) o
        where not (leave_unbilled and o.code in ('unbilled', 'late_usage'));
    if in_way is not null or known.id is null then
        return jsonb_build_object('obstacles', coalesce(in_way, '[]'));
    end if;

    select array_agg(n) into names from (select known.external_id as n
        union select external_id from customer_alias where customer_id = which) n;
    select array_agg(w order by length(w) desc, w) into words from (
        select unnest(names) as w
        union select known.name
        union select trim(known.tax_id)
        union select trim(m) from regexp_split_to_table(known.email, '[,;[:space:]]+') m
        union select trim(l) from regexp_split_to_table(known.address, E'\n') l where length(trim(l)) > 4
        union select unnest(recipient || also_to || copies) from mail_message where customer_id = which
        -- Addresses and tax ids of before are known to the audit log only.
        union select trim(v) from audit_entry a cross join lateral jsonb_each_text(a.detail) e(k, v)
            where a.action in ('customer.email', 'customer.tax-number') and length(trim(v)) > 3
                and a.subject in (select 'customer ' || n from unnest(names) n)
        union select trim(v) from tax_number_check t cross join lateral (values (t.name), (t.tax_id)) v(v)
            where t.customer_id = which) all_words
    where w <> '';
    select array_agg(s) into subjects from (
        select 'customer ' || n as s from unnest(names) n
        union all select 'subscription ' || id from subscription where customer_id = which
        union all select 'invoice ' || id from invoice where which in (customer_id, used_by)
        union all select 'message ' || id from mail_message where customer_id = which
        union all select 'token ' || id from access_token where customer_id = which
        union all select 'charge ' || id from usage_charge where customer_id = which) s;
    perform set_config('countinghouse.erasing', 'on', true);

    -- Usage: single events go, readings and sums stay, and what invoices were rated from stays with them.
    delete from usage_event where customer_id = which;
    get diagnostics counted = row_count;
    gone := gone || jsonb_build_object('events', counted);
    update usage_correction set event_id = instead, reason = instead where customer_id = which;
    update usage_charge set event_id = instead, properties = '{}' where customer_id = which;
    delete from usage_inbox where customer = any (names)
        or customer is null and (forget(raw, words, instead) <> raw);
    get diagnostics counted = row_count;
    gone := gone || jsonb_build_object('inbox', counted);
    foreach part in array array['quota_override', 'quota_grant', 'quota_head', 'quota_limit', 'quota_counter',
            'quota_hold', 'quota_event'] loop
        execute format('delete from %I where customer_id = $1', part) using which;
    end loop;
    perform nextval('quota_revision');

    -- Who the customer is, and how it is reached.
    update mail_message set recipient = 'erased@invalid', recipient_name = '', also_to = '{}', copies = '{}',
        subject = instead, body = instead, reason = '' where customer_id = which;
    get diagnostics counted = row_count;
    gone := gone || jsonb_build_object('messages', counted);
    delete from customer_alias where customer_id = which;
    get diagnostics counted = row_count;
    gone := gone || jsonb_build_object('aliases', counted);
    with ended as (
        update access_token set name = instead, revoked_at = coalesce(revoked_at, now()) where customer_id = which
        returning id)
    select coalesce(jsonb_agg(id), '[]') into tokens from ended;
    gone := gone || jsonb_build_object('tokens', jsonb_array_length(tokens));
    update tax_number_check set tax_id = '', name = '', address = '', detail = '' where customer_id = which;

    -- What people wrote beside the books, in whatever table there is.
    for beside in
        select c.relname as tab, k.attname as key, a.attname as col
        from pg_class c join pg_attribute k on k.attrelid = c.oid and k.attname in ('customer_id', 'subscription_id', 'invoice_id')
            join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'text'::regtype
        where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p') and not c.relispartition
            and a.attname in ('reason', 'undone_reason', 'ended_reason', 'note', 'reference', 'comment')
            and c.relname not in ('invoice', 'invoice_tax', 'credit_note')
    loop
        -- References are keys of payments, so they stay different from each other.
        execute format('update %I set %I = forget(%I, $1, $2)%s where %I = any ($3) and forget(%I, $1, $2) <> %I',
            beside.tab, beside.col, beside.col, case beside.col when 'reference' then ' || ''-'' || id' else '' end,
            beside.key, beside.col, beside.col)
            using words, instead, case beside.key when 'customer_id' then array[which]
                when 'subscription_id' then array(select id from subscription where customer_id = which)
                else array(select id from invoice where which in (customer_id, used_by)) end;
    end loop;
    update invoice_payment_reversal r set reason = forget(r.reason, words, instead)
        from invoice_payment p join invoice i on i.id = p.invoice_id
        where p.id = r.invoice_payment_id and i.customer_id = which and forget(r.reason, words, instead) <> r.reason;
    -- Discarded drafts were never issued.
    update invoice set note = forget(note, words, instead), purchase_order = forget(purchase_order, words, instead)
        where customer_id = which and number is null and (note <> '' or purchase_order <> '');
    update invoice_line l set name = forget(l.name, words, instead) from invoice i
        where i.id = l.invoice_id and i.customer_id = which and i.number is null and i.collected_by is null
            and forget(l.name, words, instead) <> l.name;
    delete from invoice_input n using invoice i where i.id = n.invoice_id and which in (i.customer_id, i.used_by)
        and i.number is null and i.collected_by is null;
    update import_batch set file_name = forget(file_name, words, instead) where forget(file_name, words, instead) <> file_name;

    -- The audit log keeps who did what and when, of a customer without a name.
    update audit_entry a set detail = forget(a.detail, words, instead),
        subject = case when a.subject in (select 'customer ' || n from unnest(names) n) then 'customer ' || instead
            else a.subject end
        where a.subject = any (subjects)
            or a.subject = 'customer ' || which and a.action in ('usage.amend', 'usage.cancel', 'usage.backfill')
            or a.detail ->> 'customer' = any (names) or a.detail ->> 'payer' = any (names)
            or exists (select from unnest(words) w where w like '%@%' and strpos(a.detail::text, w) > 0);

    -- Nothing of it is due any more; a run that has read a subscription before reads it again.
    update late_usage set pending = false
        where pending and subscription_id in (select id from subscription where customer_id = which);
    update subscription set due_at = 'infinity', revision = revision + 1 where customer_id = which;
    update customer set external_id = instead, name = 'Erased ' || which, email = '', address = '', tax_id = '',
        status = 'closed', payer_id = null, one_invoice = false, revision = revision + 1, erased_at = now(),
        erased_by = session_user, erase_reason = forget(why, words, instead) where id = which;
    perform set_config('countinghouse.erasing', '', true);
    return jsonb_build_object('obstacles', '[]'::jsonb, 'customer', instead, 'reason', forget(why, words, instead),
        'gone', gone, 'tokens', tokens);
end $$;
do $$ begin
    execute format('alter function erase_customer(bigint, text, boolean) set search_path = %I, pg_catalog, pg_temp',
        current_schema());
end $$;
revoke all on function erase_customer(bigint, text, boolean) from public;
grant execute on function erase_customer(bigint, text, boolean) to ch_admin, ch_gateway;

-- An erased customer stays erased, and nothing begins for it, whoever asks.
create function customer_stays_erased() returns trigger language plpgsql as $$
begin
    raise exception 'customer % is erased', old.id using errcode = 'CH003';
end $$;
create trigger customer_stays_erased before update or delete on customer
    for each row when (old.erased_at is not null) execute function customer_stays_erased();

create function nothing_for_erased() returns trigger language plpgsql as $$
declare
    wrong bigint;
begin
    if tg_table_name = 'invoice' then
        select c.id into wrong from (select customer_id from added union select used_by from added) a
            join customer c on c.id = a.customer_id where c.erased_at is not null limit 1;
    else
        select c.id into wrong from added a join customer c on c.id = a.customer_id where c.erased_at is not null limit 1;
    end if;
    if found then
        raise exception 'customer % is erased', wrong using errcode = 'CH003';
    end if;
    return null;
end $$;
do $$
declare
    guarded text;
begin
    foreach guarded in array array['invoice', 'subscription', 'wallet_entry', 'credit_grant', 'customer_alias', 'access_token']
    loop
        execute format('create trigger nothing_for_erased after insert on %I referencing new table as added'
            ' for each statement execute function nothing_for_erased()', guarded);
    end loop;
end $$;
