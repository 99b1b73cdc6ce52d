-- Tax rates by country, category and date, how a customer is taxed, and what registers said of tax numbers.
-- All of it is only ever added to: what was true when an invoice was made can always be told.

create table tax_rate (
    id                bigint      generated always as identity primary key,
    billing_entity_id bigint      not null references billing_entity,
    country           char(2)     not null check (country ~ '^[A-Z]{2}$'), -- of the customer
    category          text        not null default '' check (category = trim(category)), -- of charges; empty: of all
    code              text        not null check (code <> '' and code = trim(code)), -- as on invoices, for example VAT
    valid_from        date        not null, -- until the next entry of the same country, category and code
    rate              numeric     check (rate between 0 and 100), -- percent; null: not charged from here on
    compound          boolean     not null default false, -- on the net plus the taxes before it
    withdrawn         boolean     not null default false, -- the entry of this day was a mistake and never holds
    note              text        not null default '',
    set_at            timestamptz not null,
    set_by            text        not null default session_user
);
create index tax_rate_country on tax_rate (billing_entity_id, country, valid_from);

-- Of several entries for one day the last one holds.
create view tax_rate_current with (security_invoker = true) as
    select * from (
        select distinct on (billing_entity_id, country, category, code, valid_from) *
        from tax_rate order by billing_entity_id, country, category, code, valid_from, id desc) last
    where not withdrawn;

insert into tax_rate (billing_entity_id, country, category, code, valid_from, rate, set_at)
    select e.id, t ->> 'country', coalesce(t ->> 'category', ''), t ->> 'code', date '2000-01-01',
        (t ->> 'rate')::numeric, now()
    from billing_entity e, jsonb_array_elements(e.taxes) t;
alter table billing_entity drop column taxes;

-- How a customer is taxed; the last entry holds. Without one: by the rates of its country.
create table customer_tax (
    id          bigint      generated always as identity primary key,
    customer_id bigint      not null references customer,
    treatment   text        not null check (treatment in ('automatic', 'domestic', 'reverse_charge', 'exempt')),
    reason      text        not null default '' check (treatment <> 'exempt' or reason <> ''), -- as on invoices
    ends_on     date, -- first day on which it no longer holds
    set_at      timestamptz not null,
    set_by      text        not null default session_user
);
create index customer_tax_customer on customer_tax (customer_id, id);

-- Valid, invalid, and no answer are three different things; an outage is no proof against a number.
create table tax_number_check (
    id           bigint      generated always as identity primary key,
    customer_id  bigint      not null references customer,
    tax_id       text        not null,
    register     text        not null,
    answer       text        not null check (answer in ('valid', 'invalid', 'unavailable')),
    detail       text        not null default '',
    name         text        not null default '',
    address      text        not null default '',
    consultation text        not null default '', -- the register's own number of this inquiry, which is the proof
    checked_at   timestamptz not null,
    checked_by   text        not null default session_user
);
create index tax_number_check_customer on tax_number_check (customer_id, id);

alter table invoice_tax add column reason text not null default ''; -- of reverse charge or exemption

grant select on tax_rate, tax_rate_current, customer_tax, tax_number_check
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on tax_rate to ch_admin;
grant insert on customer_tax, tax_number_check to ch_finance, ch_admin;

do $$
declare
    guarded text;
begin
    foreach guarded in array array['customer_tax', 'tax_number_check'] loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
        execute format('create policy own on %I for select to ch_customer using (customer_id = confined_customer())',
            guarded);
        execute format('grant select on %I to ch_customer', guarded);
    end loop;
end $$;
grant select on tax_rate, tax_rate_current to ch_customer;
