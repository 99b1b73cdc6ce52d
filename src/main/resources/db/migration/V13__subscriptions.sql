-- Subscriptions that change, billing runs of any interval that go on after a kill, locked periods, and late usage.

-- What happens to a subscription after its start. Rows are added and undone, never changed or deleted.
create table subscription_change (
    id              bigint      generated always as identity primary key,
    subscription_id bigint      not null references subscription,
    kind            text        not null check (kind in
        ('plan', 'quantity', 'price', 'add_on', 'remove_add_on', 'pause', 'resume', 'cancel')),
    effective_on    date        not null, -- first local day on which it holds
    plan_version_id bigint      references plan_version, -- plan, add_on, remove_add_on
    item            text, -- quantity: the fee; price: the fee or charge
    quantity        numeric     check (quantity >= 0),
    price           jsonb, -- price: a fee's amount as text, or a charge's price as in a plan document; null: the plan's again
    credit          boolean     not null default true, -- cancel: fees end with it
    migration       uuid, -- of many subscriptions at once
    reason          text        not null default '',
    at              timestamptz not null,
    made_by         text        not null default session_user,
    undone_at       timestamptz,
    undone_by       text,
    undone_reason   text,
    check ((plan_version_id is not null) = (kind in ('plan', 'add_on', 'remove_add_on'))),
    check ((item is not null) = (kind in ('quantity', 'price'))),
    check ((quantity is not null) = (kind = 'quantity'))
);
create index subscription_change_of on subscription_change (subscription_id, effective_on, id);
create index subscription_change_migration on subscription_change (migration) where migration is not null;

alter table subscription add column due_at timestamptz not null default '-infinity'; -- no period is due before; a hint
create index subscription_due on subscription (due_at, id);

-- The exact bounds of what an invoice bills; its days stay beside them.
alter table invoice add column starts_at timestamptz;
alter table invoice add column ends_at timestamptz;
alter table invoice disable trigger invoice_guard;
update invoice i set starts_at = i.period_from::timestamp at time zone s.time_zone,
    ends_at = i.period_to::timestamp at time zone s.time_zone
from subscription s where s.id = i.subscription_id;
alter table invoice enable trigger invoice_guard;
drop index invoice_once;
create unique index invoice_once on invoice (subscription_id, starts_at, kind) where status <> 'void';
create index invoice_run on invoice (billing_run_id);

-- A period that finance has closed: no draft, no final invoice and no change in it.
create table period_lock (
    id            bigint      generated always as identity primary key,
    period_from   date        not null,
    period_to     date        not null,
    reason        text        not null default '',
    closed_at     timestamptz not null,
    closed_by     text        not null default session_user,
    reopened_at   timestamptz,
    reopened_by   text,
    reopen_reason text,
    check (period_to > period_from),
    check ((reopened_at is null) = (reopened_by is null) and (reopened_at is null) = (reopen_reason is null))
);
create index period_lock_closed on period_lock (period_to) where reopened_at is null;

-- Whoever writes into a period holds this lock together with others, whoever closes one holds it alone: a close waits
-- for what is under way, and what begins later sees it.
create function refuse_locked(of_day date, what text) returns void language plpgsql as $$
declare
    closed period_lock;
begin
    perform pg_advisory_xact_lock_shared(hashtext('countinghouse.period_lock'));
    select * into closed from period_lock l
        where l.reopened_at is null and of_day >= l.period_from and of_day < l.period_to limit 1;
    if found then
        raise exception 'period %/% is locked: %', closed.period_from, closed.period_to, what using errcode = 'CH001';
    end if;
end $$;

create function period_lock_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform pg_advisory_xact_lock(hashtext('countinghouse.period_lock'));
        if new.reopened_at is not null then
            raise exception 'a lock begins closed' using errcode = 'restrict_violation';
        end if;
        new.closed_by := session_user;
        return new;
    end if;
    if old.reopened_at is not null or new.reopened_at is null or coalesce(new.reopen_reason, '') = ''
       or (new.period_from, new.period_to, new.reason, new.closed_at, new.closed_by)
          is distinct from (old.period_from, old.period_to, old.reason, old.closed_at, old.closed_by) then
        raise exception 'a lock is reopened once, with a reason' using errcode = 'restrict_violation';
    end if;
    new.reopened_by := session_user;
    return new;
end $$;
create trigger period_lock_guard before insert or update on period_lock
    for each row execute function period_lock_guard();

-- An invoice belongs to the period that holds its last day.
create function invoice_period() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.starts_at is null or new.ends_at is null then
            select new.period_from::timestamp at time zone s.time_zone, new.period_to::timestamp at time zone s.time_zone
                into new.starts_at, new.ends_at from subscription s where s.id = new.subscription_id;
        end if;
        if new.kind = 'regular' then
            perform refuse_locked(new.period_to - 1, 'no invoice can be made in it');
        end if;
        return new;
    end if;
    if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
        raise exception 'invoice % keeps its period', old.id using errcode = 'restrict_violation';
    end if;
    if old.number is null and new.number is not null and new.kind = 'regular' then
        perform refuse_locked(new.period_to - 1, 'no invoice can become final in it');
    end if;
    return new;
end $$;
create trigger invoice_period before insert or update on invoice for each row execute function invoice_period();

-- What is voided or discarded is due again: the subscription is looked at anew.
create function invoice_due_again() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (new.status = 'void' and old.status <> 'void') then
        update subscription set due_at = '-infinity' where id = old.subscription_id;
        update late_usage set pending = true
            where invoice_id in (select of_invoice from late_usage_settled where invoice_id = old.id);
    end if;
    return coalesce(new, old);
end $$;
create trigger invoice_due_again before update of status or delete on invoice
    for each row execute function invoice_due_again();

-- A change counts from a day that no invoice covers, and so does undoing it. The subscription's row decides between a
-- change and a run that bills it at the same time: the run takes the row and drafts only what it has read as it is.
create function subscription_change_guard() returns trigger language plpgsql as $$
declare
    changed subscription;
    billed invoice;
begin
    update subscription set revision = revision + 1, due_at = '-infinity' where id = new.subscription_id
        returning * into changed;
    if new.effective_on < changed.starts_on then
        raise exception 'a change cannot begin before its subscription' using errcode = 'CH002';
    end if;
    select * into billed from invoice i where i.subscription_id = new.subscription_id and i.status <> 'void'
        and i.kind = 'regular' and i.ends_at > new.effective_on::timestamp at time zone changed.time_zone
        order by i.starts_at limit 1;
    if found then
        raise exception 'invoice % covers % to %', billed.id, billed.period_from, billed.period_to using errcode = 'CH002';
    end if;
    perform refuse_locked(new.effective_on, 'no change can begin in it');
    if tg_op = 'INSERT' then
        if new.undone_at is not null then
            raise exception 'a change begins undone by nobody' using errcode = 'restrict_violation';
        end if;
        new.made_by := session_user;
        return new;
    end if;
    if old.undone_at is not null or new.undone_at is null
       or (new.subscription_id, new.kind, new.effective_on, new.plan_version_id, new.item, new.quantity, new.price,
           new.credit, new.migration, new.reason, new.at, new.made_by)
          is distinct from
          (old.subscription_id, old.kind, old.effective_on, old.plan_version_id, old.item, old.quantity, old.price,
           old.credit, old.migration, old.reason, old.at, old.made_by) then
        raise exception 'a change is undone once and otherwise stays as it is' using errcode = 'restrict_violation';
    end if;
    new.undone_by := session_user;
    return new;
end $$;
create trigger subscription_change_guard before insert or update on subscription_change
    for each row execute function subscription_change_guard();

-- The plans that a subscription has one after the other, each with its days.
create view subscription_terms with (security_invoker = true) as
    select t.* from (
        select u.subscription_id, u.customer_id, u.time_zone, u.plan_version_id, u.effective_on as starts_on,
            least(lead(u.effective_on) over (partition by u.customer_id, u.subscription_id
                order by u.effective_on, u.change_id), u.cancelled_on) as ends_on
        from (
            select s.id as subscription_id, s.customer_id, s.time_zone, s.plan_version_id,
                s.starts_on as effective_on, 0 as change_id, least(s.ends_on, (select min(c.effective_on)
                    from subscription_change c where c.subscription_id = s.id and c.kind = 'cancel'
                        and c.undone_at is null)) as cancelled_on
            from subscription s
            union all
            select s.id, s.customer_id, s.time_zone, h.plan_version_id, h.effective_on, h.id,
                least(s.ends_on, (select min(c.effective_on) from subscription_change c
                    where c.subscription_id = s.id and c.kind = 'cancel' and c.undone_at is null))
            from subscription s join subscription_change h
                on h.subscription_id = s.id and h.kind = 'plan' and h.undone_at is null) u) t
    where t.ends_on is null or t.starts_on < t.ends_on;

-- Subscriptions with the plan version and the end that they have today.
create view subscription_current with (security_invoker = true) as
    select s.id, s.customer_id, coalesce((select h.plan_version_id from subscription_change h
            where h.subscription_id = s.id and h.kind = 'plan' and h.undone_at is null
                and h.effective_on <= (now() at time zone s.time_zone)::date
            order by h.effective_on desc, h.id desc limit 1), s.plan_version_id) as plan_version_id,
        s.starts_on, least(s.ends_on, (select min(c.effective_on) from subscription_change c
            where c.subscription_id = s.id and c.kind = 'cancel' and c.undone_at is null)) as ends_on,
        s.time_zone, s.quantities, s.revision, s.created_at
    from subscription s;

-- Runs: of a month as before, or of everything that is due at a moment.
alter table billing_run alter column period_from drop not null;
alter table billing_run alter column period_to drop not null;
alter table billing_run drop constraint billing_run_state_check;
alter table billing_run add check (state in ('running', 'completed', 'failed', 'stopped'));
alter table billing_run add column up_to timestamptz;
alter table billing_run add column customer_id bigint references customer;
alter table billing_run add column subscription_id bigint references subscription;
alter table billing_run add column plan_id bigint references plan;
alter table billing_run add column graceless boolean not null default true;
alter table billing_run add column again_of bigint references billing_run; -- the failures of that run, once more
alter table billing_run add column due int not null default 0; -- subscriptions to look at
alter table billing_run add column done int not null default 0;
alter table billing_run add column seen_at timestamptz; -- last sign of life
alter table billing_run add column automatic boolean not null default false;
update billing_run set seen_at = coalesce(finished_at, started_at);

alter table billing_entity add column billing_grace_hours int not null default 0
    check (billing_grace_hours between 0 and 2000); -- how long a run waits for late usage after a period's end
alter table billing_entity add column automatic_runs boolean not null default false;

-- Usage that came after its period was billed, until an invoice has settled it.
create table late_usage (
    invoice_id      bigint      primary key references invoice on delete cascade, -- of the closed period
    subscription_id bigint      not null references subscription,
    noticed_at      timestamptz not null,
    pending         boolean     not null default true
);
create index late_usage_pending on late_usage (subscription_id) where pending;
create table late_usage_settled (
    invoice_id bigint not null references invoice on delete cascade, -- that bills the difference
    of_invoice bigint not null references invoice, -- of the closed period
    input      jsonb  not null, -- what the closed period was rated from this time
    primary key (invoice_id, of_invoice)
);
create index late_usage_settled_of on late_usage_settled (of_invoice);
create table late_usage_watch (
    only_one    boolean     primary key default true check (only_one),
    received_to timestamptz not null
);
insert into late_usage_watch (received_to) values ('-infinity');
create index usage_event_received on usage_event using brin (received_at) with (pages_per_range = 32, autosummarize = on);

grant select on subscription_terms, subscription_current, subscription_change, period_lock, late_usage, late_usage_settled, late_usage_watch
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on subscription_change to ch_finance, ch_admin, ch_gateway;
grant update (undone_at, undone_by, undone_reason) on subscription_change to ch_finance, ch_admin, ch_gateway;
grant insert on period_lock to ch_finance, ch_admin;
grant update (reopened_at, reopened_by, reopen_reason) on period_lock to ch_admin;
grant insert, update on late_usage to ch_finance, ch_gateway;
grant insert on late_usage_settled to ch_finance, ch_gateway;
grant update on late_usage_watch to ch_finance, ch_gateway;
grant delete on billing_failure to ch_finance, ch_gateway;
grant usage on sequence invoice_id_seq to ch_finance, ch_gateway;

alter table subscription_change enable row level security;
create policy staff on subscription_change to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on subscription_change for select to ch_customer
    using (exists (select from subscription s where s.id = subscription_id));
grant select on subscription_change, subscription_terms, subscription_current to ch_customer;
