package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/** How limits stand in the database. */
final class LimitColumns {
    /** What {@link #limit} reads, of {@code quota_limit l}. */
    static final String STANDING = "l.id, l.customer_id, l.meter_code, l.per, l.frame, l.feature, l.kind, l.overage,"
            + " l.warn_at, l.limit_amount, l.divide_by, l.alert_from, l.counted_from";

    private LimitColumns() {}

    static StandingLimit limit(ResultSet row) throws SQLException {
        return new StandingLimit(
                row.getLong("id"),
                row.getLong("customer_id"),
                row.getString("meter_code"),
                row.getString("per"),
                Frame.parse(row.getString("frame")),
                row.getString("feature"),
                choice(Quota.Kind.class, row.getString("kind")),
                choice(Quota.Overage.class, row.getString("overage")),
                numbers(row.getArray("warn_at")),
                row.getBigDecimal("limit_amount"),
                row.getBigDecimal("divide_by"),
                row.getBigDecimal("alert_from"),
                row.getTimestamp("counted_from").toInstant());
    }

    /** Columns {@code meter_code, per, window_kind, rolling}. */
    static LimitScope scope(ResultSet row) throws SQLException {
        String per = row.getString("per");
        return new LimitScope(
                row.getString("meter_code"),
                per.isEmpty() ? null : per,
                choice(Quota.Window.class, row.getString("window_kind")),
                row.getBoolean("rolling"));
    }

    static <E extends Enum<E>> E choice(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String per(LimitScope scope) {
        return scope.per() == null ? "" : scope.per();
    }

    static List<BigDecimal> numbers(Array stored) throws SQLException {
        return List.of((BigDecimal[]) stored.getArray());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}
