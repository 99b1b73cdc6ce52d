-- Exchange rates by day and source. Only added to: the rate that an invoice names is there for good.
create table exchange_rate (
    id        bigint        generated always as identity primary key,
    base      char(3)       not null,
    quote     char(3)       not null,
    day       date          not null,
    rate      numeric       not null check (rate > 0), -- units of quote for one of base
    source    text          not null check (source <> ''), -- ECB, Coinbase, Kraken, manual, or a file's name
    note      text          not null default '',
    loaded_at timestamptz   not null,
    loaded_by text          not null default session_user,
    check (base <> quote)
);
create index exchange_rate_day on exchange_rate (base, quote, day);

grant select on exchange_rate to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on exchange_rate to ch_finance, ch_admin, ch_gateway;
