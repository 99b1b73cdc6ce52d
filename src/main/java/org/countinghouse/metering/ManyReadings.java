package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.UsageReadings.Question;
import org.countinghouse.rating.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Answers many questions with one query: from hourly readings, and where those of a question may come as one, from sums
 * of whole days and months that are ready.
 */
final class ManyReadings {
    /**
     * The bounds of all questions stand beside each one's own, so that only partitions in between are looked at. Each
     * question is looked up by itself in the index (offset 0 keeps it so): read as a whole, the table would be gone
     * through for every batch.
     */
    private static final String HOURS = """
            select w.number, u.meter_code, u.hour as at, u.dimensions, u.quantity, u.events, 1 as hours
            from unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::timestamptz[]) w(number, customer_id, since, until)
                cross join lateral (select meter_code, hour, dimensions, dimensions_key, quantity, events
                    from usage_rollup r where r.customer_id = w.customer_id and r.meter_code = any (?)
                        and r.hour >= w.since and r.hour < w.until and r.hour >= ? and r.hour < ? and r.events > 0
                    offset 0) u
            """;

    private static final String SPANS = """
            select w.number, u.meter_code, u.starts, u.dimensions, u.quantity, u.events, null
            from unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                    w(number, customer_id, since, until, span)
                cross join lateral (select meter_code, starts, dimensions, quantity, events
                    from usage_summary s where s.customer_id = w.customer_id and s.meter_code = any (?)
                        and s.span = w.span and s.starts >= w.since and s.starts < w.until
                    offset 0) u
            """;

    private static final String EACH = HOURS + " order by 1, 2, 3, u.dimensions_key";
    /** Sums of days and months do not tell how many hours they come from. */
    private static final String TOTALS = """
            select number, meter_code, min(at), dimensions, sum(quantity), sum(events),
                case when count(hours) = count(*) then count(*) else 0 end
            from pieces group by 1, 2, 4 having sum(events) > 0 order by 1, 2, 3, 4""";

    private ManyReadings() {}

    /**
     * Fills in answers.
     *
     * @param asked numbers of the questions that are answered
     * @param totals one reading for all hours
     */
    static void answer(
            Connection connection,
            List<Question> questions,
            List<Integer> asked,
            boolean totals,
            List<PeriodUsage> answers)
            throws SQLException {
        if (asked.isEmpty()) {
            return;
        }
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        var meters = new TreeSet<String>();
        for (int number : asked) {
            Question question = questions.get(number);
            question.meters().forEach(meter -> meters.add(meter.code()));
            first = question.from().isBefore(first) ? question.from() : first;
            last = question.to().isAfter(last) ? question.to() : last;
        }
        var pieces = new Pieces(totals ? ReadySpans.of(connection, first, last) : null);
        asked.forEach(number -> pieces.add(number, questions.get(number)));
        try (var statement = connection.prepareStatement(pieces.sql())) {
            var codes = connection.createArrayOf("text", meters.toArray());
            pieces.hours.bind(statement, 1);
            statement.setArray(5, codes);
            statement.setTimestamp(6, Timestamp.from(first));
            statement.setTimestamp(7, Timestamp.from(last));
            if (pieces.summed()) {
                pieces.spans.bind(statement, 8);
                statement.setArray(12, connection.createArrayOf("text", pieces.kinds.toArray()));
                statement.setArray(13, codes);
            }
            try (var rows = statement.executeQuery()) {
                collect(rows, questions, answers);
            }
        }
    }

    /** What is looked up for the questions. */
    private static final class Pieces {
        private final @Nullable ReadySpans ready;
        private final Stretches hours = new Stretches();
        private final Stretches spans = new Stretches();
        private final List<String> kinds = new ArrayList<>();

        /** @param ready null when each hour is wanted by itself */
        Pieces(@Nullable ReadySpans ready) {
            this.ready = ready;
        }

        boolean summed() {
            return !kinds.isEmpty();
        }

        /** Sums are named only where there are some, since not everybody may read them. */
        String sql() {
            if (ready == null) {
                return EACH;
            }
            return "with pieces as (" + (summed() ? HOURS + " union all " + SPANS : HOURS) + ") " + TOTALS;
        }

        void add(int number, Question question) {
            if (ready == null) {
                hours.add(number, question, question.from(), question.to());
                return;
            }
            for (ReadySpans.Piece piece : ready.cover(question.from(), question.to())) {
                if (piece.kind() == ReadySpans.Kind.HOUR) {
                    hours.add(number, question, piece.from(), piece.to());
                } else {
                    spans.add(number, question, piece.from(), piece.to());
                    kinds.add(piece.kind() == ReadySpans.Kind.DAY ? "day" : "month");
                }
            }
        }
    }

    /** Stretches of time of customers, as columns. */
    private static final class Stretches {
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Long> customers = new ArrayList<>();
        private final List<String> since = new ArrayList<>();
        private final List<String> until = new ArrayList<>();

        void add(int number, Question question, Instant from, Instant to) {
            numbers.add(number);
            customers.add(question.customerId());
            since.add(from.toString());
            until.add(to.toString());
        }

        /** Binds four arrays. */
        void bind(PreparedStatement statement, int at) throws SQLException {
            Connection connection = statement.getConnection();
            statement.setArray(at, connection.createArrayOf("int", numbers.toArray()));
            statement.setArray(at + 1, connection.createArrayOf("bigint", customers.toArray()));
            statement.setArray(at + 2, connection.createArrayOf("timestamptz", since.toArray()));
            statement.setArray(at + 3, connection.createArrayOf("timestamptz", until.toArray()));
        }
    }

    private static void collect(ResultSet rows, List<Question> questions, List<PeriodUsage> answers)
            throws SQLException {
        int current = -1;
        var readings = new ArrayList<Reading>();
        while (rows.next()) {
            int number = rows.getInt(1);
            if (number != current && current >= 0) {
                answers.set(current, new PeriodUsage(readings, List.of()));
                readings.clear();
            }
            current = number;
            String meter = rows.getString(2);
            // Other questions asked for other meters.
            if (wants(questions.get(number), meter)) {
                readings.add(new Reading(
                        meter,
                        rows.getTimestamp(3).toInstant(),
                        StoredProperties.texts(rows.getString(4)),
                        rows.getBigDecimal(5),
                        rows.getBigDecimal(6),
                        rows.getLong(7)));
            }
        }
        if (current >= 0) {
            answers.set(current, new PeriodUsage(readings, List.of()));
        }
    }

    private static boolean wants(Question question, String meter) {
        for (Meter each : question.meters()) {
            if (each.code().equals(meter)) {
                return true;
            }
        }
        return false;
    }
}
