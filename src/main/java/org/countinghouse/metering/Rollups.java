package org.countinghouse.metering;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Adds contributions up and writes the sums to the hourly readings, in the order in which all writers lock them, and to
 * the totals of all customers, where nothing is ever locked.
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
    private final Map<CheckedEvent.Reading, Sum> sums = new HashMap<>();

    Rollups(Connection connection) {
        this.connection = connection;
    }

    void add(CheckedEvent.Contribution contribution) {
        sums.computeIfAbsent(contribution.reading(), _ -> new Sum()).add(contribution.quantity());
    }

    /** Takes back what an event had added. */
    void subtract(CheckedEvent.Contribution contribution) {
        sums.computeIfAbsent(contribution.reading(), _ -> new Sum()).subtract(contribution.quantity());
    }

    int size() {
        return sums.size();
    }

    /** Writes what was added since the last call, in the connection's transaction. */
    void write() throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        if (sums.size() <= FEW) {
            writeFew();
        } else {
            writeMany();
        }
        writeTotals();
        sums.clear();
    }

    private void writeTotals() throws SQLException {
        var totals = new HashMap<CheckedEvent.Reading, Sum>();
        sums.forEach((reading, sum) ->
                totals.computeIfAbsent(reading.ofAllCustomers(), _ -> new Sum()).add(sum));
        var rows = List.copyOf(totals.entrySet());
        try (var statement = connection.prepareStatement("""
                insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                select * from unnest(?::text[], ?::timestamptz[], ?::uuid[], ?::text[]::jsonb[], ?::numeric[],
                    ?::bigint[])""")) {
            values(statement, 1, rows);
            statement.executeUpdate();
        }
    }

    /** Everything but the customer. */
    private void values(PreparedStatement statement, int from, List<Map.Entry<CheckedEvent.Reading, Sum>> rows)
            throws SQLException {
        array(statement, from, "text", rows, each -> each.getKey().meter());
        array(
                statement,
                from + 1,
                "timestamptz",
                rows,
                each -> each.getKey().hour().toString());
        array(statement, from + 2, "uuid", rows, each -> each.getKey().dimensionsKey());
        array(statement, from + 3, "text", rows, each -> each.getKey().dimensions());
        array(statement, from + 4, "numeric", rows, each -> each.getValue().quantity);
        array(statement, from + 5, "bigint", rows, each -> each.getValue().events);
    }

    private void writeMany() throws SQLException {
        StagedRows.ready(
                connection,
                "staged_reading",
                "customer_id bigint, meter_code text, hour timestamptz, dimensions_key uuid, dimensions jsonb,"
                        + " quantity numeric, events bigint");
        stage();
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(INSERT + " from staged_reading" + ADD);
        }
    }

    /** In one round trip, for callers that wait. */
    private void writeFew() throws SQLException {
        var ordered = List.copyOf(new TreeMap<>(sums).entrySet());
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
            List<Map.Entry<CheckedEvent.Reading, Sum>> rows,
            Function<Map.Entry<CheckedEvent.Reading, Sum>, Object> value)
            throws SQLException {
        statement.setArray(
                index, connection.createArrayOf(type, rows.stream().map(value).toArray()));
    }

    private void stage() throws SQLException {
        var rows = new CopyRows();
        new TreeMap<>(sums)
                .forEach((reading, sum) -> rows.field(reading.customerId())
                        .field(reading.meter())
                        .field(reading.hour())
                        .field(reading.dimensionsKey())
                        .field(reading.dimensions())
                        .field(sum.quantity.toPlainString())
                        .field(sum.events)
                        .endRow());
        rows.send(connection, "staged_reading");
    }

    /** Quantity and number of events of a reading. */
    private static final class Sum {
        private BigDecimal quantity = BigDecimal.ZERO;
        private long events;

        private void add(BigDecimal more) {
            quantity = quantity.add(more);
            events++;
        }

        private void add(Sum other) {
            quantity = quantity.add(other.quantity);
            events += other.events;
        }

        private void subtract(BigDecimal less) {
            quantity = quantity.subtract(less);
            events--;
        }
    }
}
