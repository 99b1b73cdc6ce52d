-- The plan and the meters that invoices were rated by, each kept once: a run makes thousands of invoices of one plan,
-- and its document was the larger part of what each of them kept. Known by a hash of what they say; never changed.
create table rating_terms (
    key      uuid  primary key,
    document jsonb not null check (document ? 'plan' and document ? 'meters')
);
grant select on rating_terms to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway;
grant insert on rating_terms to ch_finance, ch_gateway;

-- A stored request with its plan and meters in their place. One that keeps them itself, as all did before, stays as it is;
-- one whose terms are missing has no plan, which whoever rates it again says.
create function whole_request(request jsonb) returns jsonb language sql stable as $$
    select case when request ? 'terms'
        then (request - 'terms')
            || coalesce((select t.document from rating_terms t where t.key = (request ->> 'terms')::uuid), '{}')
        else request end
$$;

-- What an invoice was rated from, whole: one request, or several with what else there is.
create function whole_input(input jsonb) returns jsonb language sql stable as $$
    select case when input ? 'parts'
        then input
            || jsonb_build_object('parts', (select coalesce(jsonb_agg(whole_request(e.request) order by e.n), '[]')
                from jsonb_array_elements(input -> 'parts') with ordinality e (request, n)))
            || case when input ? 'ahead' then jsonb_build_object('ahead',
                (select coalesce(jsonb_agg(whole_request(e.request) order by e.n), '[]')
                from jsonb_array_elements(input -> 'ahead') with ordinality e (request, n))) else '{}' end
        else whole_request(input) end
$$;
