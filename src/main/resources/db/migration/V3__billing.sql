-- Billing runs, invoices with their lines and taxes, and gapless numbers.

create table billing_run (
    id          bigint generated always as identity primary key,
    period_from date        not null,
    period_to   date        not null,
    state       text        not null check (state in ('running', 'completed', 'failed')),
    started_at  timestamptz not null,
    finished_at timestamptz,
    started_by  text        not null default session_user,
    drafts      int         not null default 0,
    failures    int         not null default 0,
    check (period_to > period_from)
);

-- A subscription that could not be billed in a run, with the reason; the run goes on.
create table billing_failure (
    billing_run_id  bigint not null references billing_run,
    subscription_id bigint not null references subscription,
    code            text   not null,
    reason          text   not null,
    primary key (billing_run_id, subscription_id)
);

create table invoice (
    id                bigint generated always as identity primary key,
    billing_entity_id bigint         not null references billing_entity,
    customer_id       bigint         not null references customer,
    subscription_id   bigint         not null references subscription,
    billing_run_id    bigint         references billing_run,
    plan_version_id   bigint         not null references plan_version,
    kind              text           not null default 'regular',
    status            text           not null check (status in
        ('draft', 'in_review', 'approved', 'final', 'sent', 'paid', 'overdue', 'void', 'uncollectible')),
    number            text,
    period_from       date           not null,
    period_to         date           not null,
    currency          char(3)        not null,
    subtotal          numeric(38, 12) not null,
    discounts         numeric(38, 12) not null,
    credits           numeric(38, 12) not null,
    net               numeric(38, 12) not null,
    tax               numeric(38, 12) not null,
    total             numeric(38, 12) not null,
    prepaid           numeric(38, 12) not null,
    due               numeric(38, 12) not null,
    problems          jsonb          not null default '[]',
    created_at        timestamptz    not null,
    finalised_at      timestamptz,
    finalised_by      text,
    issued_on         date,
    due_on            date,
    revision          int            not null default 0,
    check (period_to > period_from),
    check (subtotal - discounts - credits = net),
    check (net + tax = total),
    check (total - prepaid = due),
    check ((number is null) = (status in ('draft', 'in_review', 'approved')) or status = 'void'),
    unique (billing_entity_id, number)
);
-- One invoice per subscription, period and kind, however many runs there are at once.
create unique index invoice_once on invoice (subscription_id, period_from, kind) where status <> 'void';
create index invoice_customer on invoice (customer_id, period_from);
create index invoice_period on invoice (period_from, status);

create table invoice_line (
    invoice_id  bigint          not null references invoice on delete cascade,
    position    int             not null,
    kind        text            not null,
    charge      text,
    meter       text,
    name        text            not null,
    grouping    jsonb           not null default '{}',
    quantity    numeric         not null,
    unit        text            not null default '',
    exact       numeric         not null,
    amount      numeric(38, 12) not null,
    discount    numeric(38, 12) not null,
    credit      numeric(38, 12) not null,
    net         numeric(38, 12) not null,
    explanation jsonb           not null,
    primary key (invoice_id, position)
);

create table invoice_tax (
    invoice_id bigint          not null references invoice on delete cascade,
    position   int             not null,
    code       text            not null,
    rate       numeric         not null,
    base       numeric(38, 12) not null,
    amount     numeric(38, 12) not null,
    primary key (invoice_id, position)
);

-- What an invoice was rated from, kept so that it can be re-derived at any time.
create table invoice_input (
    invoice_id bigint primary key references invoice on delete cascade,
    request    jsonb not null
);

-- Who moved an invoice from state to state, when and why.
create table invoice_transition (
    id          bigint generated always as identity primary key,
    invoice_id  bigint      not null references invoice on delete cascade,
    from_status text,
    to_status   text        not null,
    at          timestamptz not null,
    by          text        not null default session_user,
    reason      text        not null default ''
);
create index invoice_transition_invoice on invoice_transition (invoice_id);

-- The next number of each series; taken inside the finalising transaction, so a rollback leaves no gap.
create table number_series (
    billing_entity_id bigint not null references billing_entity,
    series            text   not null,
    next_number       bigint not null check (next_number > 0),
    primary key (billing_entity_id, series)
);

-- A numbered invoice keeps its figures for ever, whoever asks.
create function invoice_guard() returns trigger language plpgsql as $$
begin
    if old.number is not null then
        if tg_op = 'DELETE' then
            raise exception 'invoice % is final and cannot be deleted', old.number using errcode = 'restrict_violation';
        end if;
        if (new.number, new.billing_entity_id, new.customer_id, new.subscription_id, new.plan_version_id, new.kind,
            new.period_from, new.period_to, new.currency, new.subtotal, new.discounts, new.credits, new.net, new.tax,
            new.total, new.finalised_at, new.issued_on, new.due_on)
           is distinct from
           (old.number, old.billing_entity_id, old.customer_id, old.subscription_id, old.plan_version_id, old.kind,
            old.period_from, old.period_to, old.currency, old.subtotal, old.discounts, old.credits, old.net, old.tax,
            old.total, old.finalised_at, old.issued_on, old.due_on)
           or new.status in ('draft', 'in_review', 'approved') then
            raise exception 'invoice % is final and cannot change', old.number using errcode = 'restrict_violation';
        end if;
    end if;
    return coalesce(new, old);
end $$;
create trigger invoice_guard before update or delete on invoice for each row execute function invoice_guard();

create function invoice_part_guard() returns trigger language plpgsql as $$
declare
    final_number text;
begin
    select number into final_number from invoice where id = coalesce(new.invoice_id, old.invoice_id);
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end $$;
create trigger invoice_line_guard before insert or update or delete on invoice_line
    for each row execute function invoice_part_guard();
create trigger invoice_tax_guard before insert or update or delete on invoice_tax
    for each row execute function invoice_part_guard();
create trigger invoice_input_guard before insert or update or delete on invoice_input
    for each row execute function invoice_part_guard();

grant select on billing_run, billing_failure, invoice, invoice_line, invoice_tax, invoice_input, invoice_transition,
    number_series to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on billing_run, billing_failure, invoice, number_series to ch_finance, ch_gateway;
grant insert on invoice_line, invoice_tax, invoice_input, invoice_transition to ch_finance, ch_gateway;
grant delete on invoice to ch_finance, ch_gateway;
