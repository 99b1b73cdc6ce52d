package org.countinghouse.metering;

import java.sql.Connection;
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

/** Answers many questions from hourly readings with one query. */
final class ManyReadings {
    /**
     * The bounds of all questions stand beside each one's own, so that only partitions in between are looked at. Each
     * question is looked up by itself in the index (offset 0 keeps it so): read as a whole, the table would be gone
     * through for every batch.
     */
    private static final String FROM = """
            from unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::timestamptz[]) w(number, customer_id, since, until)
                cross join lateral (select meter_code, hour, dimensions, dimensions_key, quantity, events
                    from usage_rollup r where r.customer_id = w.customer_id and r.meter_code = any (?)
                        and r.hour >= w.since and r.hour < w.until and r.hour >= ? and r.hour < ? and r.events > 0
                    offset 0) u
            """;

    private static final String HOURS = "select w.number, u.meter_code, u.hour, u.dimensions, u.quantity, u.events, 1 "
            + FROM + " order by 1, 2, 3, u.dimensions_key";
    private static final String TOTALS =
            "select w.number, u.meter_code, min(u.hour), u.dimensions, sum(u.quantity), sum(u.events), count(*) " + FROM
                    + " group by 1, 2, 4 order by 1, 2, 3, 4";

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
        var customers = new Long[asked.size()];
        var since = new String[asked.size()];
        var until = new String[asked.size()];
        var meters = new TreeSet<String>();
        Instant first = questions.get(asked.getFirst()).from();
        Instant last = questions.get(asked.getFirst()).to();
        for (int index = 0; index < asked.size(); index++) {
            Question question = questions.get(asked.get(index));
            customers[index] = question.customerId();
            since[index] = question.from().toString();
            until[index] = question.to().toString();
            question.meters().forEach(meter -> meters.add(meter.code()));
            first = question.from().isBefore(first) ? question.from() : first;
            last = question.to().isAfter(last) ? question.to() : last;
        }
        try (var statement = connection.prepareStatement(totals ? TOTALS : HOURS)) {
            statement.setArray(1, connection.createArrayOf("int", asked.toArray()));
            statement.setArray(2, connection.createArrayOf("bigint", customers));
            statement.setArray(3, connection.createArrayOf("timestamptz", since));
            statement.setArray(4, connection.createArrayOf("timestamptz", until));
            statement.setArray(5, connection.createArrayOf("text", meters.toArray()));
            statement.setTimestamp(6, Timestamp.from(first));
            statement.setTimestamp(7, Timestamp.from(last));
            try (var rows = statement.executeQuery()) {
                collect(rows, questions, answers);
            }
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
