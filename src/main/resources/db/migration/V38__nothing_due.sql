-- When invoices of a customer are due: days after their issue. Null: as the seller has it.
alter table customer add column payment_terms_days int check (payment_terms_days between 0 and 365);
grant update (payment_terms_days) on customer to ch_gateway;

-- As before; and an invoice that asked for no payment is paid from its issue on, by nobody, and may become void.
create or replace function invoice_guard() returns trigger language plpgsql as $$
declare
    collector text;
    changed invoice;
begin
    if tg_op = 'UPDATE' and new.status <> old.status and (old.status, new.status) not in (
            ('draft', 'in_review'), ('draft', 'approved'), ('draft', 'final'), ('draft', 'void'),
            ('draft', 'collected'), ('collected', 'void'),
            ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'void'),
            ('approved', 'draft'), ('approved', 'in_review'), ('approved', 'final'), ('approved', 'void'),
            ('final', 'sent'), ('final', 'paid'), ('final', 'overdue'), ('final', 'void'), ('final', 'uncollectible'),
            ('sent', 'paid'), ('sent', 'overdue'), ('sent', 'void'), ('sent', 'uncollectible'),
            ('overdue', 'paid'), ('overdue', 'void'), ('overdue', 'uncollectible'))
        and not (old.status = 'paid' and new.status = 'void' and old.due <= 0) then
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
            new.purchase_order, new.note, new.books_currency, new.exchange_rate, new.exchange_rate_day,
            new.exchange_rate_source)
           is distinct from
           (old.number, old.billing_entity_id, old.customer_id, old.subscription_id, old.plan_version_id, old.kind,
            old.period_from, old.period_to, old.currency, old.subtotal, old.discounts, old.credits, old.net, old.tax,
            old.total, old.prepaid, old.due, old.finalised_at, old.finalised_by, old.issued_on, old.due_on,
            old.purchase_order, old.note, old.books_currency, old.exchange_rate, old.exchange_rate_day,
            old.exchange_rate_source) then
            raise exception 'invoice % is final and cannot change', old.number using errcode = 'restrict_violation';
        end if;
        if new.status = 'void' and old.status <> 'void' and (
                exists (select from credit_note where invoice_id = old.id)
                or exists (select from invoice_payment where invoice_id = old.id)) then
            raise exception 'invoice % has payments or credit notes and cannot be void', old.number
                using errcode = 'restrict_violation';
        end if;
    end if;
    if old.collected_by is not null then
        select number into collector from invoice where id = old.collected_by;
        if collector is not null then
            if tg_op = 'DELETE' then
                raise exception 'invoice % is final and cannot be deleted', collector using errcode = 'restrict_violation';
            end if;
            changed := old;
            changed.status := new.status;
            changed.revision := new.revision;
            if new is distinct from changed then
                raise exception 'invoice % is final and cannot change', collector using errcode = 'restrict_violation';
            end if;
        end if;
    end if;
    return coalesce(new, old);
end $$;

-- Invoices of before that ask for no payment.
with settled as (
    update invoice i set status = 'paid', revision = i.revision + 1
    from (select id, status from invoice where status in ('final', 'sent', 'overdue') and due <= 0) o
    where i.id = o.id and not exists (select from ledger_entry e where e.invoice_id = i.id and e.account = 'receivables'
        group by e.invoice_id having sum(e.amount) <> 0)
    returning i.id, o.status)
insert into invoice_transition (invoice_id, from_status, to_status, at, reason)
    select id, status, 'paid', now(), 'nothing due' from settled order by id;
