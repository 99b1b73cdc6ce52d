package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;

/** Meters and events as a transaction sees them. */
final class StoredMeters {
    private StoredMeters() {}

    static List<Meter> all(Connection connection) throws SQLException {
        var meters = new ArrayList<Meter>();
        try (var statement = connection.prepareStatement("select document from meter order by code");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                meters.add(MeterJson.read(rows.getString(1)));
            }
        }
        return meters;
    }

    /** From the columns customer_id, event_id, event, occurred_at, quantity, properties. */
    static UsageEvent event(ResultSet row) throws SQLException {
        return new UsageEvent(
                "",
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                row.getBigDecimal(5),
                SupersededEvents.properties(row.getString(6)));
    }
}
