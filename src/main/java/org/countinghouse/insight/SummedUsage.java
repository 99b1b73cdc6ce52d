package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How stretches of time are put together from what is summed up already: whole UTC months, whole UTC days beside them,
 * and hourly readings for the rest. Only what is ready is taken, which the database keeps exact at any moment.
 *
 * @param months where they begin
 * @param days where they begin
 * @param rest without overlaps, in order
 */
record SummedUsage(List<Instant> months, List<Instant> days, List<TimeRange> rest) {
    /** More pieces make the statement longer than they make it quicker. */
    private static final int MOST_PIECES = 40;

    /** A day or month that is ready. */
    private record Span(boolean month, Instant starts) {
        Instant ends() {
            var start = starts.atOffset(ZoneOffset.UTC);
            return (month ? start.plusMonths(1) : start.plusDays(1)).toInstant();
        }
    }

    /**
     * Puts buckets together, so that each piece lies in one of them.
     *
     * @param starts of the buckets, in order; the last one ends with the range
     * @param end of the range
     */
    static SummedUsage of(Connection connection, List<Instant> starts, Instant end) throws SQLException {
        List<Span> ready = ready(connection, new TimeRange(starts.getFirst(), end));
        var cover = new SummedUsage(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int next = 0;
        for (int bucket = 0; bucket < starts.size(); bucket++) {
            Instant at = starts.get(bucket);
            Instant until = bucket + 1 < starts.size() ? starts.get(bucket + 1) : end;
            while (next < ready.size() && ready.get(next).starts().isBefore(until)) {
                Span span = ready.get(next++);
                if (!span.starts().isBefore(at) && !span.ends().isAfter(until)) {
                    cover.addRest(at, span.starts());
                    (span.month() ? cover.months : cover.days).add(span.starts());
                    at = span.ends();
                }
            }
            cover.addRest(at, until);
        }
        return cover.rest.size() > MOST_PIECES
                ? new SummedUsage(List.of(), List.of(), List.of(new TimeRange(starts.getFirst(), end)))
                : cover;
    }

    private void addRest(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return;
        }
        boolean goesOn = !rest.isEmpty() && rest.getLast().to().equals(from);
        rest.add(goesOn ? new TimeRange(rest.removeLast().from(), to) : new TimeRange(from, to));
    }

    /** In order; a month before its own first day. */
    private static List<Span> ready(Connection connection, TimeRange range) throws SQLException {
        var ready = new ArrayList<Span>();
        var sql = new SqlText()
                .add("select span = 'month', starts from usage_summary_span where ready")
                .add("and starts >= ? and starts < ?", range.from(), range.to())
                .add("order by starts, span desc");
        try (var statement = sql.prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                ready.add(new Span(
                        row.getBoolean(1),
                        row.getObject(2, OffsetDateTime.class).toInstant()));
            }
        }
        return ready;
    }

    /**
     * Rows of (customer_id, at, quantity, events) of all pieces.
     *
     * @param where further conditions on meter_code, customer_id and dimensions, beginning with the first of them
     */
    SqlText rows(SqlText where) {
        var sql = new SqlText()
                .add("select customer_id, starts as at, quantity, events from usage_summary")
                .add("where span = 'month' and starts = any(?) and", new SqlText.Instants(months))
                .add(where)
                .add("union all select customer_id, starts, quantity, events from usage_summary")
                .add("where span = 'day' and starts = any(?) and", new SqlText.Instants(days))
                .add(where);
        for (TimeRange piece : rest) {
            sql.add("union all select customer_id, hour, quantity, events from usage_rollup")
                    .add("where hour >= ? and hour < ? and", piece.from(), piece.to())
                    .add(where);
        }
        return sql;
    }
}
