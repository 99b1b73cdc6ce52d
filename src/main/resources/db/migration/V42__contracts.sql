-- Problems of a draft that a person has looked at and lets go; only as long as they are the ones that it has.
alter table invoice add column accepted_problems jsonb;

create function accepted_problems_guard() returns trigger language plpgsql as $$
begin
    raise exception 'invoice % is final and cannot change', old.number using errcode = 'restrict_violation';
end $$;
create trigger accepted_problems_guard before update of accepted_problems on invoice
    for each row when (old.number is not null and new.accepted_problems is distinct from old.accepted_problems)
    execute function accepted_problems_guard();

-- A quantity or a price of an add-on names the add-on's version; without one it is the plan's own.
alter table subscription_change drop constraint subscription_change_check;
alter table subscription_change add constraint subscription_change_version check (
    case when kind in ('plan', 'add_on', 'remove_add_on') then plan_version_id is not null
        when kind in ('quantity', 'price') then true else plan_version_id is null end);
