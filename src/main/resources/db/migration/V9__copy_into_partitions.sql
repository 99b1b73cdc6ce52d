-- Events are copied straight into the partition of their month: no second copy of each row in a temporary table, and
-- COPY refuses tables with row-level security, which the parent has. Only inserting is granted there; reading goes
-- through the parent and its policies.

alter table usage_event alter column received_at set default now();

-- Customers have no right to read keys at all, so these rows need no policy either.
drop policy staff on usage_key;
alter table usage_key disable row level security;

create or replace function ensure_usage_partitions(months date[]) returns void
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
                    if parent = 'usage_event' then
                        execute format('grant insert on %I to ch_finance, ch_admin, ch_gateway', part);
                    else
                        -- Readings grow event by event: with room in their page the indexes need not follow.
                        execute format('alter table %I set (fillfactor = 80)', part);
                    end if;
                end if;
            end if;
        end loop;
    end loop;
end $$;
do $$ begin
    execute format('alter function ensure_usage_partitions(date[]) set search_path = %I, pg_catalog, pg_temp',
        current_schema());
end $$;

do $$
declare
    part regclass;
begin
    for part in select inhrelid from pg_inherits where inhparent = 'usage_event'::regclass loop
        execute format('grant insert on %s to ch_finance, ch_admin, ch_gateway', part);
    end loop;
end $$;
