-- The outbox: what is to go out by e-mail, asked for in one transaction with its reasons, and how far each message is.

create table mail_message (
    id              bigint      generated always as identity primary key,
    customer_id     bigint      not null references customer,
    invoice_id      bigint      not null references invoice,
    credit_note_id  bigint      references credit_note, -- null: the invoice itself
    recipient       text        not null check (recipient ~ '^[!-~]+@[!-~]+$' and length(recipient) <= 254),
    recipient_name  text        not null check (recipient_name !~ '[[:cntrl:]]'),
    sender_name     text        not null check (sender_name !~ '[[:cntrl:]]'),
    reply_to        text        not null check (reply_to !~ '[[:cntrl:]]'),
    subject         text        not null check (subject <> '' and subject !~ '[[:cntrl:]]'),
    body            text        not null check (body <> ''),
    attachment      text        not null check (attachment ~ '^[A-Za-z0-9._-]+$'), -- name of the file
    message_id      text        not null unique, -- RFC 5322; the same at every try
    state           text        not null default 'queued' check (state in
        ('queued', 'sending', 'sent', 'failed', 'unsure', 'cancelled')),
    reason          text        not null default '',
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    claim           uuid, -- of the program that is at it
    claimed_until   timestamptz,
    handed_at       timestamptz, -- from here on the server may have taken it
    sent_at         timestamptz,
    requested_at    timestamptz not null,
    requested_by    text        not null default session_user,
    check ((state = 'sending') = (claimed_until is not null)),
    check ((state = 'sent') = (sent_at is not null))
);
-- Asked for twice, a message that is on its way goes out once.
create unique index mail_message_once on mail_message (invoice_id, coalesce(credit_note_id, 0), lower(recipient))
    where state in ('queued', 'sending', 'unsure');
create index mail_message_due on mail_message (next_attempt_at) where state = 'queued';
create index mail_message_claimed on mail_message (claimed_until) where state = 'sending';
create index mail_message_invoice on mail_message (invoice_id);

-- Only what is issued goes out, whoever asks.
create function mail_message_issued() returns trigger language plpgsql as $$
begin
    if not exists (select from invoice i where i.id = new.invoice_id and i.number is not null and i.status <> 'void'
            and i.customer_id = new.customer_id) then
        raise exception 'invoice % is not issued', new.invoice_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger mail_message_issued before insert on mail_message for each row execute function mail_message_issued();

grant select on mail_message to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert (customer_id, invoice_id, credit_note_id, recipient, recipient_name, sender_name, reply_to, subject, body,
    attachment, message_id, next_attempt_at, requested_at) on mail_message to ch_finance, ch_gateway;
-- What was asked for stays as it was; only how far it is changes.
grant update (state, reason, attempts, next_attempt_at, claim, claimed_until, handed_at, sent_at) on mail_message
    to ch_finance, ch_gateway;

alter table mail_message enable row level security;
create policy staff on mail_message to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway
    using (true) with check (true);
