-- Run as ch_owner after every migration: who may look into the schema, and see its version.
grant usage on schema countinghouse to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway, ch_customer;
grant select on countinghouse.flyway_schema_history to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
