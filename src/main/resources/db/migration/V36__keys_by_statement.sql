-- Rows that come by thousands: a run adds eight parts to an invoice and posts eight entries, and foreign keys would ask for
-- their invoice, transaction, account and customer once a row, which was half of all that a run costs (ADR 21). What the keys
-- promise is looked at once a statement instead, with the same locks: no part without its invoice, none left when a draft is
-- deleted, no entry without what it refers to.
alter table invoice_line drop constraint invoice_line_invoice_id_fkey;
alter table invoice_tax drop constraint invoice_tax_invoice_id_fkey;
alter table invoice_input drop constraint invoice_input_invoice_id_fkey;
alter table ledger_entry
    drop constraint ledger_entry_ledger_transaction_id_fkey,
    drop constraint ledger_entry_account_fkey,
    drop constraint ledger_entry_customer_id_fkey,
    drop constraint ledger_entry_invoice_id_fkey;

-- As before; and the invoice of each part is there, and stays until the end of the transaction. Like a foreign key it does not
-- ask for the rights of who adds the part.
create or replace function invoice_parts_added() returns trigger language plpgsql security definer as $$
declare
    wanted       bigint[] := array(select distinct invoice_id from added order by 1);
    missing      bigint;
    final_number text;
begin
    perform from invoice where id = any (wanted) order by id for key share;
    select w.id into missing from unnest(wanted) w (id) where not exists (select from invoice i where i.id = w.id) limit 1;
    if found then
        raise exception 'there is no invoice %', missing using errcode = 'foreign_key_violation', table = tg_table_name;
    end if;
    select coalesce(i.number, c.number) into final_number from invoice i left join invoice c on c.id = i.collected_by
        where coalesce(i.number, c.number) is not null and i.id = any (wanted) limit 1;
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- A part stays with its invoice, and an invoice keeps the id that its parts and entries know.
create function key_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the key of % is kept', replace(tg_table_name, '_', ' ') using errcode = 'restrict_violation';
end $$;
create trigger invoice_key before update of id on invoice for each statement execute function key_kept();
create trigger invoice_line_key before update of invoice_id on invoice_line for each statement execute function key_kept();
create trigger invoice_tax_key before update of invoice_id on invoice_tax for each statement execute function key_kept();
create trigger invoice_input_key before update of invoice_id on invoice_input for each statement execute function key_kept();

create function invoice_gone() returns trigger language plpgsql security definer as $$
begin
    delete from invoice_line where invoice_id in (select id from gone);
    delete from invoice_tax where invoice_id in (select id from gone);
    delete from invoice_input where invoice_id in (select id from gone);
    return null;
end $$;
create trigger invoice_gone after delete on invoice referencing old table as gone
    for each statement execute function invoice_gone();

-- As before; and what the entries refer to is there. It stays: what is in the ledger is only ever added to, invoices with
-- entries have numbers and are not deleted, and customers with entries have the invoices, credits or wallets they are of.
create or replace function ledger_entry_balanced() returns trigger language plpgsql security definer as $$
declare
    wrong bigint;
begin
    select ledger_transaction_id into wrong from added group by ledger_transaction_id, currency
        having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'ledger transaction % does not balance', wrong using errcode = 'restrict_violation';
    end if;
    select a.ledger_transaction_id into wrong
        from (select ledger_transaction_id, count(*) as entries, min(position) as first, max(position) as last
            from added group by 1) a left join ledger_transaction t on t.id = a.ledger_transaction_id
        where t.id is null or a.entries <> t.entries or a.first <> 1 or a.last <> t.entries limit 1;
    if found then
        raise exception 'ledger transaction % has other entries than it announced', wrong
            using errcode = 'restrict_violation';
    end if;
    if exists (select from (select distinct account from added) a
            where not exists (select from ledger_account l where l.code = a.account))
        or exists (select from (select distinct customer_id from added) a
            where not exists (select from customer c where c.id = a.customer_id))
        or exists (select from (select distinct invoice_id from added where invoice_id is not null) a
            where not exists (select from invoice i where i.id = a.invoice_id)) then
        raise exception 'a ledger entry refers to what is not there' using errcode = 'foreign_key_violation',
            table = tg_table_name;
    end if;
    return null;
end $$;
create trigger ledger_account_kept before delete or update of code or truncate on ledger_account
    for each statement execute function append_only();

do $$
declare
    definer text;
begin
    foreach definer in array array['invoice_parts_added', 'invoice_gone', 'ledger_entry_balanced'] loop
        execute format('alter function %I() set search_path = %I, pg_catalog, pg_temp', definer, current_schema());
        execute format('revoke all on function %I() from public', definer);
    end loop;
end $$;
