-- Usage: events, idempotency keys, hourly rollups and import batches.
-- Scale rules (kept by a schema test): customer_id in every primary and unique key, events and rollups partitioned by
-- month, no triggers, no foreign keys. So these tables can be spread over machines by customer without a change to the
-- program.

create sequence usage_event_id as bigint cache 1000;

create table usage_event (
    customer_id bigint      not null,
    occurred_at timestamptz not null,
    key         uuid        not null, -- 16 bytes that stand for event_id, see the decision on idempotency keys
    id          bigint      not null default nextval('usage_event_id'), -- for lists and links, not for idempotency
    event_id    text        not null,
    event       text        not null,
    quantity    numeric     check (scale(quantity) <= 12),
    properties  jsonb       not null default '{}',
    batch_id    bigint      not null,
    received_at timestamptz not null,
    primary key (customer_id, occurred_at, key)
) partition by range (occurred_at);

-- The first event with an id wins for ever, whatever time a repeat claims: so this table is not partitioned by time.
create table usage_key (
    customer_id  bigint      not null,
    key          uuid        not null,
    occurred_at  timestamptz not null,
    payload_hash uuid        not null, -- tells a plain repeat from the same id with another content
    primary key (customer_id, key)
);

create table usage_rollup (
    customer_id    bigint      not null,
    meter_code     text        not null,
    hour           timestamptz not null,
    dimensions_key uuid        not null,
    dimensions     jsonb       not null,
    quantity       numeric     not null,
    events         bigint      not null,
    primary key (customer_id, meter_code, hour, dimensions_key)
) partition by range (hour);
create index usage_rollup_hour on usage_rollup (hour, meter_code);

create table import_batch (
    id          bigint generated always as identity primary key,
    file_name   text        not null,
    format      text        not null,
    sha256      text, -- of the file; known when all of it was read
    read        bigint      not null default 0,
    accepted    bigint      not null default 0,
    duplicates  bigint      not null default 0,
    rejected    bigint      not null default 0,
    started_at  timestamptz not null,
    finished_at timestamptz, -- null: interrupted; importing the same file again completes it
    imported_by text        not null default session_user
);

-- Makes the monthly partitions that usage of the given months needs. Roles of people may not create tables, so this
-- runs with the owner's rights. Two creators at once wait for each other: the lock is the one that attaching takes
-- anyway, it blocks neither readers nor writers, and after waiting for it the second sees what the first has made.
create function ensure_usage_partitions(months date[]) returns void
    language plpgsql security definer as $$
declare
    month   date;
    parent  text;
    part    text;
    starts  timestamptz;
    ends    timestamptz;
begin
    foreach month in array months loop
        if month is null or month < date '2000-01-01' or month >= date '2200-01-01' then
            raise exception 'no usage partition for %', month using errcode = 'invalid_parameter_value';
        end if;
        starts := date_trunc('month', month)::timestamp at time zone 'UTC';
        ends := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'UTC';
        foreach parent in array array['usage_event', 'usage_rollup'] loop
            part := parent || to_char(month, '_YYYY_MM');
            if to_regclass(part) is null then
                execute format('lock table %I in share update exclusive mode', parent);
                if to_regclass(part) is null then
                    execute format('create table %I (like %I including all)', part, parent);
                    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                        parent, part, starts, ends);
                end if;
            end if;
        end loop;
    end loop;
end $$;
do $$ begin
    execute format('alter function ensure_usage_partitions(date[]) set search_path = %I, pg_catalog, pg_temp',
        current_schema());
end $$;
revoke all on function ensure_usage_partitions(date[]) from public;
grant execute on function ensure_usage_partitions(date[]) to ch_admin, ch_finance, ch_gateway;

-- Events and keys are append-only by privilege: nobody may update or delete them.
grant select on usage_event, usage_key, usage_rollup, import_batch
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on usage_event, usage_key, usage_rollup, import_batch to ch_finance, ch_admin, ch_gateway;
grant update on usage_rollup, import_batch to ch_finance, ch_admin, ch_gateway;
grant usage on sequence usage_event_id to ch_finance, ch_admin, ch_gateway;
