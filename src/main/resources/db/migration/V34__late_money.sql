-- What wallet and credits had paid of a closed period's late usage when an invoice billed it.
alter table late_usage_settled add column prepaid numeric(38, 12) not null default 0;

-- A draft whose usage was corrected, or taken back with what was paid for it, after it was rated. It is rated again, or
-- discarded, before it can become final.
alter table invoice add column stale boolean not null default false;

create index usage_correction_corrected on usage_correction using brin (corrected_at) with (pages_per_range = 32, autosummarize = on);

-- Whoever corrects usage need not be one who may change invoices. The draft's revision moves, so that rating it again at
-- the same time is refused rather than believed.
create function correction_stales_drafts() returns trigger language plpgsql security definer as $$
begin
    update invoice d set stale = true, revision = d.revision + 1
    where d.number is null and d.status in ('draft', 'in_review', 'approved') and d.id in (
        select coalesce(i.collected_by, i.id) from gone g join invoice i on i.used_by = g.customer_id
            and i.kind = 'regular' and i.number is null and i.status <> 'void'
            and g.occurred_at >= i.starts_at and g.occurred_at < i.ends_at);
    return null;
end $$;
create trigger correction_stales_drafts after insert on usage_superseded referencing new table as gone
    for each statement execute function correction_stales_drafts();

-- The subscription's row decides between a refund and a run that bills it at the same time: the run drafts only what it
-- has read as it is.
create function refund_stales_drafts() returns trigger language plpgsql security definer as $$
begin
    update subscription set revision = revision + 1
        where id in (select subscription_id from usage_charge_part where usage_charge_id = new.id);
    update invoice d set stale = true, revision = d.revision + 1
    where d.number is null and d.status in ('draft', 'in_review', 'approved') and d.id in (
        select coalesce(i.collected_by, i.id) from usage_charge_part p join invoice i
            on i.subscription_id = p.subscription_id and i.kind = 'regular' and i.number is null and i.status <> 'void'
            and new.occurred_at >= i.starts_at and new.occurred_at < i.ends_at
        where p.usage_charge_id = new.id);
    return null;
end $$;
create trigger refund_stales_drafts after update of status on usage_charge
    for each row when (new.status = 'refunded' and old.status <> 'refunded') execute function refund_stales_drafts();

do $$ begin
    execute format('alter function correction_stales_drafts() set search_path = %I, pg_catalog, pg_temp', current_schema());
    execute format('alter function refund_stales_drafts() set search_path = %I, pg_catalog, pg_temp', current_schema());
end $$;
revoke all on function correction_stales_drafts() from public;
revoke all on function refund_stales_drafts() from public;
