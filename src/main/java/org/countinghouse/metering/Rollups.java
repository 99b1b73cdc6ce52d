package org.countinghouse.metering;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds contributions up and writes the sums to the hourly readings, in the order in which all writers lock them. */
final class Rollups {
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
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    create temp table if not exists staged_reading (customer_id bigint, meter_code text,
                        hour timestamptz, dimensions_key uuid, dimensions jsonb, quantity numeric, events bigint)
                        on commit delete rows""");
            statement.execute("truncate staged_reading");
        }
        stage();
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into usage_rollup
                        (customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events)
                    select customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events
                    from staged_reading order by customer_id, meter_code, hour, dimensions_key
                    on conflict (customer_id, meter_code, hour, dimensions_key) do update
                    set quantity = usage_rollup.quantity + excluded.quantity,
                        events = usage_rollup.events + excluded.events""");
        }
        sums.clear();
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

        private void subtract(BigDecimal less) {
            quantity = quantity.subtract(less);
            events--;
        }
    }
}
