-- A customer that somebody else pays for sees what its own part of an invoice for several came to and whether it is billed:
-- nothing of the invoice itself. The view reads the invoice as its owner, for the one customer that the transaction names.
create view own_part with (security_barrier = true) as
    select p.id, p.subscription_id, p.kind, p.plan_version_id, p.period_from, p.period_to, p.currency, p.subtotal,
        p.discounts, p.credits, p.net, p.prepaid, p.created_at,
        case when p.status = 'void' then 'void' when c.number is null then 'draft' else 'billed' end as state
    from invoice p join invoice c on c.id = p.collected_by
    where p.used_by = confined_customer() and p.customer_id <> p.used_by;
grant select on own_part to ch_customer;
