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
