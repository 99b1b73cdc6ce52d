package org.countinghouse.billing.ledger;

/**
 * What holds between final invoices and the usage that they bill. Events are looked at where they still are: not those
 * of months that are gone by retention, and not those of erased customers.
 */
final class UsageRules {
    private UsageRules() {}

    /** Final invoices of periods, by themselves or as parts of another one, of customers who are known. */
    private static final String PERIODS = """
            select i.id, coalesce(i.number, c.number) as number, i.subscription_id, i.used_by, i.starts_at, i.ends_at,
                i.created_at
            from invoice i left join invoice c on c.id = i.collected_by
                join customer u on u.id = i.used_by and u.erased_at is null
            where i.kind = 'regular' and i.status <> 'void' and coalesce(i.number, c.number) is not null
                and i.subscription_id is not null and i.starts_at < i.ends_at""";

    /**
     * The quantity that an invoice was rated from is the sum, or the count, of its period's events. Since every line
     * follows from that input ({@code invoice.derived}), so does its quantity. Usage that came later is compared with
     * what settled it; what waits to be settled is not looked at, nor usage outside of the subscription's days, which may
     * be another's. Meters that multiply or carry over need their events in the engine, and are replayed there.
     */
    static final String METERED = """
            with closed as (select p.*, l.noticed_at, case when l.invoice_id is null then whole_input(n.request)
                        else d.input end as input
                    from (%s) p join invoice_input n on n.invoice_id = p.id
                        join subscription_current s on s.id = p.subscription_id
                        left join late_usage l on l.invoice_id = p.id
                        left join lateral (select s.input, b.created_at from late_usage_settled s
                            join invoice b on b.id = s.invoice_id and b.status <> 'void'
                            where s.of_invoice = p.id order by s.invoice_id desc limit 1) d on true
                    where (l.invoice_id is null or not l.pending and d.created_at >= l.noticed_at)
                        and p.starts_at >= s.starts_on::timestamp at time zone s.time_zone
                        and (s.ends_on is null or p.ends_at <= s.ends_on::timestamp at time zone s.time_zone))
            select 'invoice ' || c.number, 'it bills ' || trim_scale(b.quantity) || ' of meter ' || m.code
                || ', the events of its period come to ' || trim_scale(e.quantity)
            from closed c
                cross join lateral (select case when jsonb_exists(c.input, 'parts') then c.input -> 'parts'
                    else jsonb_build_array(c.input) end as parts) w
                cross join lateral (
                    select m ->> 'code' as code, coalesce(m ->> 'event', m ->> 'code') as event,
                        m ->> 'aggregation' = 'count' as counted, m ->> 'property' as property,
                        coalesce(m -> 'filters', '{}') as filters
                    from jsonb_array_elements(w.parts) p cross join jsonb_array_elements(p -> 'meters') m
                    where m ->> 'aggregation' in ('sum', 'count') and m -> 'quantity' is null
                        and coalesce(m ->> 'carry_over', 'false') <> 'true'
                    group by 1, 2, 3, 4, 5 having count(*) = jsonb_array_length(w.parts)) m
                cross join lateral (
                    select coalesce(sum(quantity), 0) as quantity from (
                        select (r ->> 'quantity')::numeric as quantity
                        from jsonb_array_elements(w.parts) p cross join jsonb_array_elements(p -> 'readings') r
                        where r ->> 'meter' = m.code
                        union all
                        select case when m.counted then 1
                                when m.property is null then coalesce((u ->> 'quantity')::numeric, 1)
                                else (u -> 'properties' ->> m.property)::numeric end
                        from jsonb_array_elements(w.parts) p cross join jsonb_array_elements(p -> 'usage') u
                        where u ->> 'event' = m.event and not exists (
                            select from jsonb_each(m.filters) f(key, accepted)
                            where not coalesce(jsonb_exists(f.accepted, u -> 'properties' ->> f.key), false))) q) b
                cross join lateral (
                    select coalesce(sum(case when m.counted then 1
                            when m.property is null then coalesce(e.quantity, 1)
                            when e.properties ->> m.property ~ '^[+-]?[0-9]*[.]?[0-9]+([eE][+-]?[0-9]{1,3})?$'
                                then (e.properties ->> m.property)::numeric end)
                            filter (where s.key is null), 0) as quantity,
                        max(greatest(e.received_at, k.corrected_at, x.undone_at)) as changed
                    from usage_event e
                        left join usage_superseded s on s.customer_id = e.customer_id
                            and s.occurred_at = e.occurred_at and s.key = e.key
                        left join usage_correction k on k.customer_id = s.customer_id and k.id = s.correction_id
                        left join import_undo x on x.batch_id = s.undone_batch
                    where e.customer_id = c.used_by and e.occurred_at >= c.starts_at and e.occurred_at < c.ends_at
                        and e.event = m.event and not exists (
                            select from jsonb_each(m.filters) f(key, accepted)
                            where not coalesce(jsonb_exists(f.accepted, e.properties ->> f.key), false))) e
            where b.quantity <> e.quantity
                and (e.changed is null or e.changed <= coalesce(c.noticed_at, c.created_at) - interval '5 minutes')
                and not exists (select from usage_expired x where x.event = m.event
                    and x.month::timestamp at time zone 'UTC' < c.ends_at
                    and (x.month + interval '1 month')::timestamp at time zone 'UTC' > c.starts_at)
            order by c.id, m.code""".formatted(PERIODS);

    /**
     * Of a subscription, no two final periods have days in common: an event stands in one of them. One that stands in a
     * final period and is billed by none is what {@link #METERED} finds; days between periods wait to be billed.
     */
    static final String ONCE = """
            with periods as (select p.*, lag(p.ends_at) over w as ended_at, lag(p.number) over w as before
                    from (%s) p window w as (partition by p.subscription_id order by p.starts_at, p.ends_at, p.id))
            select 'event ' || e.event_id || ' of ' || u.external_id,
                'invoices ' || p.before || ' and ' || p.number || ' both bill it'
            from (select * from periods where starts_at < ended_at) p join customer u on u.id = p.used_by
                join invoice_input n on n.invoice_id = p.id
                cross join lateral (select jsonb_path_query_array(whole_input(n.request),
                    'lax $.**.meters[*]') as meters) m
                cross join lateral (select e.event_id from usage_effective e
                    where e.customer_id = p.used_by and e.occurred_at >= p.starts_at
                        and e.occurred_at < least(p.ended_at, p.ends_at)
                        and exists (select from jsonb_array_elements(m.meters) x
                            where coalesce(x ->> 'event', x ->> 'code') = e.event)
                    order by e.occurred_at, e.event_id limit 1) e
            order by p.id""".formatted(PERIODS);
}
