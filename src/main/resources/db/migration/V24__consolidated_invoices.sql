-- One invoice for several subscriptions: their drafts become its parts. A part keeps its row, with what it was rated from,
-- its bounds and the fees that it bills ahead; it has no number, is not posted, and is void when its invoice is.

alter table customer add column one_invoice boolean not null default false; -- of who pays

alter table invoice add column collected_by bigint references invoice on delete cascade; -- the invoice that it is part of
alter table invoice add column section int; -- its place there, from one
create index invoice_collected on invoice (collected_by, section) where collected_by is not null;

alter table invoice drop constraint invoice_one_off;
alter table invoice add constraint invoice_of check ((kind in ('one_off', 'consolidated')) = (subscription_id is null)
    and (subscription_id is null) = (plan_version_id is null));
alter table invoice drop constraint invoice_status_check;
alter table invoice add constraint invoice_status_check check (status in ('draft', 'in_review', 'approved', 'final', 'sent',
    'paid', 'overdue', 'void', 'uncollectible', 'collected'));
alter table invoice drop constraint invoice_check4;
alter table invoice add constraint invoice_numbered check (
    (number is null) = (status in ('draft', 'in_review', 'approved', 'collected')) or status = 'void');
alter table invoice add constraint invoice_collected check ((collected_by is null) = (section is null)
    and case when collected_by is null then status <> 'collected'
        else status in ('collected', 'void') and number is null and kind <> 'consolidated' end);

-- A part goes to an open invoice of the same payer, seller and currency, and stays there.
create function invoice_collecting() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.collected_by is not null and new.collected_by is distinct from old.collected_by then
            raise exception 'invoice % keeps its part %', old.collected_by, old.id using errcode = 'restrict_violation';
        end if;
    end if;
    if not exists (select from invoice c where c.id = new.collected_by and c.kind = 'consolidated' and c.number is null
            and c.status = 'draft' and c.customer_id = new.customer_id and c.billing_entity_id = new.billing_entity_id
            and c.currency = new.currency) then
        raise exception 'invoice % takes no part', new.collected_by using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger invoice_collecting before insert on invoice
    for each row when (new.collected_by is not null) execute function invoice_collecting();
create trigger invoice_collecting_later before update of collected_by on invoice
    for each row when (new.collected_by is distinct from old.collected_by) execute function invoice_collecting();

-- Parts are void with their invoice, and so are due again; never alone.
create function invoice_parts_void() returns trigger language plpgsql as $$
begin
    if new.kind = 'consolidated' then
        update invoice set status = 'void', revision = revision + 1 where collected_by = new.id and status <> 'void';
    elsif new.collected_by is not null
            and exists (select from invoice c where c.id = new.collected_by and c.status <> 'void') then
        raise exception 'invoice % keeps its part %', new.collected_by, new.id using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger invoice_parts_void after update of status on invoice
    for each row when (new.status = 'void' and old.status <> 'void'
        and (new.kind = 'consolidated' or new.collected_by is not null)) execute function invoice_parts_void();

-- What is credited of an invoice may be a fee of one of its parts: a run that has read the subscription reads it again.
create function credit_note_of_parts() returns trigger language plpgsql as $$
begin
    update subscription s set revision = s.revision + 1 from invoice p
        where p.collected_by = new.invoice_id and s.id = p.subscription_id;
    return null;
end $$;
create trigger credit_note_of_parts after insert on credit_note for each row execute function credit_note_of_parts();

-- As before, for parts too: those of a numbered invoice keep their figures.
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

create or replace function invoice_part_guard() returns trigger language plpgsql as $$
declare
    final_number text;
begin
    select coalesce(i.number, c.number) into final_number from invoice i left join invoice c on c.id = i.collected_by
        where i.id = coalesce(new.invoice_id, old.invoice_id);
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end $$;

create or replace function invoice_parts_added() returns trigger language plpgsql as $$
declare
    final_number text;
begin
    select coalesce(i.number, c.number) into final_number from invoice i left join invoice c on c.id = i.collected_by
        where coalesce(i.number, c.number) is not null and i.id in (select invoice_id from added) limit 1;
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- As before; and an invoice of several periods becomes final when none of them is locked.
create or replace function invoice_period() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.starts_at is null or new.ends_at is null then
            select new.period_from::timestamp at time zone s.time_zone, new.period_to::timestamp at time zone s.time_zone
                into new.starts_at, new.ends_at from subscription s where s.id = new.subscription_id;
        end if;
        if new.kind in ('regular', 'one_off') then
            perform refuse_locked(new.period_to - 1, 'no invoice can be made in it');
        end if;
        return new;
    end if;
    if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
        raise exception 'invoice % keeps its period', old.id using errcode = 'restrict_violation';
    end if;
    if old.number is null and new.number is not null then
        if new.kind in ('regular', 'one_off') then
            perform refuse_locked(new.period_to - 1, 'no invoice can become final in it');
        elsif new.kind = 'consolidated' then
            perform refuse_locked(p.period_to - 1, 'no invoice can become final in it')
                from invoice p where p.collected_by = new.id and p.kind = 'regular';
        end if;
    end if;
    return new;
end $$;

-- As before; and it names the invoice that a person knows.
create or replace function subscription_change_guard() returns trigger language plpgsql as $$
declare
    changed subscription;
    billed invoice;
begin
    update subscription set revision = revision + 1, due_at = '-infinity' where id = new.subscription_id
        returning * into changed;
    if new.effective_on < changed.starts_on then
        raise exception 'a change cannot begin before its subscription' using errcode = 'CH002';
    end if;
    select * into billed from invoice i where i.subscription_id = new.subscription_id and i.status <> 'void'
        and i.kind = 'regular' and i.ends_at > new.effective_on::timestamp at time zone changed.time_zone
        order by i.starts_at limit 1;
    if found then
        raise exception 'invoice % covers % to %', coalesce(billed.collected_by, billed.id), billed.period_from, billed.period_to using errcode = 'CH002';
    end if;
    perform refuse_locked(new.effective_on, 'no change can begin in it');
    if tg_op = 'INSERT' then
        if new.undone_at is not null then
            raise exception 'a change begins undone by nobody' using errcode = 'restrict_violation';
        end if;
        new.made_by := session_user;
        return new;
    end if;
    if old.undone_at is not null or new.undone_at is null
       or (new.subscription_id, new.kind, new.effective_on, new.plan_version_id, new.item, new.quantity, new.price,
           new.credit, new.migration, new.reason, new.at, new.made_by)
          is distinct from
          (old.subscription_id, old.kind, old.effective_on, old.plan_version_id, old.item, old.quantity, old.price,
           old.credit, old.migration, old.reason, old.at, old.made_by) then
        raise exception 'a change is undone once and otherwise stays as it is' using errcode = 'restrict_violation';
    end if;
    new.undone_by := session_user;
    return new;
end $$;
