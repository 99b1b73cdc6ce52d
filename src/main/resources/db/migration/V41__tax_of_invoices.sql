-- The country by whose rules an invoice was taxed, as the customer was when it became final: its tax report stays as it is
-- whatever becomes of the customer. Null: the country was not known.
alter table invoice add column tax_country text;

-- A draft whose taxes were worked out before something that decides on them changed: before it becomes final they are
-- compared. Whoever sets taxes need not be one who may change invoices. The revisions move, as in V34: a run drafts only
-- what it has read as it is, and rating a draft again at the same time is refused rather than believed.
alter table invoice add column tax_doubt boolean not null default false;

-- Drafts of before may have a category's rate beside the general one.
alter table invoice disable trigger user;
update invoice i set tax_country = trim(c.country) from customer c
    where c.id = i.customer_id and i.number is not null and c.country is not null;
update invoice set tax_doubt = true where number is null and status in ('draft', 'in_review', 'approved');
alter table invoice enable trigger user;

create function invoice_tax_country_kept() returns trigger language plpgsql as $$
begin
    raise exception 'invoice % keeps the country by which it was taxed', old.number using errcode = 'restrict_violation';
end $$;
create trigger invoice_tax_country_kept before update of tax_country on invoice for each row
    when (old.number is not null and old.tax_country is distinct from new.tax_country)
    execute function invoice_tax_country_kept();

-- No tax is on the line, not even one of nothing with a reason. Null: of before, when an invoice without any tax tells it.
alter table invoice_line add column untaxed boolean;

-- In which the seller's days begin: those on invoices, credit notes and entries in its books.
alter table billing_entity add column time_zone text not null default 'UTC'
    check (time_zone ~ '^[A-Za-z][A-Za-z0-9_+/-]*$' and (timestamptz '2000-01-01 00:00Z' at time zone time_zone) is not null);

create function doubt_taxes(payers bigint[]) returns void language plpgsql security definer as $$
begin
    update subscription set revision = revision + 1 where id in (
        select s.id from subscription s join customer c on c.id = s.customer_id
        where coalesce(c.payer_id, c.id) = any (payers) and s.due_at <> 'infinity'
        order by s.id for no key update of s);
    update invoice set tax_doubt = true, revision = revision + 1
    where customer_id = any (payers) and number is null and status in ('draft', 'in_review', 'approved') and not tax_doubt;
end $$;

create function customer_doubts_taxes() returns trigger language plpgsql security definer as $$
begin
    perform doubt_taxes(array[new.id]);
    return null;
end $$;
create trigger customer_doubts_taxes after update of country, tax_id on customer for each row
    when (old.country is distinct from new.country or old.tax_id is distinct from new.tax_id)
    execute function customer_doubts_taxes();

create function treatment_doubts_taxes() returns trigger language plpgsql security definer as $$
begin
    perform doubt_taxes(array[new.customer_id]);
    return null;
end $$;
create trigger treatment_doubts_taxes after insert on customer_tax for each row execute function treatment_doubts_taxes();

-- Only a register that says otherwise than before of the same number.
create function answer_doubts_taxes() returns trigger language plpgsql security definer as $$
begin
    if (new.answer = 'invalid') is distinct from coalesce((select k.answer = 'invalid' from tax_number_check k
            where k.customer_id = new.customer_id and k.tax_id = new.tax_id and k.answer <> 'unavailable' and k.id < new.id
            order by k.id desc limit 1), false) then
        perform doubt_taxes(array[new.customer_id]);
    end if;
    return null;
end $$;
create trigger answer_doubts_taxes after insert on tax_number_check for each row
    when (new.answer <> 'unavailable') execute function answer_doubts_taxes();

create function rate_doubts_taxes() returns trigger language plpgsql security definer as $$
begin
    perform doubt_taxes(array(select id from customer
        where billing_entity_id = new.billing_entity_id and country = new.country));
    return null;
end $$;
create trigger rate_doubts_taxes after insert on tax_rate for each row execute function rate_doubts_taxes();

create function seller_doubts_taxes() returns trigger language plpgsql security definer as $$
begin
    perform doubt_taxes(array(select id from customer where billing_entity_id = new.id));
    return null;
end $$;
create trigger seller_doubts_taxes after update of country on billing_entity for each row
    when (old.country is distinct from new.country) execute function seller_doubts_taxes();

do $$
declare
    routine text;
begin
    foreach routine in array array['doubt_taxes(bigint[])', 'customer_doubts_taxes()', 'treatment_doubts_taxes()',
            'answer_doubts_taxes()', 'rate_doubts_taxes()', 'seller_doubts_taxes()'] loop
        execute format('alter function %s set search_path = %I, pg_catalog, pg_temp', routine, current_schema());
        execute format('revoke all on function %s from public', routine);
    end loop;
end $$;
