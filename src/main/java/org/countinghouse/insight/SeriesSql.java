package org.countinghouse.insight;

import java.util.List;

/** Asks for a whole series in one statement, so that points, lines and totals are of one moment and one rule. */
final class SeriesSql {
    /** Groups with a line of their own. */
    static final int MOST_LINES = 8;

    private SeriesSql() {}

    /**
     * Rows of (is a bucket named, is a slot named, bucket from 1, slot from 1, group, number of all groups, quantity,
     * events). A group is empty for a missing property, else its value after an equals sign; slot {@link #MOST_LINES}
     * plus 1 holds all smaller groups.
     */
    static SqlText of(UsageQuestion question) {
        boolean rollups = question.servedByRollups();
        SqlText quantity = rollups ? new SqlText().add("sum(value)") : MeterSql.aggregate(question.meter());
        return new SqlText()
                .add("with source as materialized (")
                .add(rollups ? fromRollups(question) : fromEvents(question))
                .add("), ranked as (select grp, row_number() over (order by")
                .add(quantity)
                .add("desc nulls last, grp) as rank from source group by grp),")
                .add("placed as (select s.*, least(r.rank, ?) as slot", MOST_LINES + 1)
                .add("from source s join ranked r using (grp))")
                .add("select grouping(bucket) = 0, grouping(slot) = 0, bucket, slot,")
                .add("min(grp), (select count(*) from ranked),")
                .add(quantity)
                .add(", coalesce(sum(n), 0) from placed")
                .add("group by grouping sets ((bucket, slot), (bucket), (slot), ())");
    }

    private static SqlText fromRollups(UsageQuestion question) {
        var sql = new SqlText()
                .add("select width_bucket(hour, ?) as bucket,", new SqlText.Instants(question.starts()))
                .add(group(question.grouping(), "dimensions"))
                .add("as grp, sum(quantity) as value, sum(events) as n from")
                .add(question.ofAllCustomers() ? "usage_total" : "usage_rollup")
                .add("where meter_code = ?", question.meter().code())
                .add(
                        "and hour >= ? and hour < ?",
                        question.range().from(),
                        question.range().to());
        return scope(sql, question.scope(), "dimensions").add("group by 1, 2");
    }

    private static SqlText fromEvents(UsageQuestion question) {
        var sql = new SqlText()
                .add("select width_bucket(occurred_at, ?) as bucket,", new SqlText.Instants(question.starts()))
                .add(group(question.grouping(), "properties"))
                .add("as grp, occurred_at as at, 1::bigint as n,")
                .add(MeterSql.contribution(question.meter()))
                .add("as value from usage_effective where")
                .add(MeterSql.events(question.meter()))
                .add(
                        "and occurred_at >= ? and occurred_at < ?",
                        question.range().from(),
                        question.range().to());
        SqlText scoped = scope(sql, question.scope(), "properties");
        return new SqlText().add("select * from (").add(scoped).add(") counted where value is not null");
    }

    static SqlText scope(SqlText sql, UsageScope scope, String json) {
        if (scope.customer() != null) {
            sql.add("and customer_id = ?", scope.customer());
        }
        scope.properties().forEach((name, value) -> sql.add("and " + json + "->>? = ?", name, value));
        return sql;
    }

    private static SqlText group(Grouping grouping, String json) {
        return switch (grouping) {
            case Grouping.None _ -> new SqlText().add("''::text");
            case Grouping.ByCustomer _ -> new SqlText().add("'=' || customer_id");
            case Grouping.ByDimension(String name) ->
                new SqlText().add("coalesce('=' || (" + json + "->>?), '')", name);
        };
    }

    /** Names of customers by id, as far as they still exist. */
    static SqlText customers(List<Long> ids) {
        return new SqlText()
                .add(
                        "select id, name from customer where id = any(?::bigint[])",
                        new SqlText.Texts(ids.stream().map(String::valueOf).toList()));
    }
}
