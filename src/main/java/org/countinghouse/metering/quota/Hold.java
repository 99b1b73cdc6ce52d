package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.metering.StoredProperties;

/**
 * Something reserved by a call whose event has not come yet.
 *
 * @param amount undivided, as counters count
 */
record Hold(BigDecimal amount, Instant at, Map<String, String> properties) {
    /** Columns {@code amount, at, properties}. */
    static Hold of(ResultSet row) throws SQLException {
        return new Hold(
                row.getBigDecimal("amount"),
                row.getTimestamp("at").toInstant(),
                StoredProperties.texts(row.getString("properties")));
    }

    Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
