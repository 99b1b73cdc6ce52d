package org.countinghouse.billing.currency;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which sources answered for which currencies, so that nobody is asked again for what was told or is unknown. */
final class RateAsks {
    /** By source, then by currency: whether it was told. */
    private final Map<String, Map<String, Boolean>> answered = new HashMap<>();

    private RateAsks() {}

    /** Those since a moment. */
    static RateAsks since(Connection connection, Instant from) throws SQLException {
        var asks = new RateAsks();
        try (var statement = connection.prepareStatement(
                "select source, currency, told from exchange_rate_ask where answered_at >= ?")) {
            statement.setTimestamp(1, Timestamp.from(from));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    asks.answered
                            .computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                            .put(row.getString(2), row.getBoolean(3));
                }
            }
        }
        return asks;
    }

    /** Nobody need be asked: a source told it and those before it answered, or all answered and none knows it. */
    boolean settles(String currency, List<RateSource> sources) {
        for (RateSource source : sources) {
            Boolean told = answered.getOrDefault(source.name(), Map.of()).get(currency);
            if (told == null) {
                return false;
            }
            if (told) {
                return true;
            }
        }
        return true;
    }

    static void keep(Connection connection, String source, Collection<String> asked, Set<String> told, Instant at)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into exchange_rate_ask (source, currency, answered_at, told) values (?, ?, ?, ?)
                on conflict (source, currency) do update
                    set answered_at = excluded.answered_at, told = excluded.told""")) {
            for (String currency : asked.stream().sorted().toList()) {
                statement.setString(1, source);
                statement.setString(2, currency);
                statement.setTimestamp(3, Timestamp.from(at));
                statement.setBoolean(4, told.contains(currency));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
