package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.countinghouse.metering.CheckedEvent.Reading;
import org.countinghouse.metering.ReadingSums.Sum;

/**
 * Adds sums to the hourly readings, in the order in which all writers lock them, and to the totals of all customers,
 * where nothing is ever locked, and to what is summed up for days and months that are over.
 */
final class Rollups {
    /** So few are sent with the statement itself; more are copied. */
    private static final int FEW = 1_000;

    private static final String INSERT = """
            insert into usage_rollup (customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events)
            select customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events""";
    private static final String ADD = """
             order by customer_id, meter_code, hour, dimensions_key
            on conflict (customer_id, meter_code, hour, dimensions_key) do update
            set quantity = usage_rollup.quantity + excluded.quantity, events = usage_rollup.events + excluded.events""";

    private final Connection connection;

    Rollups(Connection connection) {
        this.connection = connection;
    }

    /** Writes sums in the connection's transaction. */
    void write(ReadingSums sums) throws SQLException {
        if (sums.size() == 0) {
            return;
        }
        var ordered = sums.ordered();
        if (ordered.size() <= FEW) {
            writeFew(ordered);
        } else {
            writeMany(ordered);
        }
        for (UsageSummaries.Span span : writeTotals(sums.ofAllCustomers().ordered())) {
            writeSummary(span, ordered);
        }
    }

    /** Returns the days and months that are summed up by customer too, as few of them are that usage comes in for. */
    private List<UsageSummaries.Span> writeTotals(List<Map.Entry<Reading, Sum>> totals) throws SQLException {
        var summed = new ArrayList<UsageSummaries.Span>();
        try (var statement = connection.prepareStatement("""
                with total as (
                    insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                    select * from unnest(?::text[], ?::timestamptz[], ?::uuid[], ?::text[]::jsonb[], ?::numeric[],
                        ?::bigint[])
                    returning hour)
                select s.span, s.starts from (
                    select distinct u.span, date_trunc(u.span, hour, 'UTC') as starts
                    from total, (values ('day'), ('month')) u (span)) changed
                join usage_summary_span s using (span, starts)""")) {
            values(statement, 1, totals);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    summed.add(new UsageSummaries.Span(
                            row.getString(1), row.getTimestamp(2).toInstant()));
                }
            }
        }
        return summed;
    }

    private void writeSummary(UsageSummaries.Span span, List<Map.Entry<Reading, Sum>> ordered) throws SQLException {
        var sums = new ReadingSums();
        for (var each : ordered) {
            Reading reading = each.getKey();
            if (span.holds(reading.hour())) {
                sums.add(reading.in(span.starts()), each.getValue());
            }
        }
        var rows = sums.ordered();
        try (var statement = connection.prepareStatement("""
                insert into usage_summary (span, customer_id, meter_code, starts, dimensions_key, dimensions, quantity,
                    events)
                select ?, * from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[], ?::text[]::jsonb[],
                    ?::numeric[], ?::bigint[])""")) {
            statement.setString(1, span.kind());
            array(statement, 2, "bigint", rows, each -> each.getKey().customerId());
            values(statement, 3, rows);
            statement.executeUpdate();
        }
    }

    /** Everything but the customer. */
    private void values(PreparedStatement statement, int from, List<Map.Entry<Reading, Sum>> rows) throws SQLException {
        array(statement, from, "text", rows, each -> each.getKey().meter());
        array(
                statement,
                from + 1,
                "timestamptz",
                rows,
                each -> each.getKey().hour().toString());
        array(statement, from + 2, "uuid", rows, each -> each.getKey().dimensionsKey());
        array(statement, from + 3, "text", rows, each -> each.getKey().dimensions());
        array(statement, from + 4, "numeric", rows, each -> each.getValue().quantity());
        array(statement, from + 5, "bigint", rows, each -> each.getValue().events());
    }

    private void writeMany(List<Map.Entry<Reading, Sum>> ordered) throws SQLException {
        StagedRows.ready(
                connection,
                "staged_reading",
                "customer_id bigint, meter_code text, hour timestamptz, dimensions_key uuid, dimensions jsonb,"
                        + " quantity numeric, events bigint");
        var rows = new CopyRows(7);
        for (var each : ordered) {
            Reading reading = each.getKey();
            rows.row()
                    .number(reading.customerId())
                    .text(reading.meter())
                    .time(reading.hour())
                    .uuid(reading.dimensionsKey())
                    .json(reading.dimensions())
                    .decimal(each.getValue().quantity())
                    .number(each.getValue().events());
        }
        rows.send(connection, "staged_reading");
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(INSERT + " from staged_reading" + ADD);
        }
    }

    /** In one round trip, for callers that wait. */
    private void writeFew(List<Map.Entry<Reading, Sum>> ordered) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT
                + " from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[], ?::text[]::jsonb[], ?::numeric[],"
                + " ?::bigint[]) as staged (customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events)"
                + ADD)) {
            array(statement, 1, "bigint", ordered, each -> each.getKey().customerId());
            values(statement, 2, ordered);
            statement.executeUpdate();
        }
    }

    private void array(
            PreparedStatement statement,
            int index,
            String type,
            List<Map.Entry<Reading, Sum>> rows,
            Function<Map.Entry<Reading, Sum>, Object> value)
            throws SQLException {
        statement.setArray(
                index, connection.createArrayOf(type, rows.stream().map(value).toArray()));
    }
}
