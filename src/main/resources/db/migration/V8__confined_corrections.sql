-- A customer's token sees its usage as it counts, corrections included.
alter table usage_superseded enable row level security;
create policy staff on usage_superseded to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
create policy own on usage_superseded for select to ch_customer using (customer_id = confined_customer());

grant select on usage_superseded, usage_effective, usage_daily, usage_monthly to ch_customer;
