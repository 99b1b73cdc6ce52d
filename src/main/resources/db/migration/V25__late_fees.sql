-- Late fees and interest by rule: dated rules of sellers with exceptions for customers, what was billed or waived of each
-- overdue invoice, and invoices for which nothing is billed for now.

-- What holds for a day is the last entry from before it; of several entries for one day the last one. Never changed.
create table late_fee_rule (
    id                bigint          generated always as identity primary key,
    billing_entity_id bigint          not null references billing_entity,
    customer_id       bigint          references customer, -- an exception; null: of the seller
    currency          char(3)         not null check (currency ~ '^[A-Z]{3}$'), -- of the invoices, and of the amounts here
    valid_from        date            not null,
    kind              text            not null check (kind in ('terms', 'none', 'general')), -- general: as the seller's again
    reason            text            not null default '',
    grace_days        int             check (grace_days between 0 and 3650), -- after the due date
    every_days        int             check (every_days between 1 and 3650), -- between two bills for one open invoice
    fee               numeric(38, 12) check (fee >= 0), -- once an invoice
    percent           numeric         check (percent between 0 and 100), -- of what is open when the fee falls due, once
    rate              numeric         check (rate between 0 and 1000), -- percent a year
    year_days         int             check (year_days in (360, 365)),
    minimum           numeric(38, 12) check (minimum >= 0), -- less than this waits
    cap               numeric(38, 12) check (cap > 0), -- of fees and interest of one invoice; null: none
    tax_category      text            check (tax_category <> ''), -- null: outside the scope of VAT
    withdrawn         boolean         not null default false, -- the entry of this day was a mistake and never holds
    set_at            timestamptz     not null,
    set_by            text            not null default session_user,
    check ((kind = 'terms') = (grace_days is not null and every_days is not null and fee is not null
        and percent is not null and rate is not null and year_days is not null and minimum is not null)),
    check (kind <> 'general' or customer_id is not null),
    check (customer_id is null or kind <> 'none' or reason <> '')
);
create index late_fee_rule_of on late_fee_rule (billing_entity_id, customer_id, currency, valid_from);

create view late_fee_rule_current with (security_invoker = true) as
    select * from (
        select distinct on (billing_entity_id, customer_id, currency, valid_from) *
        from late_fee_rule order by billing_entity_id, customer_id, currency, valid_from, id desc) last
    where not withdrawn;

-- What was billed or waived of an overdue invoice, up to which day. Later ones take the difference to what is owed.
create table late_charge (
    id         bigint          generated always as identity primary key,
    invoice_id bigint          not null references invoice, -- that is or was overdue
    turn       int             not null check (turn >= 1),
    billed_by  bigint          references invoice on delete cascade, -- the invoice of the charge; null: waived
    reason     text            not null default '', -- of a waiver
    from_day   date            not null,
    to_day     date            not null, -- the last day whose interest is in it
    fee        numeric(38, 12) not null,
    percent    numeric(38, 12) not null,
    interest   numeric(38, 12) not null,
    tax_category text          check (tax_category <> ''), -- it was taxed by; null: outside the scope of VAT, or waived
    standing   boolean         not null default true, -- false: billed_by is void
    at         timestamptz     not null,
    by         text            not null default session_user,
    -- Two jobs that knew the same of an invoice do not both bill it.
    unique (invoice_id, turn),
    check ((billed_by is null) = (reason <> '')),
    check (to_day >= from_day)
);
create index late_charge_bill on late_charge (billed_by);

-- Nothing is billed for an invoice while one of these holds.
create table late_fee_hold (
    id           bigint      generated always as identity primary key,
    invoice_id   bigint      not null references invoice,
    kind         text        not null check (kind in ('dispute', 'waived')),
    reason       text        not null check (reason <> ''),
    at           timestamptz not null,
    by           text        not null default session_user,
    ended_at     timestamptz,
    ended_by     text,
    ended_reason text,
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
create unique index late_fee_hold_once on late_fee_hold (invoice_id) where ended_at is null;
create index late_fee_hold_invoice on late_fee_hold (invoice_id);

-- Only what has a number is overdue, who owes it is billed, and nobody owes interest on interest.
create function late_charge_guard() returns trigger language plpgsql as $$
begin
    if not exists (select from invoice i where i.id = new.invoice_id and i.number is not null) then
        raise exception 'invoice % is not final', new.invoice_id using errcode = 'restrict_violation';
    end if;
    if exists (select from late_charge c where c.billed_by = new.invoice_id) then
        raise exception 'invoice % bills late fees and bears none', new.invoice_id using errcode = 'restrict_violation';
    end if;
    if new.billed_by is not null and not exists (select from invoice b join invoice i on i.id = new.invoice_id
            and i.customer_id = b.customer_id and i.currency = b.currency and i.billing_entity_id = b.billing_entity_id
            where b.id = new.billed_by and b.number is null) then
        raise exception 'late fees of invoice % are not billed by invoice %', new.invoice_id, new.billed_by
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger late_charge_guard before insert on late_charge for each row execute function late_charge_guard();

-- What is voided is due again; a deleted draft takes its rows along.
create function late_charge_due_again() returns trigger language plpgsql as $$
begin
    update late_charge set standing = false where billed_by = new.id and standing;
    return null;
end $$;
create trigger late_charge_due_again after update of status on invoice
    for each row when (new.status = 'void' and old.status <> 'void') execute function late_charge_due_again();

grant select on late_fee_rule, late_fee_rule_current, late_charge, late_fee_hold
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert (billing_entity_id, customer_id, currency, valid_from, kind, reason, grace_days, every_days, fee, percent,
    rate, year_days, minimum, cap, tax_category, withdrawn, set_at) on late_fee_rule to ch_finance, ch_admin, ch_gateway;
grant insert (invoice_id, turn, billed_by, reason, from_day, to_day, fee, percent, interest, tax_category,
    at) on late_charge
    to ch_finance, ch_gateway;
grant update (standing) on late_charge to ch_finance, ch_gateway;
grant insert (invoice_id, kind, reason, at) on late_fee_hold to ch_finance, ch_gateway;
grant update (ended_at, ended_by, ended_reason) on late_fee_hold to ch_finance, ch_gateway;

-- Customers have no right to these.
do $$
declare
    guarded text;
begin
    foreach guarded in array array['late_fee_rule', 'late_charge', 'late_fee_hold'] loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
    end loop;
end $$;

-- Late fees are no sales.
insert into ledger_account (code, kind, number) values ('late_fees', 'income', '8650');

create function line_account(kind text, charge text, deferred boolean) returns text
    language sql immutable parallel safe as $$
    select case when kind = 'manual' and charge like 'late-%' then 'late_fees'
        when deferred then 'deferred_revenue' else 'revenue' end
$$;
