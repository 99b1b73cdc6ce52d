-- Usage that is charged as it is recorded, and what it is taken from: prepaid wallets and granted credits.

-- Money paid ahead. The entries say how the balance came about; both change in one transaction.
create table wallet (
    customer_id bigint          not null references customer,
    currency    char(3)         not null,
    balance     numeric(38, 12) not null check (balance >= 0),
    primary key (customer_id, currency)
);

-- An event that was priced and taken from something in the transaction that stored it.
create table usage_charge (
    id          bigint          generated always as identity primary key,
    customer_id bigint          not null references customer,
    key         uuid            not null, -- of the event's id, as in usage_key
    event_id    text            not null,
    event       text            not null,
    occurred_at timestamptz     not null,
    quantity    numeric,
    properties  jsonb           not null,
    method      text            not null check (method in ('wallet', 'credits', 'subscription', 'charge')),
    suggested   text            not null check (suggested in ('wallet', 'credits', 'subscription', 'charge')),
    currency    char(3)         not null,
    amount      numeric(38, 12) not null,
    status      text            not null check (status in
        ('pending', 'processing', 'completed', 'failed', 'refunded')),
    code        text            not null default '', -- why it failed
    reason      text            not null default '',
    created_at  timestamptz     not null,
    changed_at  timestamptz     not null,
    created_by  text            not null default session_user,
    unique (customer_id, key)
);
create index usage_charge_status on usage_charge (status, id);

-- The share of each subscription that has a price for the event.
create table usage_charge_part (
    usage_charge_id bigint          not null references usage_charge,
    subscription_id bigint          not null references subscription,
    period_from     date            not null,
    amount          numeric(38, 12) not null,
    primary key (usage_charge_id, subscription_id)
);
create index usage_charge_part_period on usage_charge_part (subscription_id, period_from);

create table wallet_entry (
    id              bigint          generated always as identity primary key,
    customer_id     bigint          not null,
    currency        char(3)         not null,
    kind            text            not null check (kind in ('top_up', 'usage', 'refund')),
    amount          numeric(38, 12) not null, -- below zero: taken
    balance         numeric(38, 12) not null check (balance >= 0), -- after it
    usage_charge_id bigint          references usage_charge,
    reference       text, -- the caller's key of a top-up: the same one counts once
    note            text            not null default '',
    at              timestamptz     not null,
    by              text            not null default session_user,
    foreign key (customer_id, currency) references wallet,
    unique (customer_id, reference)
);

create table credit_grant (
    id          bigint          generated always as identity primary key,
    customer_id bigint          not null references customer,
    currency    char(3)         not null,
    amount      numeric(38, 12) not null check (amount > 0),
    remaining   numeric(38, 12) not null check (remaining between 0 and amount),
    priority    int             not null default 0, -- lower first
    expires_at  timestamptz,
    reason      text            not null,
    reference   text, -- the caller's key: the same one counts once
    at          timestamptz     not null,
    by          text            not null default session_user,
    unique (customer_id, reference)
);
create index credit_grant_left on credit_grant (customer_id, currency) where remaining > 0;

create table credit_use (
    id              bigint          generated always as identity primary key,
    credit_grant_id bigint          not null references credit_grant,
    usage_charge_id bigint          not null references usage_charge,
    amount          numeric(38, 12) not null, -- below zero: given back
    at              timestamptz     not null
);
create index credit_use_charge on credit_use (usage_charge_id);

grant select on wallet, wallet_entry, credit_grant, credit_use, usage_charge, usage_charge_part
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on wallet, credit_grant, usage_charge to ch_finance, ch_admin, ch_gateway;
grant insert on wallet_entry, credit_use, usage_charge_part to ch_finance, ch_admin, ch_gateway;

do $$
declare
    guarded text;
begin
    foreach guarded in array array['wallet', 'wallet_entry', 'credit_grant', 'usage_charge']
    loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
        execute format('create policy own on %I for select to ch_customer using (customer_id = confined_customer())',
            guarded);
        execute format('grant select on %I to ch_customer', guarded);
    end loop;
end $$;

-- Within these conditions the policies above hold again: what is seen of a part follows from its whole.
alter table usage_charge_part enable row level security;
create policy staff on usage_charge_part to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on usage_charge_part for select to ch_customer
    using (exists (select from usage_charge u where u.id = usage_charge_id));
alter table credit_use enable row level security;
create policy staff on credit_use to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on credit_use for select to ch_customer
    using (exists (select from usage_charge u where u.id = usage_charge_id));
grant select on usage_charge_part, credit_use to ch_customer;
