-- Roles and the schema, before the first migration and again before every later one: each step does nothing when it
-- was done before. Roles belong to the whole server, so another database may have made them a moment ago.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['ch_owner', 'ch_analyst', 'ch_finance', 'ch_admin', 'ch_auditor', 'ch_gateway',
        'ch_customer', 'ch_staff']
    loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end $$;

-- ch_staff is what an owner's or superuser's sign-in works as, once the schema is up to date.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['ch_admin', 'ch_finance', 'ch_analyst', 'ch_customer']
    loop
        if not exists (select from pg_auth_members m
                join pg_roles g on g.oid = m.roleid
                join pg_roles r on r.oid = m.member
                where g.rolname = wanted and r.rolname = 'ch_staff') then
            execute format('grant %I to ch_staff', wanted);
        end if;
    end loop;
    -- The gateway turns into ch_customer to answer a customer's token.
    if not exists (select from pg_auth_members m
            join pg_roles g on g.oid = m.roleid
            join pg_roles r on r.oid = m.member
            where g.rolname = 'ch_customer' and r.rolname = 'ch_gateway') then
        grant ch_customer to ch_gateway;
    end if;
    foreach wanted in array array['ch_owner', 'ch_staff']
    loop
        if not pg_has_role(current_user, wanted, 'member')
                or (current_setting('server_version_num')::int >= 160000
                    and not (select rolsuper from pg_roles where rolname = current_user)
                    and not pg_has_role(current_user, wanted, 'set')) then
            execute format('grant %I to current_user', wanted);
        end if;
    end loop;
end $$;

do $$
begin
    if not exists (select from pg_namespace where nspname = 'countinghouse') then
        create schema countinghouse authorization ch_owner;
    end if;
end $$;
