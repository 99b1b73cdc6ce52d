-- Parts of a numbered invoice stay as they are. A run adds hundreds of lines with one statement, so what is added is
-- looked at once a statement; changes and removals, which are rare, still one by one.
create function invoice_parts_added() returns trigger language plpgsql as $$
declare
    final_number text;
begin
    select i.number into final_number from invoice i
        where i.number is not null and i.id in (select invoice_id from added) limit 1;
    if final_number is not null then
        raise exception 'invoice % is final and cannot change', final_number using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

do $$
declare
    part text;
begin
    foreach part in array array['invoice_line', 'invoice_tax', 'invoice_input'] loop
        execute format('drop trigger %I on %I', part || '_guard', part);
        execute format('create trigger %I before update or delete on %I for each row execute function invoice_part_guard()',
            part || '_guard', part);
        execute format('create trigger %I after insert on %I referencing new table as added for each statement'
            ' execute function invoice_parts_added()', part || '_added', part);
    end loop;
end $$;
