-- What a customer used of a meter in a whole UTC day or month, so that charts that set all customers side by side need
-- not add up the hourly readings of each. A span is announced when it is over: whoever changes readings in it from then
-- on adds the difference here in the same transaction, so the rows of a span that is ready are exact at any moment.
create table usage_summary (
    span           text        not null check (span in ('day', 'month')),
    starts         timestamptz not null,
    customer_id    bigint      not null,
    meter_code     text        not null,
    dimensions_key uuid        not null,
    dimensions     jsonb       not null,
    quantity       numeric     not null,
    events         bigint      not null,
    added          boolean     not null default true -- since the span was summed up
);
create index usage_summary_meter on usage_summary (meter_code, span, starts);
create index usage_summary_customer on usage_summary (customer_id, meter_code, span, starts);
create index usage_summary_span_rows on usage_summary (span, starts);
create index usage_summary_added on usage_summary (span, starts) where added;

create table usage_summary_span (
    span   text        not null check (span in ('day', 'month')),
    starts timestamptz not null,
    ready  boolean     not null default false, -- false: announced, but not summed up
    primary key (span, starts)
);

-- Sums up an announced span, in a transaction that keeps to one picture of the data: what was added to it before that
-- picture is in the readings of the picture, what is added later stays. Nobody may delete, so this runs with the owner's
-- rights. When the span is taken back meanwhile, the last statement fails and all of this with it.
create function summarise_usage(wanted text, beginning timestamptz) returns bigint
    language plpgsql security definer as $$
declare
    ending timestamptz := (beginning at time zone 'UTC' + ('1 ' || wanted)::interval) at time zone 'UTC';
    made   bigint;
begin
    if current_setting('transaction_isolation') <> 'repeatable read' then
        raise exception 'usage is summed up on one picture of the data' using errcode = 'invalid_transaction_state';
    end if;
    if not exists (select from usage_summary_span where span = wanted and starts = beginning) then
        raise exception 'the span was not announced' using errcode = 'object_not_in_prerequisite_state';
    end if;
    delete from usage_summary where span = wanted and starts = beginning;
    insert into usage_summary
        select wanted, beginning, customer_id, meter_code, dimensions_key, dimensions, sum(quantity), sum(events), false
        from usage_rollup where hour >= beginning and hour < ending
        group by customer_id, meter_code, dimensions_key, dimensions
        having sum(events) <> 0 or sum(quantity) <> 0
        order by meter_code, customer_id;
    get diagnostics made = row_count;
    update usage_summary_span set ready = true where span = wanted and starts = beginning;
    return made;
end $$;
do $$ begin
    execute format('alter function summarise_usage(text, timestamptz) set search_path = %I, pg_catalog, pg_temp',
        current_schema());
end $$;
revoke all on function summarise_usage(text, timestamptz) from public;
grant execute on function summarise_usage(text, timestamptz) to ch_admin, ch_finance, ch_gateway;

-- Not for ch_customer: there is nothing in them that a customer's own readings do not tell.
grant select on usage_summary, usage_summary_span to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on usage_summary, usage_summary_span to ch_finance, ch_admin, ch_gateway;
grant update on usage_summary_span to ch_finance, ch_admin, ch_gateway;
