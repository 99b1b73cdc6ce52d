-- An invoice that is void or thrown away opens its period again: a billing run that has read the subscription before
-- finds another revision and reads it again.
create function invoice_opens_period() returns trigger language plpgsql as $$
begin
    if old.subscription_id is not null and (tg_op = 'DELETE' or (new.status = 'void' and old.status <> 'void')) then
        update subscription set revision = revision + 1 where id = old.subscription_id;
    end if;
    return coalesce(new, old);
end $$;
create trigger invoice_opens_period before update of status or delete on invoice
    for each row execute function invoice_opens_period();

-- So does a credit note, whose fees are not given back once more.
create function credit_note_counts() returns trigger language plpgsql as $$
begin
    update subscription s set revision = s.revision + 1 from invoice i
        where i.id = new.invoice_id and s.id = i.subscription_id;
    return new;
end $$;
create trigger credit_note_counts after insert on credit_note for each row execute function credit_note_counts();

-- What an invoice gives back beyond what it bills goes to the wallet of who pays it, and is taken from there again when
-- the invoice becomes void.
alter table wallet_entry add column invoice_id bigint references invoice;
alter table wallet_entry drop constraint wallet_entry_kind_check;
alter table wallet_entry add constraint wallet_entry_kind_check
    check (kind in ('top_up', 'usage', 'refund', 'credit_note', 'invoice'));
alter table wallet_entry add constraint wallet_entry_of_invoice check ((kind = 'invoice') = (invoice_id is not null));
create unique index wallet_entry_invoice on wallet_entry (invoice_id, (amount > 0)) where invoice_id is not null;

-- The rule as it is; and these entries stand against what the invoice owes.
do $$
declare
    rule text := rtrim(pg_get_viewdef('ledger_rule'::regclass), E'; \n');
    others constant text := $q$w.kind <> 'credit_note'::text$q$;
begin
    if (length(rule) - length(replace(rule, others, ''))) / length(others) <> 2 then
        raise exception 'the rule of the ledger has no entries of wallets';
    end if;
    execute 'create or replace view ledger_rule with (security_invoker = true) as '
        || replace(rule, others, others || $q$ and w.kind <> 'invoice'::text$q$) || $q$
        union all
        select 'wallet', w.id, i.billing_entity_id, (w.at at time zone 'UTC')::date, s.rank, s.account, w.customer_id,
            s.invoice_id, null, null, null, null, null, null, w.currency, s.amount
        from wallet_entry w join invoice i on i.id = w.invoice_id
            cross join lateral (values (1, 'receivables', i.id, w.amount), (2, 'prepaid_wallet', null, -w.amount))
                s (rank, account, invoice_id, amount)$q$;
end $$;

-- As before; and an invoice that gave something back owes nothing, but what it billed can be credited.
create or replace function invoice_settled() returns trigger language plpgsql as $$
declare
    wrong text;
begin
    select i.number into wrong
        from (select distinct invoice_id from added) a join invoice i on i.id = a.invoice_id
        where greatest(i.due, 0) < coalesce((select sum(amount) from invoice_payment p where p.invoice_id = i.id), 0)
                + coalesce((select sum(to_receivable) from credit_note n where n.invoice_id = i.id), 0)
                + coalesce((select amount from invoice_write_off w where w.invoice_id = i.id), 0)
            or i.total < (select sum(total) from credit_note n where n.invoice_id = i.id)
        limit 1;
    if found then
        raise exception 'more than invoice % comes to', wrong using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- Invoices of before.
do $$
declare
    open record;
    entry bigint;
begin
    for open in select i.id, i.customer_id, i.currency, -sum(e.amount) as amount
        from invoice i join ledger_entry e on e.invoice_id = i.id and e.account = 'receivables'
        where i.due < 0 and i.number is not null and i.status <> 'void'
        group by i.id, i.customer_id, i.currency having sum(e.amount) < 0 order by i.id
    loop
        insert into wallet (customer_id, currency, balance) values (open.customer_id, open.currency, open.amount)
            on conflict (customer_id, currency) do update set balance = wallet.balance + excluded.balance;
        insert into wallet_entry (customer_id, currency, kind, amount, balance, invoice_id, at)
            select customer_id, currency, 'invoice', open.amount, balance, open.id, now() from wallet
            where customer_id = open.customer_id and currency = open.currency returning id into entry;
        with posted as (
            insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries)
            select billing_entity_id, kind, source, booked_on, count(*) from ledger_rule
            where kind = 'wallet' and source = entry group by 1, 2, 3, 4 returning id, source)
        insert into ledger_entry (ledger_transaction_id, position, account, customer_id, invoice_id, currency, amount)
            select p.id, r.rank, r.account, r.customer_id, r.invoice_id, r.currency, r.amount
            from posted p join ledger_rule r on r.kind = 'wallet' and r.source = p.source;
    end loop;
end $$;
