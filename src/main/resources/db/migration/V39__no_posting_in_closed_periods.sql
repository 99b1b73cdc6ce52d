-- A period that finance has closed keeps its figures: nothing is booked on a day of it any more, whatever it is and whoever
-- asks. Drafts, final invoices, changes and payments were refused before (V13, V35); this is the ledger itself.

-- The day itself, or the first one after it that no closed period holds.
create function first_open_day(of_day date) returns date language plpgsql stable as $$
declare
    open_day date := of_day;
    closed_until date;
begin
    loop
        select max(l.period_to) into closed_until from period_lock l
            where l.reopened_at is null and open_day >= l.period_from and open_day < l.period_to;
        if closed_until is null then
            return open_day;
        end if;
        open_day := closed_until;
    end loop;
end $$;

-- Whoever posts holds the lock together with others, whoever closes a period holds it alone. Looked at once a statement:
-- a thousand invoices are posted by one.
create function ledger_transaction_locked() returns trigger language plpgsql as $$
declare
    closed record;
begin
    perform pg_advisory_xact_lock_shared(hashtext('countinghouse.period_lock'));
    select l.period_from, l.period_to, a.booked_on into closed
        from (select distinct booked_on from added) a
            join period_lock l on l.reopened_at is null and a.booked_on >= l.period_from and a.booked_on < l.period_to
        order by a.booked_on limit 1;
    if found then
        raise exception 'period %/% is locked: nothing can be booked on %, the first open day is %', closed.period_from,
            closed.period_to, closed.booked_on, first_open_day(closed.booked_on) using errcode = 'CH001';
    end if;
    return null;
end $$;
create trigger ledger_transaction_locked after insert on ledger_transaction referencing new table as added
    for each statement execute function ledger_transaction_locked();
