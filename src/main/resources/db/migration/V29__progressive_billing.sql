-- Progressive billing: an invoice inside a running period when its usage passes a threshold. The period's own invoice takes
-- back what these have billed.

-- What holds on a day is the last entry from before it; of several entries for one day the last one. Never changed.
create table usage_threshold (
    id              bigint            generated always as identity primary key,
    plan_id         bigint            references plan,
    subscription_id bigint            references subscription, -- instead of its plan's
    valid_from      date              not null,
    kind            text              not null check (kind in ('amounts', 'none', 'general')), -- general: as the plan's again
    amounts         numeric(38, 12)[] not null default '{}' check (0 < all (amounts)), -- each once a period, in the plan's currency
    every           numeric(38, 12)   check (every > 0), -- beyond the largest of them, again and again
    reason          text              not null default '',
    withdrawn       boolean           not null default false, -- the entry of this day was a mistake and never holds
    set_at          timestamptz       not null,
    set_by          text              not null default session_user,
    check (num_nonnulls(plan_id, subscription_id) = 1),
    check ((kind = 'amounts') = (cardinality(amounts) > 0 or every is not null)),
    check (kind <> 'general' or subscription_id is not null)
);
create index usage_threshold_plan on usage_threshold (plan_id, valid_from) where plan_id is not null;
create index usage_threshold_subscription on usage_threshold (subscription_id, valid_from) where subscription_id is not null;

create view usage_threshold_current with (security_invoker = true) as
    select * from (
        select distinct on (plan_id, subscription_id, valid_from) *
        from usage_threshold order by plan_id, subscription_id, valid_from, id desc) last
    where not withdrawn;

-- What an invoice inside a period has billed of its usage, charge by charge.
create table progressive_bill (
    invoice_id      bigint          primary key references invoice on delete cascade,
    subscription_id bigint          not null references subscription,
    starts_at       timestamptz     not null, -- of the period
    turn            int             not null check (turn >= 0),
    reached         numeric(38, 12) not null, -- the period's usage when it was made, in the plan's currency
    threshold       numeric(38, 12) not null check (threshold > 0), -- the largest one that it passed
    standing        boolean         not null default true, -- false: the invoice is void
    items           jsonb           not null, -- what it billed, less what was billed before
    -- Two jobs that knew the same of a period do not both bill it.
    unique (subscription_id, starts_at, turn),
    check (reached >= threshold)
);

-- A period has one invoice of its own, and as many inside it as thresholds were passed.
drop index invoice_once;
create unique index invoice_once on invoice (subscription_id, starts_at, kind)
    where status <> 'void' and kind <> 'progressive';
create index invoice_progressive on invoice (subscription_id, starts_at) where kind = 'progressive';

create function progressive_bill_guard() returns trigger language plpgsql as $$
declare
    draft invoice;
begin
    select * into draft from invoice where id = new.invoice_id;
    if not found or draft.kind <> 'progressive' or draft.number is not null or draft.subscription_id <> new.subscription_id
            or draft.starts_at <> new.starts_at then
        raise exception 'invoice % bills no running period', new.invoice_id using errcode = 'restrict_violation';
    end if;
    if exists (select from invoice r where r.subscription_id = new.subscription_id and r.kind = 'regular'
            and r.status <> 'void' and r.starts_at <= new.starts_at and r.ends_at > new.starts_at) then
        raise exception 'the period of invoice % is billed', new.invoice_id using errcode = 'restrict_violation';
    end if;
    perform refuse_locked(draft.period_to - 1, 'no invoice can be made in it');
    return new;
end $$;
create trigger progressive_bill_guard before insert on progressive_bill
    for each row execute function progressive_bill_guard();

-- What the period's own invoice has taken back cannot go away under it. The trigger that opens the period runs first and
-- takes the subscription's row: a run that stores that invoice at this moment has ended.
create function progressive_invoice_guard() returns trigger language plpgsql as $$
declare
    taken invoice;
begin
    if tg_op = 'DELETE' or (new.status = 'void' and old.status <> 'void') then
        select r.* into taken from invoice r where r.subscription_id = old.subscription_id and r.kind = 'regular'
            and r.status <> 'void' and r.starts_at <= old.starts_at and r.ends_at > old.starts_at limit 1;
        if found then
            raise exception 'invoice % has taken back what invoice % billed', coalesce(taken.collected_by, taken.id), old.id
                using errcode = 'restrict_violation';
        end if;
        update progressive_bill set standing = false where invoice_id = old.id and standing;
    elsif old.number is null and new.number is not null then
        perform refuse_locked(new.period_to - 1, 'no invoice can become final in it');
    end if;
    return coalesce(new, old);
end $$;
create trigger progressive_invoice_guard before update of status, number on invoice
    for each row when (old.kind = 'progressive') execute function progressive_invoice_guard();
create trigger progressive_invoice_gone before delete on invoice
    for each row when (old.kind = 'progressive') execute function progressive_invoice_guard();

-- A change may lie inside a period that has such invoices, whose own invoice then follows from it; not before the period.
create function progressive_change_guard() returns trigger language plpgsql as $$
declare
    billed invoice;
begin
    select i.* into billed from progressive_bill b join invoice i on i.id = b.invoice_id
        join subscription s on s.id = b.subscription_id
        where b.subscription_id = new.subscription_id and b.standing
            and (b.starts_at > new.effective_on::timestamp at time zone s.time_zone
                -- Nor where the period would go, or begin at another moment, under the invoice.
                or new.undone_at is null and (
                    new.kind = 'cancel' and b.starts_at >= new.effective_on::timestamp at time zone s.time_zone
                    or new.kind = 'plan' and new.effective_on = s.starts_on))
        order by b.starts_at limit 1;
    if found then
        raise exception 'invoice % covers % to %', billed.id, billed.period_from, billed.period_to using errcode = 'CH002';
    end if;
    return new;
end $$;
create trigger subscription_change_progressive before insert or update on subscription_change
    for each row execute function progressive_change_guard();

grant select on usage_threshold, usage_threshold_current, progressive_bill
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert (plan_id, subscription_id, valid_from, kind, amounts, every, reason, withdrawn, set_at) on usage_threshold
    to ch_finance, ch_admin, ch_gateway;
grant insert on progressive_bill to ch_finance, ch_gateway;
grant update (standing) on progressive_bill to ch_finance, ch_gateway;

alter table usage_threshold enable row level security;
create policy staff on usage_threshold to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
alter table progressive_bill enable row level security;
create policy staff on progressive_bill to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on progressive_bill for select to ch_customer
    using (exists (select from subscription s where s.id = subscription_id));
grant select on progressive_bill to ch_customer;
