-- The ledger (double entry, append-only), and what happens to an invoice after it is final: payments, credit notes,
-- write-offs.

-- Digits after the point of a currency's minor unit (ISO 4217), for amounts that the database divides.
create function minor_units(currency text) returns int language sql immutable strict parallel safe as $$
    select case
        when currency in ('ADP', 'BEF', 'BIF', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'GRD', 'ISK', 'ITL', 'JPY', 'KMF',
            'KRW', 'LUF', 'PTE', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
        when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
        when currency = 'CLF' then 4
        else 2 end
$$;

-- One chart of accounts; numbers are for accountants' programs, and a billing entity may have its own.
create table ledger_account (
    code   text primary key,
    kind   text not null check (kind in ('asset', 'liability', 'income', 'expense')),
    number text not null check (number ~ '^[0-9A-Za-z][0-9A-Za-z./-]{0,19}$')
);
create table ledger_account_number (
    billing_entity_id bigint not null references billing_entity,
    account           text   not null references ledger_account,
    number            text   not null check (number ~ '^[0-9A-Za-z][0-9A-Za-z./-]{0,19}$'),
    primary key (billing_entity_id, account)
);
insert into ledger_account (code, kind, number) values
    ('cash', 'asset', '1200'),
    ('receivables', 'asset', '1400'),
    ('tax', 'liability', '1700'),
    ('prepaid_wallet', 'liability', '1710'),
    ('customer_credit', 'liability', '1715'),
    ('charged_usage', 'liability', '1720'), -- usage paid from wallet or credits before its invoice
    ('deferred_revenue', 'liability', '1900'),
    ('write_off', 'expense', '2400'),
    ('rounding', 'expense', '2405'),
    ('exchange_difference', 'expense', '2410'),
    ('credits_granted', 'expense', '4700'),
    ('revenue', 'income', '8400');

-- One for each thing that is posted: a second posting of the same thing breaks the unique rule.
create table ledger_transaction (
    id                bigint generated always as identity primary key,
    billing_entity_id bigint      not null references billing_entity,
    kind              text        not null check (kind in ('invoice', 'void', 'credit_note', 'payment', 'write_off',
        'wallet', 'credit_grant', 'credit_use', 'recognition')),
    source            bigint      not null, -- id of what was posted; of the invoice for invoice, void, recognition
    month             date, -- of a recognition
    booked_on         date        not null,
    entries           int         not null check (entries >= 2),
    posted_at         timestamptz not null default clock_timestamp(),
    posted_by         text        not null default session_user,
    unique nulls not distinct (kind, source, month)
);
create index ledger_transaction_booked on ledger_transaction (booked_on);

create table ledger_entry (
    ledger_transaction_id bigint          not null references ledger_transaction,
    position              int             not null,
    account               text            not null references ledger_account,
    customer_id           bigint          not null references customer,
    invoice_id            bigint          references invoice,
    line                  int, -- of the invoice
    charge                text,
    service               text,
    tax_code              text,
    tax_rate              numeric,
    revenue_period        date, -- first day of the month in which the service is given
    currency              char(3)         not null,
    amount                numeric(38, 12) not null check (amount <> 0), -- debit above zero, credit below
    primary key (ledger_transaction_id, position)
);
create index ledger_entry_customer on ledger_entry (customer_id, account);
create index ledger_entry_deferred on ledger_entry (revenue_period) where account = 'deferred_revenue';
create index ledger_entry_invoice on ledger_entry (invoice_id) where invoice_id is not null;

-- All entries of a transaction come in one statement, as many as it says, and sum to zero in each currency. With the
-- primary key that also means that nothing is added to a transaction afterwards.
create function ledger_entry_balanced() returns trigger language plpgsql as $$
declare
    wrong bigint;
begin
    select ledger_transaction_id into wrong from added group by ledger_transaction_id, currency
        having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'ledger transaction % does not balance', wrong using errcode = 'restrict_violation';
    end if;
    select t.id into wrong
        from (select ledger_transaction_id, count(*) as entries, min(position) as first, max(position) as last
            from added group by 1) a join ledger_transaction t on t.id = a.ledger_transaction_id
        where a.entries <> t.entries or a.first <> 1 or a.last <> t.entries limit 1;
    if found then
        raise exception 'ledger transaction % has other entries than it announced', wrong
            using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger ledger_entry_balanced after insert on ledger_entry referencing new table as added
    for each statement execute function ledger_entry_balanced();

create function append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is only ever added to', replace(tg_table_name, '_', ' ') using errcode = 'restrict_violation';
end $$;

-- Money received for an invoice.
create table invoice_payment (
    id          bigint          generated always as identity primary key,
    invoice_id  bigint          not null references invoice,
    amount      numeric(38, 12) not null check (amount > 0),
    received_on date            not null,
    reference   text, -- the payer's or bank's key: the same one counts once
    at          timestamptz     not null,
    by          text            not null default session_user,
    unique (invoice_id, reference)
);

-- What is given up of an invoice that will not be paid.
create table invoice_write_off (
    invoice_id bigint          primary key references invoice,
    amount     numeric(38, 12) not null check (amount > 0),
    reason     text            not null check (reason <> ''),
    booked_on  date            not null,
    at         timestamptz     not null,
    by         text            not null default session_user
);

-- A correction of a final invoice. What is still to be paid falls first; the rest goes to the customer's wallet.
create table credit_note (
    id                bigint          generated always as identity primary key,
    billing_entity_id bigint          not null references billing_entity,
    customer_id       bigint          not null references customer,
    invoice_id        bigint          not null references invoice,
    number            text            not null,
    reason            text            not null check (reason <> ''),
    currency          char(3)         not null,
    net               numeric(38, 12) not null,
    tax               numeric(38, 12) not null,
    total             numeric(38, 12) not null check (total > 0),
    to_receivable     numeric(38, 12) not null check (to_receivable >= 0),
    to_wallet         numeric(38, 12) not null check (to_wallet >= 0),
    issued_on         date            not null,
    reference         text, -- the caller's key: the same one counts once
    at                timestamptz     not null,
    by                text            not null default session_user,
    check (net + tax = total),
    check (to_receivable + to_wallet = total),
    unique (billing_entity_id, number),
    unique (invoice_id, reference)
);
create index credit_note_customer on credit_note (customer_id, issued_on);

create table credit_note_line (
    credit_note_id bigint          not null references credit_note,
    line           int             not null, -- position on the invoice
    name           text            not null,
    amount         numeric(38, 12) not null check (amount <> 0), -- net
    primary key (credit_note_id, line)
);

create table credit_note_tax (
    credit_note_id bigint          not null references credit_note,
    position       int             not null, -- of the invoice's tax
    code           text            not null,
    rate           numeric         not null,
    amount         numeric(38, 12) not null check (amount <> 0),
    primary key (credit_note_id, position)
);

do $$
declare
    guarded text;
begin
    foreach guarded in array array['ledger_transaction', 'ledger_entry', 'invoice_payment', 'invoice_write_off',
        'credit_note', 'credit_note_line', 'credit_note_tax']
    loop
        execute format('create trigger append_only before update or delete or truncate on %I'
            ' for each statement execute function append_only()', guarded);
    end loop;
end $$;

-- Whoever settles an invoice waits for the others who do.
create function invoice_settling() returns trigger language plpgsql as $$
declare
    found_status text;
begin
    select status into found_status from invoice where id = new.invoice_id for no key update;
    if found_status not in ('final', 'sent', 'overdue')
            and (tg_table_name <> 'credit_note' or found_status <> 'paid') then
        raise exception 'an invoice that is % takes no %', found_status, replace(tg_table_name, '_', ' ')
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

-- Payments, credits and write-off together never exceed what was due; credit notes never exceed what was billed.
create function invoice_settled() returns trigger language plpgsql as $$
declare
    wrong text;
begin
    select i.number into wrong
        from (select distinct invoice_id from added) a join invoice i on i.id = a.invoice_id
        where i.due < coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id), 0)
                + coalesce((select sum(to_receivable) from credit_note n where n.invoice_id = i.id), 0)
                + coalesce((select amount from invoice_write_off w where w.invoice_id = i.id), 0)
            or i.total < (select sum(total) from credit_note n where n.invoice_id = i.id)
        limit 1;
    if found then
        raise exception 'more than invoice % comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create function credit_note_line_guard() returns trigger language plpgsql as $$
declare
    wrong int;
begin
    select l.position into wrong
        from (select distinct n.invoice_id, a.line from added a join credit_note n on n.id = a.credit_note_id) a
        left join invoice_line l on l.invoice_id = a.invoice_id and l.position = a.line
        cross join lateral (select sum(c.amount) as credited from credit_note n
            join credit_note_line c on c.credit_note_id = n.id
            where n.invoice_id = a.invoice_id and c.line = a.line) c
        where l.position is null or c.credited * sign(l.net) < 0 or abs(c.credited) > abs(l.net) limit 1;
    if found then
        raise exception 'more than line % of the invoice comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create function credit_note_tax_guard() returns trigger language plpgsql as $$
declare
    wrong int;
begin
    select t.position into wrong
        from (select distinct n.invoice_id, a.position from added a join credit_note n on n.id = a.credit_note_id) a
        left join invoice_tax t on t.invoice_id = a.invoice_id and t.position = a.position
        cross join lateral (select sum(c.amount) as credited from credit_note n
            join credit_note_tax c on c.credit_note_id = n.id
            where n.invoice_id = a.invoice_id and c.position = a.position) c
        where t.position is null or c.credited * sign(t.amount) < 0 or abs(c.credited) > abs(t.amount) limit 1;
    if found then
        raise exception 'more than tax % of the invoice comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create trigger invoice_settling before insert on invoice_payment for each row execute function invoice_settling();
create trigger invoice_settling before insert on invoice_write_off for each row execute function invoice_settling();
create trigger invoice_settling before insert on credit_note for each row execute function invoice_settling();
create trigger invoice_settled after insert on invoice_payment referencing new table as added
    for each statement execute function invoice_settled();
create trigger invoice_settled after insert on invoice_write_off referencing new table as added
    for each statement execute function invoice_settled();
create trigger invoice_settled after insert on credit_note referencing new table as added
    for each statement execute function invoice_settled();
create trigger credit_note_line_guard after insert on credit_note_line referencing new table as added
    for each statement execute function credit_note_line_guard();
create trigger credit_note_tax_guard after insert on credit_note_tax referencing new table as added
    for each statement execute function credit_note_tax_guard();

alter table wallet_entry add column credit_note_id bigint references credit_note;
alter table wallet_entry drop constraint wallet_entry_kind_check;
alter table wallet_entry add constraint wallet_entry_kind_check
    check (kind in ('top_up', 'usage', 'refund', 'credit_note'));
alter table wallet_entry add constraint wallet_entry_credit_note check ((kind = 'credit_note') = (credit_note_id is not null));

alter table billing_entity add column credit_note_prefix text not null default 'CN-';

alter table invoice add column purchase_order text not null default '';
alter table invoice add column note text not null default '';

-- Days for which a line is owed, when they are not the invoice's own period (a fee in advance): decides when a fee
-- becomes revenue.
alter table invoice_line add column service_from date;
alter table invoice_line add column service_to date;
alter table invoice_line add constraint invoice_line_service
    check ((service_from is null) = (service_to is null) and (service_to is null or service_to > service_from));

-- As before; and nothing of what is owed changes, states follow each other as they may, and an invoice that was settled
-- in any way is not made void.
create or replace function invoice_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.status <> old.status and (old.status, new.status) not in (
            ('draft', 'in_review'), ('draft', 'approved'), ('draft', 'final'), ('draft', 'void'),
            ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'void'),
            ('approved', 'draft'), ('approved', 'in_review'), ('approved', 'final'), ('approved', 'void'),
            ('final', 'sent'), ('final', 'paid'), ('final', 'overdue'), ('final', 'void'), ('final', 'uncollectible'),
            ('sent', 'paid'), ('sent', 'overdue'), ('sent', 'void'), ('sent', 'uncollectible'),
            ('overdue', 'paid'), ('overdue', 'void'), ('overdue', 'uncollectible')) then
        raise exception 'an invoice that is % does not become %', old.status, new.status
            using errcode = 'restrict_violation';
    end if;
    if old.number is not null then
        if tg_op = 'DELETE' then
            raise exception 'invoice % is final and cannot be deleted', old.number using errcode = 'restrict_violation';
        end if;
        if (new.number, new.billing_entity_id, new.customer_id, new.subscription_id, new.plan_version_id, new.kind,
            new.period_from, new.period_to, new.currency, new.subtotal, new.discounts, new.credits, new.net, new.tax,
            new.total, new.prepaid, new.due, new.finalised_at, new.finalised_by, new.issued_on, new.due_on,
            new.purchase_order, new.note)
           is distinct from
           (old.number, old.billing_entity_id, old.customer_id, old.subscription_id, old.plan_version_id, old.kind,
            old.period_from, old.period_to, old.currency, old.subtotal, old.discounts, old.credits, old.net, old.tax,
            old.total, old.prepaid, old.due, old.finalised_at, old.finalised_by, old.issued_on, old.due_on,
            old.purchase_order, old.note) then
            raise exception 'invoice % is final and cannot change', old.number using errcode = 'restrict_violation';
        end if;
        if new.status = 'void' and old.status <> 'void' and (
                exists (select from credit_note where invoice_id = old.id)
                or exists (select from invoice_payment where invoice_id = old.id)) then
            raise exception 'invoice % has payments or credit notes and cannot be void', old.number
                using errcode = 'restrict_violation';
        end if;
    end if;
    return coalesce(new, old);
end $$;

-- What each thing must come to in the ledger: the rule by which it is posted, and by which the books are checked. Debit
-- above zero. A fee becomes revenue in the month whose service it pays; a month that is not over when the invoice is
-- issued is deferred. Days weigh the months of a longer fee, and rounded running totals make the parts add up.
create view ledger_rule with (security_invoker = true) as
    select 'invoice' as kind, i.id as source, i.billing_entity_id, i.issued_on as booked_on, 1 as rank,
        'receivables' as account, i.customer_id, i.id as invoice_id, null::int as line, null::text as charge,
        null::text as service, null::text as tax_code, null::numeric as tax_rate, null::date as revenue_period,
        i.currency, i.due as amount
    from invoice i where i.number is not null and i.due <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 2, 'charged_usage', i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, i.prepaid
    from invoice i where i.number is not null and i.prepaid <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 3, s.account, i.customer_id, i.id, null, null, null,
        null, null, null, i.currency, s.sign * i.credits
    from invoice i cross join (values ('customer_credit', 1), ('credits_granted', -1)) s (account, sign)
    where i.number is not null and i.credits <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 5,
        case when l.kind = 'fee' and coalesce(l.service_to, i.period_to) > i.issued_on
            then 'deferred_revenue' else 'revenue' end,
        i.customer_id, i.id, l.position, l.charge, coalesce(l.meter, l.kind), null, null,
        date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)::date, i.currency, -l.net
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.number is not null and l.net <> 0 and (l.kind <> 'fee' or
        date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
            = date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp))
    union all
    select 'invoice', l.id, l.billing_entity_id, l.issued_on, 5,
        case when p.till > l.issued_on then 'deferred_revenue' else 'revenue' end,
        l.customer_id, l.id, l.position, l.charge, 'fee', null, null, p.month, l.currency, -p.amount
    from (select i.id, i.billing_entity_id, i.issued_on, i.customer_id, i.currency, l.position, l.charge, l.net,
                coalesce(l.service_from, i.period_from) as service_from, coalesce(l.service_to, i.period_to) as service_to
            from invoice i join invoice_line l on l.invoice_id = i.id
            where i.number is not null and l.net <> 0 and l.kind = 'fee'
                and date_trunc('month', coalesce(l.service_from, i.period_from)::timestamp)
                    <> date_trunc('month', (coalesce(l.service_to, i.period_to) - 1)::timestamp)) l
        cross join lateral (
            select m.month, m.till,
                round(l.net * (m.till - l.service_from) / (l.service_to - l.service_from), minor_units(l.currency))
                - round(l.net * (greatest(m.month, l.service_from) - l.service_from) / (l.service_to - l.service_from),
                    minor_units(l.currency)) as amount
            from (select s::date as month, least((s + interval '1 month')::date, l.service_to) as till
                from generate_series(date_trunc('month', l.service_from::timestamp), (l.service_to - 1)::timestamp,
                    interval '1 month') s) m) p
    where p.amount <> 0
    union all
    select 'invoice', i.id, i.billing_entity_id, i.issued_on, 6, 'tax', i.customer_id, i.id, null, null, null, t.code,
        t.rate, null, i.currency, -t.amount
    from invoice i join invoice_tax t on t.invoice_id = i.id where i.number is not null and t.amount <> 0
    union all
    select 'wallet', w.id, c.billing_entity_id, (w.at at time zone 'UTC')::date, 1,
        case when w.kind = 'top_up' then 'cash' else 'charged_usage' end,
        w.customer_id, null, null, null, null, null, null, null, w.currency, w.amount
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind <> 'credit_note' and w.amount <> 0
    union all
    select 'wallet', w.id, c.billing_entity_id, (w.at at time zone 'UTC')::date, 2, 'prepaid_wallet',
        w.customer_id, null, null, null, null, null, null, null, w.currency, -w.amount
    from wallet_entry w join customer c on c.id = w.customer_id where w.kind <> 'credit_note' and w.amount <> 0
    union all
    select 'credit_grant', g.id, c.billing_entity_id, (g.at at time zone 'UTC')::date, s.rank, s.account,
        g.customer_id, null, null, null, null, null, null, null, g.currency, s.sign * g.amount
    from credit_grant g join customer c on c.id = g.customer_id
        cross join (values (1, 'credits_granted', 1), (2, 'customer_credit', -1)) s (rank, account, sign)
    union all
    select 'credit_use', u.id, c.billing_entity_id, (u.at at time zone 'UTC')::date, s.rank, s.account,
        g.customer_id, null, null, null, null, null, null, null, g.currency, s.sign * u.amount
    from credit_use u join credit_grant g on g.id = u.credit_grant_id join customer c on c.id = g.customer_id
        cross join (values (1, 'customer_credit', 1), (2, 'charged_usage', -1)) s (rank, account, sign)
    where u.amount <> 0
    union all
    select 'payment', p.id, i.billing_entity_id, p.received_on, s.rank, s.account,
        i.customer_id, i.id, null, null, null, null, null, null, i.currency, s.sign * p.amount
    from invoice_payment p join invoice i on i.id = p.invoice_id
        cross join (values (1, 'cash', 1), (2, 'receivables', -1)) s (rank, account, sign)
    union all
    select 'write_off', w.invoice_id, i.billing_entity_id, w.booked_on, s.rank, s.account,
        i.customer_id, i.id, null, null, null, null, null, null, i.currency, s.sign * w.amount
    from invoice_write_off w join invoice i on i.id = w.invoice_id
        cross join (values (1, 'write_off', 1), (2, 'receivables', -1)) s (rank, account, sign);

-- What there is already is posted now, by the same rule.
with rule as materialized (
        select r.*, row_number() over (partition by kind, source
            order by rank, line, tax_code, tax_rate, revenue_period, account) as position
        from ledger_rule r),
    posted as (
        insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
        select billing_entity_id, kind, source, booked_on, count(*) from rule
        group by billing_entity_id, kind, source, booked_on order by booked_on, kind, source
        returning id, kind, source)
insert into ledger_entry (ledger_transaction_id, position, account, customer_id, invoice_id, line, charge, service,
    tax_code, tax_rate, revenue_period, currency, amount)
select p.id, r.position, r.account, r.customer_id, r.invoice_id, r.line, r.charge, r.service, r.tax_code, r.tax_rate,
    r.revenue_period, r.currency, r.amount
from rule r join posted p on p.kind = r.kind and p.source = r.source;

grant select on ledger_account, ledger_account_number, ledger_transaction, ledger_entry, ledger_rule, invoice_payment,
    invoice_write_off, credit_note, credit_note_line, credit_note_tax
    to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert, update on ledger_account_number to ch_finance, ch_admin;
-- No right to give who or when: nobody posts in another's name. An admin tops up wallets, which is posted.
grant insert (billing_entity_id, kind, source, month, booked_on, entries) on ledger_transaction
    to ch_finance, ch_admin, ch_gateway;
grant insert on ledger_entry to ch_finance, ch_admin, ch_gateway;
grant insert (invoice_id, amount, received_on, reference, at) on invoice_payment to ch_finance, ch_gateway;
grant insert (invoice_id, amount, reason, booked_on, at) on invoice_write_off to ch_finance;
grant insert (billing_entity_id, customer_id, invoice_id, number, reason, currency, net, tax, total, to_receivable,
    to_wallet, issued_on, reference, at) on credit_note to ch_finance, ch_gateway;
grant insert on credit_note_line, credit_note_tax to ch_finance, ch_gateway;

do $$
declare
    guarded text;
begin
    foreach guarded in array array['invoice_payment', 'invoice_write_off', 'credit_note', 'credit_note_line',
        'credit_note_tax']
    loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
    end loop;
end $$;
create policy own on credit_note for select to ch_customer using (customer_id = confined_customer());
-- Within these conditions the policies above hold again: what is seen of a part follows from its whole.
create policy own on credit_note_line for select to ch_customer
    using (exists (select from credit_note n where n.id = credit_note_id));
create policy own on credit_note_tax for select to ch_customer
    using (exists (select from credit_note n where n.id = credit_note_id));
create policy own on invoice_payment for select to ch_customer
    using (exists (select from invoice i where i.id = invoice_id));
grant select on credit_note, credit_note_line, credit_note_tax, invoice_payment to ch_customer;
