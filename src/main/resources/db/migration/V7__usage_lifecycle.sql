-- What happens to usage after it came in: corrections and undone imports as new facts, an inbox for what could not be
-- taken, retention with legal hold. The scale rules of V2 hold for the tables that stand beside the events.

-- An amendment, a cancellation or a backfilled event. The idempotency key counts per customer and for ever.
create sequence usage_correction_id as bigint;
create table usage_correction (
    customer_id  bigint      not null,
    key          uuid        not null, -- 16 bytes that stand for the idempotency key
    id           bigint      not null default nextval('usage_correction_id'),
    kind         text        not null check (kind in ('amend', 'cancel', 'backfill')),
    content_hash uuid        not null, -- tells a plain repeat from the same key for something else
    event_id     text        not null, -- the client's id of the corrected event
    event_key    uuid, -- row in usage_event that the correction brought in
    reason       text        not null check (reason <> ''),
    invoices     text[]      not null default '{}', -- final invoices of its time that it does not change
    corrected_by text        not null default session_user,
    corrected_at timestamptz not null default now(),
    primary key (customer_id, key)
);
create index usage_correction_event on usage_correction (customer_id, event_key);

-- Rows of usage_event that no longer count. Each can be superseded once, so two corrections at once cannot both win.
create table usage_superseded (
    customer_id   bigint      not null,
    occurred_at   timestamptz not null,
    key           uuid        not null,
    correction_id bigint,
    undone_batch  bigint,
    next_key      uuid, -- the row with the same time that counts instead
    primary key (customer_id, occurred_at, key),
    check ((correction_id is null) <> (undone_batch is null))
);

-- Undone events may come in again: under their id's next key, which then counts once and for ever like the first.
create table usage_released (
    customer_id bigint not null,
    key         uuid   not null, -- the id's first key
    generation  int    not null,
    next_key    uuid   not null,
    batch_id    bigint not null,
    primary key (customer_id, key, generation)
);

-- The events that count. Whatever adds events up reads these.
create view usage_effective with (security_invoker = true) as
    select e.customer_id, e.occurred_at, e.key, e.id, e.event_id, e.event, e.quantity, e.properties, e.batch_id,
        e.received_at
    from usage_event e
    where not exists (select from usage_superseded s
        where s.customer_id = e.customer_id and s.occurred_at = e.occurred_at and s.key = e.key);

-- Batches lie together as they came, so this small index finds the events of one and costs nothing on the way in.
create index usage_event_batch on usage_event using brin (batch_id) with (pages_per_range = 32, autosummarize = on);

create table import_undo (
    batch_id  bigint      primary key,
    events    bigint      not null,
    reason    text        not null check (reason <> ''),
    invoices  text[]      not null default '{}',
    undone_by text        not null default session_user,
    undone_at timestamptz not null default now()
);

-- Daily and monthly sums of the hourly readings, in UTC.
create view usage_daily with (security_invoker = true) as
    select customer_id, meter_code, date_trunc('day', hour, 'UTC') as day, dimensions_key, dimensions,
        sum(quantity) as quantity, sum(events)::bigint as events
    from usage_rollup where events > 0
    group by customer_id, meter_code, date_trunc('day', hour, 'UTC'), dimensions_key, dimensions;
create view usage_monthly with (security_invoker = true) as
    select customer_id, meter_code, date_trunc('month', hour, 'UTC') as month, dimensions_key, dimensions,
        sum(quantity) as quantity, sum(events)::bigint as events
    from usage_rollup where events > 0
    group by customer_id, meter_code, date_trunc('month', hour, 'UTC'), dimensions_key, dimensions;

-- What came in and could not be stored. Its customer may be unknown, so it stays on one machine.
create table usage_inbox (
    id          bigint generated always as identity primary key,
    key         uuid        not null unique, -- 16 bytes of the content: what comes again is counted, not kept again
    reason      text        not null, -- stable code
    detail      text        not null, -- the reason as people read it
    source      text        not null, -- a file's name, or the way in
    batch_id    bigint,
    line        bigint,
    customer    text, -- as it was written; null when it could not be read
    event       text,
    raw         text        not null,
    cut         boolean     not null default false, -- raw is only a beginning
    document    jsonb, -- the event as far as it could be read; null: the text itself is at fault
    seen        bigint      not null default 1,
    received_at timestamptz not null default now(),
    state       text        not null default 'open' check (state in ('open', 'replayed', 'discarded')),
    outcome     text, -- stored, duplicate, or why it was discarded
    resolved_by text,
    resolved_at timestamptz,
    check ((state = 'open') = (resolved_at is null))
);
create index usage_inbox_open on usage_inbox (id) where state = 'open';
create index usage_inbox_reason on usage_inbox (reason, id) where state = 'open';
create index usage_inbox_customer on usage_inbox (customer, id) where state = 'open';

-- Other names under which usage of a customer comes in.
create table customer_alias (
    external_id text        primary key check (external_id <> ''),
    customer_id bigint      not null references customer,
    mapped_by   text        not null default session_user,
    mapped_at   timestamptz not null default now()
);

-- How long a meter needs its events. A meter without an entry needs them for ever.
create table usage_retention (
    meter_code text        primary key references meter,
    months     int         not null check (months between 1 and 1200),
    set_by     text        not null default session_user,
    set_at     timestamptz not null default now()
);

-- While a hold stands, no event of the customer goes.
create table legal_hold (
    id          bigint generated always as identity primary key,
    customer_id bigint      not null references customer,
    reason      text        not null check (reason <> ''),
    placed_by   text        not null default session_user,
    placed_at   timestamptz not null default now(),
    released_by text,
    released_at timestamptz,
    check ((released_by is null) = (released_at is null))
);
create unique index legal_hold_one on legal_hold (customer_id) where released_at is null;

-- Months whose events of a type are gone; their readings stay.
create table usage_expired (
    event      text        not null,
    month      date        not null,
    events     bigint      not null,
    expired_at timestamptz not null default now(),
    primary key (event, month)
);

-- Removes the events of a month that no meter needs any more and no hold keeps, and the partition when it is empty.
-- Nobody may delete events, so this runs with the owner's rights and decides by itself, by the server's own clock, what
-- may go. Imports, corrections and rebuilding wait meanwhile.
create function expire_usage(of_month date) returns bigint
    language plpgsql security definer as $$
declare
    first_day date := date_trunc('month', of_month)::date;
    part      text := 'usage_event' || to_char(of_month, '_YYYY_MM');
    ends      timestamptz := (first_day + interval '1 month')::timestamp at time zone 'UTC';
    types     text[];
    held      bigint[];
    gone      bigint;
    remains   boolean;
begin
    perform pg_advisory_xact_lock(hashtext('countinghouse.meters'));
    if to_regclass(part) is null then
        return 0;
    end if;
    select coalesce(array_agg(event), '{}') into types from (
        select m.event from meter m left join usage_retention r on r.meter_code = m.code
        group by m.event
        having bool_and(r.months is not null and m.aggregation in ('count', 'sum'))
            and ends + make_interval(months => max(r.months)) <= now()) expired;
    select coalesce(array_agg(customer_id), '{}') into held from legal_hold where released_at is null;
    execute format('with gone as (delete from %I where event = any ($1) and customer_id <> all ($2) returning event),
        counted as (select event, count(*) as events from gone group by event),
        noted as (insert into usage_expired (event, month, events) select event, $3, events from counted
            on conflict (event, month) do update
            set events = usage_expired.events + excluded.events, expired_at = now())
        select coalesce(sum(events), 0) from counted', part)
        into gone using types, held, first_day;
    execute format('select exists (select from %I)', part) into remains;
    if not remains and ends < now() then
        execute format('drop table %I', part);
    end if;
    return gone;
end $$;
do $$ begin
    execute format('alter function expire_usage(date) set search_path = %I, pg_catalog, pg_temp', current_schema());
end $$;
revoke all on function expire_usage(date) from public;
grant execute on function expire_usage(date) to ch_admin, ch_gateway;

-- Facts are added and never changed; who and when are the database's own words.
grant select on usage_correction, usage_superseded, usage_released, usage_effective, import_undo, usage_daily,
    usage_monthly, usage_inbox, customer_alias, usage_retention, legal_hold, usage_expired
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert (customer_id, key, kind, content_hash, event_id, event_key, reason, invoices) on usage_correction
    to ch_finance, ch_admin, ch_gateway;
grant usage on sequence usage_correction_id to ch_finance, ch_admin, ch_gateway;
grant insert on usage_superseded, usage_released to ch_finance, ch_admin, ch_gateway;
grant insert (batch_id, events, reason, invoices) on import_undo to ch_finance, ch_admin, ch_gateway;
grant insert (key, reason, detail, source, batch_id, line, customer, event, raw, cut, document) on usage_inbox
    to ch_finance, ch_admin, ch_gateway;
grant update (reason, detail, seen, state, outcome, resolved_by, resolved_at) on usage_inbox
    to ch_finance, ch_admin, ch_gateway;
grant insert (external_id, customer_id), update (customer_id), delete on customer_alias to ch_finance, ch_admin;
grant insert (meter_code, months), update (months, set_by, set_at), delete on usage_retention to ch_admin;
grant insert (customer_id, reason), update (released_by, released_at) on legal_hold to ch_admin;
