-- What all customers together used of a meter in an hour, so that figures of the whole house need not go through every
-- customer's readings. Rows are only ever added, several for the same hour: their sum is exact at any moment, and nobody
-- waits for anybody else's row. Folding makes one row of many.
create table usage_total (
    meter_code     text        not null,
    hour           timestamptz not null,
    dimensions_key uuid        not null,
    dimensions     jsonb       not null,
    quantity       numeric     not null,
    events         bigint      not null,
    folded         boolean     not null default false
);
create index usage_total_hour on usage_total (meter_code, hour, dimensions_key);
create index usage_total_unfolded on usage_total (meter_code, hour, dimensions_key) where not folded;

insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events, folded)
    select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events), true
    from usage_rollup where events <> 0 or quantity <> 0 group by 1, 2, 3, 4;

-- Nobody may delete, so this runs with the owner's rights. Two at once wait for each other's rows and then find them gone.
create function fold_usage_totals() returns bigint
    language sql security definer as $$
    with loose as (
        select distinct meter_code, hour, dimensions_key from usage_total where not folded),
    gone as (
        delete from usage_total t using loose
        where t.meter_code = loose.meter_code and t.hour = loose.hour and t.dimensions_key = loose.dimensions_key
        returning t.*),
    kept as (
        insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events, folded)
        select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events), true
        from gone group by 1, 2, 3, 4)
    select count(*) from gone
$$;
do $$ begin
    execute format('alter function fold_usage_totals() set search_path = %I, pg_catalog, pg_temp', current_schema());
end $$;
revoke all on function fold_usage_totals() from public;
grant execute on function fold_usage_totals() to ch_admin, ch_finance, ch_gateway;

grant select on usage_total to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on usage_total to ch_finance, ch_admin, ch_gateway;
