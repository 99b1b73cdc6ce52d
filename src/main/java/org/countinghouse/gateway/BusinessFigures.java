package org.countinghouse.gateway;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countinghouse.storage.Database;

/**
 * Numbers about the house that its monitoring shows.
 *
 * @param recentEvents metered events of the last 24 hours
 * @param reviewQueue invoices without a number
 * @param plans running subscriptions by plan
 * @param invoices by status
 * @param topCustomers metered events of the last 24 hours by external id, ten customers
 * @param messages by state, those that did not go out
 */
record BusinessFigures(
        long customers,
        long recentEvents,
        long reviewQueue,
        Map<String, Long> plans,
        Map<String, Long> invoices,
        Map<String, Long> topCustomers,
        Map<String, Long> messages) {
    static final BusinessFigures NONE = new BusinessFigures(0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of());

    /** Where they are read from. */
    interface Source {
        BusinessFigures read();
    }

    static BusinessFigures read(Database database) {
        return database.read(connection -> {
            Map<String, Long> invoices = counts(
                    connection,
                    "select status, count(*) from invoice where collected_by is null group by 1 order by 1");
            return new BusinessFigures(
                    number(connection, "select count(*) from customer where status <> 'closed'"),
                    number(
                            connection,
                            "select coalesce(sum(events), 0) from usage_total"
                                    + " where hour >= date_trunc('hour', now()) - interval '24 hours'"),
                    invoices.getOrDefault("draft", 0L)
                            + invoices.getOrDefault("in_review", 0L)
                            + invoices.getOrDefault("approved", 0L),
                    counts(connection, """
                            select p.code, count(*) from subscription_current s
                                join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id
                            where s.starts_on <= (now() at time zone s.time_zone)::date
                                and (s.ends_on is null or s.ends_on > (now() at time zone s.time_zone)::date)
                            group by 1 order by 1"""),
                    invoices,
                    counts(connection, """
                            select c.external_id, sum(r.events) from usage_rollup r join customer c on c.id = r.customer_id
                            where r.hour >= date_trunc('hour', now()) - interval '24 hours'
                            group by 1 order by 2 desc, 1 limit 10"""),
                    counts(connection, """
                            select s.state, count(m.id) from unnest(array['queued', 'sending', 'failed', 'unsure']) s (state)
                                left join mail_message m on m.state = s.state
                            group by 1 order by 1"""));
        });
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<String, Long> counts(Connection connection, String sql) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
