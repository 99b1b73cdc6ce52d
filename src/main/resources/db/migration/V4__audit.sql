-- Who did what and when. Written by everybody who works, changed by nobody; who and when are the database's own words.

create table audit_entry (
    id        bigint generated always as identity primary key,
    at        timestamptz not null default clock_timestamp(),
    who       text        not null default session_user,
    work_role text        not null default current_user,
    action    text        not null check (action <> ''),
    subject   text        not null,
    detail    jsonb       not null default '{}'
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_subject on audit_entry (subject, id);

create function audit_entry_guard() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log cannot be changed' using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_guard before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_guard();

-- No right to give who, work_role or at: nobody writes in another's name or at another time.
grant insert (action, subject, detail) on audit_entry to ch_analyst, ch_finance, ch_admin, ch_gateway;
grant select on audit_entry to ch_auditor, ch_admin;
