-- Who billed whom, as it was when the invoice became final: a customer that moves, or a seller that takes another name, does
-- not change what was issued.

-- What documents need of a seller and of a customer.
create function party(e billing_entity) returns jsonb language sql stable parallel safe as $$
    select jsonb_build_object('code', e.code, 'name', e.name, 'address', e.address, 'country', e.country,
        'tax_id', e.tax_id, 'email', e.email, 'bank_details', e.bank_details, 'payment_terms_days', e.payment_terms_days)
$$;
create function party(c customer) returns jsonb language sql stable parallel safe as $$
    select jsonb_build_object('external_id', c.external_id, 'name', c.name, 'address', c.address, 'country', c.country,
        'tax_id', c.tax_id, 'email', c.email, 'language', c.language)
$$;

-- Of other customers an invoice names whose usage it bills: its own, or those of its parts. By their ids.
create function named_users(i invoice) returns jsonb language sql stable as $$
    select jsonb_object_agg(u.id, jsonb_build_object('external_id', u.external_id, 'name', u.name))
    from (select i.used_by as id union select p.used_by from invoice p where p.collected_by = i.id) w
        join customer u on u.id = w.id
    where w.id <> i.customer_id
$$;

-- Beside the invoice, because only who pays it may read who that is.
create table invoice_parties (
    invoice_id  bigint primary key, -- of a numbered invoice, which is never deleted
    customer_id bigint not null, -- who pays; never deleted either
    seller      jsonb  not null,
    buyer       jsonb  not null,
    users       jsonb  -- other customers that it names; null: none
);

-- Nobody writes them: the statement that gives invoices their numbers keeps them, whoever runs it.
create function keep_parties() returns trigger language plpgsql security definer as $$
begin
    insert into invoice_parties (invoice_id, customer_id, seller, buyer, users)
        select i.id, i.customer_id, party(e), party(c),
            case when i.kind = 'consolidated' or i.used_by <> i.customer_id then named_users(i) end
        from after_it a join before_it b on b.id = a.id join invoice i on i.id = a.id
            join billing_entity e on e.id = i.billing_entity_id join customer c on c.id = i.customer_id
        where b.number is null and a.number is not null;
    return null;
end $$;
do $$ begin
    execute format('alter function keep_parties() set search_path = %I, pg_catalog, pg_temp', current_schema());
end $$;
revoke all on function keep_parties() from public;
create trigger invoice_keeps_parties after update on invoice
    referencing old table as before_it new table as after_it for each statement execute function keep_parties();

-- What was issued before is kept as it is known now.
insert into invoice_parties (invoice_id, customer_id, seller, buyer, users)
    select i.id, i.customer_id, party(e), party(c),
        case when i.kind = 'consolidated' or i.used_by <> i.customer_id then named_users(i) end
    from invoice i join billing_entity e on e.id = i.billing_entity_id join customer c on c.id = i.customer_id
    where i.number is not null;

create function invoice_parties_guard() returns trigger language plpgsql as $$
begin
    raise exception 'a final invoice keeps its parties' using errcode = 'restrict_violation';
end $$;
create trigger invoice_parties_guard before update or delete or truncate on invoice_parties
    for each statement execute function invoice_parties_guard();

grant select on invoice_parties to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway, ch_customer;
alter table invoice_parties enable row level security;
create policy staff on invoice_parties to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on invoice_parties for select to ch_customer using (customer_id = confined_customer());
