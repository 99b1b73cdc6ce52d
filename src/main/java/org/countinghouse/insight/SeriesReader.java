package org.countinghouse.insight;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;

/** Puts the rows of {@link SeriesSql} together. */
final class SeriesReader {
    private final UsageQuestion question;
    private final int buckets;
    private final Map<Integer, Slot> slots = new TreeMap<>();
    private final Slot total;

    private static final class Slot {
        final UsageSeries.Point[] points;
        UsageSeries.Point sum = UsageSeries.Point.NOTHING;
        String group = "";
        /** In the slot of all smaller groups, how many they are. */
        long groups;

        Slot(int buckets) {
            points = new UsageSeries.Point[buckets];
            Arrays.fill(points, UsageSeries.Point.NOTHING);
        }
    }

    private SeriesReader(UsageQuestion question, int buckets) {
        this.question = question;
        this.buckets = buckets;
        this.total = new Slot(buckets);
    }

    static UsageSeries read(Connection connection, UsageQuestion question) throws SQLException {
        var starts = question.starts();
        var reader = new SeriesReader(question, starts.size());
        try (var statement = SeriesSql.of(question).prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
        boolean grouped = !(question.grouping() instanceof Grouping.None);
        return new UsageSeries(
                question,
                starts,
                grouped ? reader.lines(connection) : List.of(),
                reader.line(reader.total, UsageSeries.Kind.TOTAL, "", ""));
    }

    private void row(ResultSet row) throws SQLException {
        boolean inBucket = row.getBoolean(1);
        Slot slot = row.getBoolean(2) ? slots.computeIfAbsent(row.getInt(4), _ -> new Slot(buckets)) : total;
        var point = new UsageSeries.Point(quantity(question.meter(), row.getBigDecimal(7)), row.getLong(8));
        if (inBucket) {
            slot.points[row.getInt(3) - 1] = point;
        } else {
            slot.sum = point;
            slot.group = row.getString(5) == null ? "" : row.getString(5);
            slot.groups = row.getLong(6) - SeriesSql.MOST_LINES;
        }
    }

    /** What is added up, in the meter's unit. */
    static BigDecimal quantity(Meter meter, @org.jspecify.annotations.Nullable BigDecimal stored) {
        if (stored == null) {
            return BigDecimal.ZERO;
        }
        DerivedQuantity derived = meter.quantity();
        BigDecimal value = derived == null ? stored : stored.divide(derived.divideBy(), MathContext.DECIMAL128);
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private List<UsageSeries.Line> lines(Connection connection) throws SQLException {
        Map<String, String> names = customerNames(connection);
        var lines = new ArrayList<UsageSeries.Line>();
        for (var entry : slots.entrySet()) {
            Slot slot = entry.getValue();
            boolean other = entry.getKey() > SeriesSql.MOST_LINES && slot.groups > 1;
            if (other) {
                lines.add(line(slot, UsageSeries.Kind.OTHER, "", String.valueOf(slot.groups)));
            } else if (slot.group.isEmpty()) {
                lines.add(line(slot, UsageSeries.Kind.MISSING, "", ""));
            } else {
                String value = slot.group.substring(1);
                lines.add(line(slot, UsageSeries.Kind.VALUE, value, names.getOrDefault(value, value)));
            }
        }
        return lines;
    }

    private Map<String, String> customerNames(Connection connection) throws SQLException {
        var names = new HashMap<String, String>();
        if (question.grouping() instanceof Grouping.ByCustomer) {
            var ids = slots.values().stream()
                    .filter(slot -> !slot.group.isEmpty())
                    .map(slot -> Long.valueOf(slot.group.substring(1)))
                    .toList();
            try (var statement = SeriesSql.customers(ids).prepare(connection);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.put(String.valueOf(rows.getLong(1)), rows.getString(2));
                }
            }
        }
        return names;
    }

    private UsageSeries.Line line(Slot slot, UsageSeries.Kind kind, String value, String label) {
        return new UsageSeries.Line(kind, value, label, List.of(slot.points), slot.sum);
    }
}
