-- Catalogue (meters, plans and their versions) and customers with their subscriptions.
-- Roles exist before the first migration runs (bootstrap); every migration ends with the rights on what it made.

create table meter (
    code        text primary key,
    name        text        not null,
    event       text        not null,
    aggregation text        not null,
    unit        text        not null default '',
    document    jsonb       not null,
    revision    int         not null default 0,
    created_at  timestamptz not null
);
create index meter_event on meter (event);

create table plan (
    id         bigint generated always as identity primary key,
    code       text        not null unique,
    name       text        not null,
    currency   char(3)     not null,
    revision   int         not null default 0,
    created_at timestamptz not null
);

-- A published version never changes: the trigger refuses it whoever asks.
create table plan_version (
    id             bigint generated always as identity primary key,
    plan_id        bigint      not null references plan,
    number         int         not null,
    state          text        not null check (state in ('draft', 'published', 'retired')),
    effective_from date        not null,
    document       jsonb       not null,
    published_at   timestamptz,
    published_by   text,
    revision       int         not null default 0,
    created_at     timestamptz not null,
    unique (plan_id, number)
);

create function plan_version_guard() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' and (new.document is distinct from old.document
            or new.effective_from is distinct from old.effective_from
            or new.number is distinct from old.number or new.plan_id is distinct from old.plan_id
            or new.state = 'draft') then
        raise exception 'plan version % is % and cannot change', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger plan_version_guard before update on plan_version for each row execute function plan_version_guard();

-- The seller: name, address, tax id and its invoice number series.
create table billing_entity (
    id                 bigint generated always as identity primary key,
    code               text        not null unique,
    name               text        not null,
    address            text        not null default '',
    country            char(2)     not null,
    tax_id             text        not null default '',
    email              text        not null default '',
    bank_details       text        not null default '',
    payment_terms_days int         not null default 30 check (payment_terms_days between 0 and 365),
    invoice_prefix     text        not null default 'INV-',
    taxes              jsonb       not null default '[]',
    revision           int         not null default 0,
    created_at         timestamptz not null
);

create table customer (
    id                bigint generated always as identity primary key,
    external_id       text        not null unique check (external_id <> ''),
    name              text        not null,
    email             text        not null default '',
    address           text        not null default '',
    country           char(2),
    tax_id            text        not null default '',
    currency          char(3)     not null,
    language          text        not null default 'en',
    time_zone         text        not null default 'UTC',
    status            text        not null default 'active' check (status in ('active', 'paused', 'closed')),
    billing_entity_id bigint      not null references billing_entity,
    revision          int         not null default 0,
    created_at        timestamptz not null
);
create index customer_name on customer (lower(name));

create table subscription (
    id              bigint generated always as identity primary key,
    customer_id     bigint      not null references customer,
    plan_version_id bigint      not null references plan_version,
    starts_on       date        not null,
    ends_on         date,
    time_zone       text        not null,
    quantities      jsonb       not null default '{}',
    revision        int         not null default 0,
    created_at      timestamptz not null,
    check (ends_on is null or ends_on > starts_on)
);
create index subscription_customer on subscription (customer_id);
create index subscription_plan_version on subscription (plan_version_id);

grant select on meter, plan, plan_version, billing_entity, customer, subscription
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on meter, plan, plan_version, billing_entity to ch_admin;
grant insert, update on customer, subscription to ch_admin, ch_finance;
