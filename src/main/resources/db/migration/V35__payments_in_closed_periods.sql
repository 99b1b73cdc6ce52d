-- A payment is booked on the day on which it was received. In a period that finance has closed nothing is booked any more.
create function invoice_payment_locked() returns trigger language plpgsql as $$
begin
    perform refuse_locked(new.received_on, 'no payment can be booked on a day of it');
    return new;
end $$;

create trigger invoice_payment_locked before insert on invoice_payment
    for each row execute function invoice_payment_locked();
