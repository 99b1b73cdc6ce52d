-- A customer may be billed in another currency than its plan's: prices stay in the plan's, and each line of an invoice is
-- exchanged once at the rate that the invoice keeps.
alter table customer add column billing_currency char(3); -- null: each plan's own
grant update (billing_currency) on customer to ch_gateway;

-- What the prices of an invoice are in, and how it got from there to its own currency.
alter table invoice add column priced_in char(3);
alter table invoice add column price_rate numeric check (price_rate > 0); -- units of its currency for one of the prices'
alter table invoice add column price_rate_day date;
alter table invoice add column price_rate_source text;
alter table invoice add constraint invoice_price_rate check (
    num_nulls(priced_in, price_rate, price_rate_day, price_rate_source) in (0, 4)
    and priced_in is distinct from currency);

-- As unchangeable as the other figures of a numbered invoice, and of its parts.
create function invoice_price_rate_kept() returns trigger language plpgsql as $$
begin
    if old.number is not null
            or exists (select from invoice c where c.id = old.collected_by and c.number is not null) then
        raise exception 'invoice % keeps the rate of its prices', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger invoice_price_rate_kept
    before update of currency, priced_in, price_rate, price_rate_day, price_rate_source on invoice
    for each row when ((old.currency, old.priced_in, old.price_rate, old.price_rate_day, old.price_rate_source)
        is distinct from (new.currency, new.priced_in, new.price_rate, new.price_rate_day, new.price_rate_source))
    execute function invoice_price_rate_kept();

-- What was paid ahead of a period was paid in a currency and at a rate; the invoice of the period is in the same.
alter table usage_charge_part add column exchange jsonb; -- null: in the plan's currency
