package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.metering.ReadySpans;

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

    /**
     * Puts buckets together, so that each piece lies in one of them.
     *
     * @param starts of the buckets, in order; the last one ends with the range
     * @param end of the range
     */
    static SummedUsage of(Connection connection, List<Instant> starts, Instant end) throws SQLException {
        var ready = ReadySpans.of(connection, starts.getFirst(), end);
        var cover = new SummedUsage(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int bucket = 0; bucket < starts.size(); bucket++) {
            Instant until = bucket + 1 < starts.size() ? starts.get(bucket + 1) : end;
            ready.cover(starts.get(bucket), until).forEach(cover::add);
        }
        return cover.rest.size() > MOST_PIECES
                ? new SummedUsage(List.of(), List.of(), List.of(new TimeRange(starts.getFirst(), end)))
                : cover;
    }

    private void add(ReadySpans.Piece piece) {
        switch (piece.kind()) {
            case MONTH -> months.addAll(piece.starts());
            case DAY -> days.addAll(piece.starts());
            case HOUR -> {
                boolean goesOn = !rest.isEmpty() && rest.getLast().to().equals(piece.from());
                Instant from = goesOn ? rest.removeLast().from() : piece.from();
                rest.add(new TimeRange(from, piece.to()));
            }
        }
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
