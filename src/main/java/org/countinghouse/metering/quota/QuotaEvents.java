package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import org.countinghouse.storage.Database;

/** Records warnings, overage and refusals, and tells listeners of {@link #CHANNEL} about new ones. */
final class QuotaEvents {
    /** Hears {@code customer id} when something was recorded or limits were changed. */
    static final String CHANNEL = "quota";

    /** Less than any level: whatever is reached may not be recorded yet. */
    static final BigDecimal NOTHING = BigDecimal.ONE.negate();

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Connection connection;
    private final Instant now;

    QuotaEvents(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** Looks at counters that were written: which limits are near or passed? */
    void look(Collection<CounterDeltas.Written> written) throws SQLException {
        var rolling = new HashMap<Place, Instant>();
        for (CounterDeltas.Written each : written) {
            if (each.limit().alertFrom() != null) {
                if (each.limit().frame() instanceof Frame.Rolling) {
                    rolling.merge(
                            new Place(each.limit(), each.subject()),
                            each.span().startsAt(),
                            (one, other) -> one.isAfter(other) ? one : other);
                } else {
                    look(each.limit(), each.subject(), each.span(), each.before(), each.total());
                }
            }
        }
        for (var each : rolling.entrySet()) {
            lookBack(each.getKey().limit(), each.getKey().subject(), each.getValue());
        }
    }

    /** What is counted together. */
    private record Place(StandingLimit limit, String subject) {}

    /** The rolling window that ends with the newest usage. */
    private void lookBack(StandingLimit limit, String subject, Instant newest) throws SQLException {
        BigDecimal total = Counters.total(connection, limit, subject, newest);
        look(limit, subject, limit.frame().noticed(newest), NOTHING, total);
    }

    /**
     * Looks at one window.
     *
     * @param before the counter before; warnings reached by then are recorded already
     * @param total the counter now, undivided
     */
    void look(StandingLimit limit, String subject, Span span, BigDecimal before, BigDecimal total) throws SQLException {
        BigDecimal counterLimit = limit.counterLimit();
        if (limit.alertFrom() == null || counterLimit == null || total.compareTo(limit.alertFrom()) < 0) {
            return;
        }
        boolean news = false;
        for (BigDecimal percent : limit.warnAt()) {
            BigDecimal level = counterLimit.multiply(percent).movePointLeft(2);
            if (total.signum() > 0 && total.compareTo(level) >= 0 && before.compareTo(level) < 0) {
                news |= record(limit, subject, span, new Note("warning", percent, total, BigDecimal.ZERO));
            }
        }
        BigDecimal over = total.subtract(counterLimit);
        if (over.signum() > 0) {
            news |= record(limit, subject, span, new Note("overage", HUNDRED, total, over));
        }
        if (news) {
            Database.notify(connection, CHANNEL, Long.toString(limit.customerId()));
        }
    }

    /** A call that a hard limit refused; the first of a window is recorded. */
    void refused(StandingLimit limit, String subject, BigDecimal total) throws SQLException {
        Span span = limit.frame().noticed(now);
        if (record(limit, subject, span, new Note("refused", HUNDRED, total, BigDecimal.ZERO))) {
            Database.notify(connection, CHANNEL, Long.toString(limit.customerId()));
        }
    }

    /** What is recorded, undivided. */
    private record Note(String kind, BigDecimal level, BigDecimal total, BigDecimal over) {}

    /** True when it is new in its window. An overage that is there already follows the usage; nothing else changes. */
    private boolean record(StandingLimit limit, String subject, Span span, Note note) throws SQLException {
        String conflict = note.kind().equals("overage")
                ? "update set used = excluded.used, over = excluded.over, limit_amount = excluded.limit_amount"
                : "nothing";
        try (var statement = connection.prepareStatement("""
                insert into quota_event (customer_id, limit_id, subject, starts_at, kind, level, ends_at, meter_code,
                    feature, limit_amount, used, over, overage, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (customer_id, limit_id, subject, starts_at, kind, level) do\s""" + conflict + " returning xmax = 0")) {
            bind(statement, limit, subject, span);
            statement.setString(5, note.kind());
            statement.setBigDecimal(6, note.level().stripTrailingZeros());
            statement.setTimestamp(7, Timestamp.from(span.countsUntil()));
            statement.setString(8, limit.meter());
            statement.setString(9, limit.feature());
            statement.setBigDecimal(10, limit.limit());
            statement.setBigDecimal(11, divided(note.total(), limit));
            statement.setBigDecimal(12, divided(note.over(), limit));
            statement.setString(13, LimitColumns.name(limit.overage()));
            statement.setTimestamp(14, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, StandingLimit limit, String subject, Span span)
            throws SQLException {
        statement.setLong(1, limit.customerId());
        statement.setLong(2, limit.id());
        statement.setString(3, subject);
        statement.setTimestamp(4, Timestamp.from(span.startsAt()));
    }

    /** In the meter's unit, to twelve decimals, towards zero: usage is never shown as reaching what it has not. */
    static BigDecimal divided(BigDecimal counter, StandingLimit limit) {
        BigDecimal value = limit.divideBy().compareTo(BigDecimal.ONE) == 0
                ? counter
                : counter.divide(limit.divideBy(), 12, RoundingMode.DOWN);
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
