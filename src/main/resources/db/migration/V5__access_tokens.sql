-- Access tokens of the gateway, and the confinement of a customer's token to that customer's rows.

-- The token itself is never stored: it is signed, and this row says whether it still holds.
create table access_token (
    id           uuid        primary key,
    name         text        not null check (name <> ''),
    scopes       text[]      not null check (cardinality(scopes) > 0),
    customer_id  bigint      references customer, -- null: not confined to one customer
    issued_at    timestamptz not null,
    issued_by    text        not null default session_user,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    last_used_at timestamptz, -- to the minute
    check (expires_at > issued_at)
);

grant select on access_token to ch_admin, ch_auditor, ch_gateway;
grant insert on access_token to ch_admin;
grant update (revoked_at, last_used_at) on access_token to ch_admin;
grant update (last_used_at) on access_token to ch_gateway;

-- The gateway moves a customer to another plan. Locking the customer's row needs a right to change one column of it.
grant insert, update on subscription to ch_gateway;
grant update (revision) on customer to ch_gateway;

-- Whose rows the role ch_customer sees: the customer that the transaction names. Unset, that is nobody.
create function confined_customer() returns bigint language sql stable parallel safe as
    $$ select nullif(current_setting('countinghouse.customer', true), '')::bigint $$;

-- Staff see every row, as before; only what they may do with a table is theirs to differ by. The condition is a
-- constant, so it costs nothing and keeps every index in use.
do $$
declare
    guarded text;
begin
    foreach guarded in array array['customer', 'subscription', 'usage_event', 'usage_key', 'usage_rollup', 'invoice',
        'invoice_line', 'invoice_tax', 'plan', 'plan_version', 'import_batch', 'access_token']
    loop
        execute format('alter table %I enable row level security', guarded);
        execute format('create policy staff on %I to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway'
            ' using (true) with check (true)', guarded);
    end loop;
end $$;

create policy own on customer for select to ch_customer using (id = confined_customer());
create policy own on subscription for select to ch_customer using (customer_id = confined_customer());
create policy own on usage_event for select to ch_customer using (customer_id = confined_customer());
create policy own on usage_rollup for select to ch_customer using (customer_id = confined_customer());
create policy own on invoice for select to ch_customer using (customer_id = confined_customer());
-- Within these conditions the policies above hold again: what is seen of a part follows from its whole.
create policy own on invoice_line for select to ch_customer
    using (exists (select from invoice i where i.id = invoice_id));
create policy own on invoice_tax for select to ch_customer
    using (exists (select from invoice i where i.id = invoice_id));
create policy own on plan_version for select to ch_customer
    using (exists (select from subscription s where s.plan_version_id = plan_version.id));
create policy own on plan for select to ch_customer
    using (exists (select from plan_version v where v.plan_id = plan.id));
-- Names of files are the house's own business.
create policy nobody on import_batch for select to ch_customer using (false);

grant select on meter, plan, plan_version, billing_entity, customer, subscription, usage_event, usage_rollup, invoice,
    invoice_line, invoice_tax, import_batch to ch_customer;
