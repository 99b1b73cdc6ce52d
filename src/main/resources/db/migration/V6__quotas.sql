-- Quotas: overrides and grants as people set them, the limits in force that follow from them and from plans, counters,
-- reservations, and what was reached. The scale rules of usage hold here too: customer_id in every primary and unique
-- key, no triggers, no foreign keys.

create table quota_override (
    customer_id  bigint      not null,
    meter_code   text        not null,
    per          text        not null default '', -- a property of usage events, each value limited for itself
    window_kind  text        not null check (window_kind in
        ('minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'billing_period')),
    rolling      boolean     not null default false,
    feature      text        not null,
    limit_amount numeric     check (limit_amount >= 0), -- null: no limit
    kind         text        not null check (kind in ('soft', 'hard')),
    overage      text        not null check (overage in ('allowed', 'billed', 'refused')),
    warn_at      numeric[]   not null default '{}',
    reason       text        not null default '',
    set_at       timestamptz not null,
    set_by       text        not null default session_user,
    primary key (customer_id, meter_code, per, window_kind, rolling)
);

create sequence quota_grant_id as bigint;
create table quota_grant (
    customer_id bigint      not null,
    id          bigint      not null default nextval('quota_grant_id'),
    meter_code  text        not null,
    per         text        not null default '',
    window_kind text        not null,
    rolling     boolean     not null default false,
    amount      numeric     not null check (amount > 0),
    starts_at   timestamptz not null,
    ends_at     timestamptz not null check (ends_at > starts_at),
    reason      text        not null,
    granted_at  timestamptz not null,
    granted_by  text        not null default session_user,
    revoked_at  timestamptz,
    revoked_by  text,
    primary key (customer_id, id)
);

-- What the limits of a customer were worked out from; they are worked out again when it is no longer so.
create table quota_head (
    customer_id bigint not null primary key,
    facts       text   not null,
    valid_until timestamptz -- a grant or a subscription begins or ends
);

-- The limits in force: what plan, override and grants come to. A counter is kept for each.
create sequence quota_limit_id as bigint cache 100;
create table quota_limit (
    customer_id   bigint      not null,
    id            bigint      not null default nextval('quota_limit_id'),
    meter_code    text        not null,
    per           text        not null,
    frame         text        not null, -- window and time zone, as the program writes them
    window_kind   text        not null,
    rolling       boolean     not null,
    feature       text        not null,
    kind          text        not null,
    overage       text        not null,
    warn_at       numeric[]   not null,
    limit_amount  numeric,              -- in the meter's unit, grants included; null: no limit
    base_amount   numeric,              -- without grants
    granted       numeric     not null,
    granted_until timestamptz,
    source        text        not null check (source in ('plan', 'override')),
    plan          text        not null, -- name of the plan or plans
    plan_amount   numeric,              -- what the plan says, beside an override
    unit          text        not null,
    divide_by     numeric     not null, -- counters hold undivided sums, so nothing is lost
    alert_from    numeric,              -- the lowest counter at which something is recorded
    reach_seconds bigint      not null, -- no counter that began longer ago counts any more
    counted_from  timestamptz not null, -- earlier usage is in no counter
    countable     boolean     not null, -- false: the meter does not add up
    in_force      boolean     not null,
    primary key (customer_id, id),
    unique (customer_id, meter_code, per, window_kind, rolling, frame)
);

-- Moves on whenever the set of limits changes, so that whoever stores usage knows when to read them again.
create sequence quota_revision as bigint;

create table quota_counter (
    customer_id  bigint      not null,
    limit_id     bigint      not null,
    subject      text        not null, -- value of the limit's property; empty: the customer as a whole
    starts_at    timestamptz not null, -- of the window, or of a part of a rolling one
    counts_until timestamptz not null, -- end of the window; for a part of a rolling one, when the window has left it
    used         numeric     not null, -- by stored events
    held         numeric     not null, -- reserved by calls whose events have not come yet
    primary key (customer_id, limit_id, subject, starts_at)
);

create table quota_hold (
    customer_id bigint      not null,
    key         uuid        not null, -- 16 bytes that stand for the id of the call, and of the event that follows it
    meter_code  text        not null,
    amount      numeric     not null,
    properties  jsonb       not null,
    at          timestamptz not null,
    settled_at  timestamptz,          -- its event came, or it was given back
    primary key (customer_id, key, meter_code)
);

-- Warnings, overage and refusals: each once per limit, window and level; overage follows the usage.
create sequence quota_event_id as bigint;
create table quota_event (
    customer_id  bigint      not null,
    limit_id     bigint      not null,
    subject      text        not null,
    starts_at    timestamptz not null,
    kind         text        not null check (kind in ('warning', 'overage', 'refused')),
    level        numeric     not null, -- percent of the limit that was reached
    id           bigint      not null default nextval('quota_event_id'),
    ends_at      timestamptz not null,
    meter_code   text        not null,
    feature      text        not null,
    limit_amount numeric     not null,
    used         numeric     not null,
    over         numeric     not null,
    overage      text        not null,
    at           timestamptz not null,
    primary key (customer_id, limit_id, subject, starts_at, kind, level)
);
create index quota_event_at on quota_event (at);

grant select on quota_override, quota_grant, quota_head, quota_limit, quota_counter, quota_hold, quota_event
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant select on sequence quota_revision to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on quota_override, quota_grant to ch_admin, ch_gateway;
grant delete on quota_override to ch_admin, ch_gateway;
grant insert, update on quota_head, quota_limit, quota_counter, quota_hold, quota_event
    to ch_finance, ch_admin, ch_gateway;
grant delete on quota_counter, quota_hold to ch_admin, ch_gateway; -- those that no window needs any more
grant usage on sequence quota_grant_id, quota_limit_id, quota_event_id, quota_revision
    to ch_finance, ch_admin, ch_gateway;

-- A customer's access token sees what its own limits are and what is used of them.
do $$
declare
    guarded text;
begin
    foreach guarded in array array['quota_override', 'quota_grant', 'quota_head', 'quota_limit', 'quota_counter',
        'quota_hold', 'quota_event']
    loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
    end loop;
end $$;
create policy own on quota_head for select to ch_customer using (customer_id = confined_customer());
create policy own on quota_limit for select to ch_customer using (customer_id = confined_customer());
create policy own on quota_counter for select to ch_customer using (customer_id = confined_customer());
grant select on quota_head, quota_limit, quota_counter to ch_customer;
