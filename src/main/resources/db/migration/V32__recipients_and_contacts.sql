-- A rate is of a size that an invoice can keep, wherever it came from; what is kept already stays.
alter table exchange_rate add constraint exchange_rate_size
    check (rate between 0.000000000001 and 1000000000000 and scale(rate) <= 30) not valid;

-- Where documents go, one invoice for all subscriptions, and who pays may be changed over HTTP.
grant update (email, one_invoice, payer_id) on customer to ch_gateway;

-- A message may go to several addresses at once: recipient is the first of them.
create function mail_addresses_fit(addresses text[]) returns boolean language sql immutable as $$
    select coalesce(bool_and(a is not null and a ~ '^[!-~]+@[!-~]+$' and length(a) <= 254), true) from unnest(addresses) a
$$;
alter table mail_message add column also_to text[] not null default '{}';
alter table mail_message add column copies text[] not null default '{}';
alter table mail_message add constraint mail_message_addresses check (
    mail_addresses_fit(also_to) and mail_addresses_fit(copies) and cardinality(also_to) + cardinality(copies) < 20);
grant insert (also_to, copies) on mail_message to ch_finance, ch_gateway;

-- All addresses that a message goes to, without regard to case.
create function mail_addresses(recipient text, also_to text[], copies text[]) returns text[] language sql immutable as $$
    select array(select lower(a) from unnest(recipient || also_to || copies) a)
$$;

-- The same document is on its way to an address once, be it as a recipient or as a copy. Of the same first recipient
-- mail_message_once says so; here it is said of all others, one message of an invoice after the other.
create function mail_message_once() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('countinghouse.mail', new.invoice_id));
    if exists (select from mail_message m where m.invoice_id = new.invoice_id
            and coalesce(m.credit_note_id, 0) = coalesce(new.credit_note_id, 0) and m.id <> new.id
            and m.state in ('queued', 'sending', 'unsure') and lower(m.recipient) <> lower(new.recipient)
            and mail_addresses(m.recipient, m.also_to, m.copies)
                && mail_addresses(new.recipient, new.also_to, new.copies)) then
        raise exception 'the document is on its way to one of these addresses' using errcode = 'unique_violation';
    end if;
    return new;
end $$;
create trigger mail_message_once_inserted before insert on mail_message
    for each row execute function mail_message_once();
create trigger mail_message_once_again before update of state on mail_message
    for each row when (old.state not in ('queued', 'sending', 'unsure') and new.state in ('queued', 'sending', 'unsure'))
    execute function mail_message_once();
