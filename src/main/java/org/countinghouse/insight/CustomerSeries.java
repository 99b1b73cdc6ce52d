package org.countinghouse.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All customers side by side, of a meter that adds up: the largest with a line of their own, the others as what those
 * leave of the totals. So only the largest customers' readings are looked through, however many customers there are.
 */
final class CustomerSeries {
    private final UsageQuestion question;
    private final int buckets;
    private final Sum[] others;
    private final Map<Long, Sum[]> shown = new HashMap<>();

    /** What was used, before the meter's own division. */
    private record Sum(BigDecimal quantity, long events) {
        static final Sum NOTHING = new Sum(BigDecimal.ZERO, 0);

        Sum plus(Sum more) {
            return new Sum(quantity.add(more.quantity), events + more.events);
        }

        Sum minus(Sum less) {
            return new Sum(quantity.subtract(less.quantity), events - less.events);
        }
    }

    private CustomerSeries(UsageQuestion question, int buckets) {
        this.question = question;
        this.buckets = buckets;
        this.others = nothing();
    }

    private Sum[] nothing() {
        var sums = new Sum[buckets];
        Arrays.fill(sums, Sum.NOTHING);
        return sums;
    }

    /** On one picture of the data. */
    static UsageSeries read(Connection connection, UsageQuestion question) throws SQLException {
        var starts = question.starts();
        var ranking = CustomerRanking.of(
                connection, question.meter(), question.range(), question.scope(), SeriesSql.MOST_LINES + 1);
        // One customer more has a line, too: it would stand alone for all others.
        boolean all = ranking.customers() <= SeriesSql.MOST_LINES + 1;
        List<Long> largest = ranking.first().stream()
                .limit(all ? SeriesSql.MOST_LINES + 1 : SeriesSql.MOST_LINES)
                .map(CustomerRanking.Used::customer)
                .toList();
        var series = new CustomerSeries(question, starts.size());
        series.readTotals(connection);
        UsageSeries.Line total = series.line(UsageSeries.Kind.TOTAL, "", "", series.others);
        series.readShown(connection, largest);
        List<UsageSeries.Line> lines = series.lines(connection, largest);
        if (!all) {
            String rest = String.valueOf(ranking.customers() - SeriesSql.MOST_LINES);
            lines.add(series.line(UsageSeries.Kind.OTHER, "", rest, series.others));
        }
        return new UsageSeries(question, starts, lines, total);
    }

    private void readTotals(Connection connection) throws SQLException {
        var sql = new SqlText()
                .add("select width_bucket(hour, ?) as bucket,", new SqlText.Instants(question.starts()))
                .add("sum(quantity), sum(events) from usage_total where")
                .add(CustomerRanking.where(question.meter(), question.scope()))
                .add(
                        "and hour >= ? and hour < ? group by 1",
                        question.range().from(),
                        question.range().to());
        try (var statement = sql.prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                others[row.getInt(1) - 1] = new Sum(row.getBigDecimal(2), row.getLong(3));
            }
        }
    }

    /** The largest customers' own sums, which are taken from the totals. */
    private void readShown(Connection connection, List<Long> customers) throws SQLException {
        var pieces =
                SummedUsage.of(connection, question.starts(), question.range().to());
        var where = CustomerRanking.where(question.meter(), question.scope())
                .add(
                        "and customer_id = any(?::bigint[])",
                        new SqlText.Texts(
                                customers.stream().map(String::valueOf).toList()));
        var sql = new SqlText()
                .add(
                        "select customer_id, width_bucket(at, ?), sum(quantity), sum(events) from (",
                        new SqlText.Instants(question.starts()))
                .add(pieces.rows(where))
                .add(") used group by 1, 2");
        try (var statement = sql.prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                int bucket = row.getInt(2) - 1;
                var sum = new Sum(row.getBigDecimal(3), row.getLong(4));
                shown.computeIfAbsent(row.getLong(1), _ -> nothing())[bucket] = sum;
                others[bucket] = others[bucket].minus(sum);
            }
        }
    }

    private List<UsageSeries.Line> lines(Connection connection, List<Long> customers) throws SQLException {
        var names = new HashMap<Long, String>();
        try (var statement = SeriesSql.customers(customers).prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                names.put(row.getLong(1), row.getString(2));
            }
        }
        var lines = new ArrayList<UsageSeries.Line>();
        for (long customer : customers) {
            String id = String.valueOf(customer);
            Sum[] sums = shown.getOrDefault(customer, nothing());
            lines.add(line(UsageSeries.Kind.VALUE, id, names.getOrDefault(customer, id), sums));
        }
        return lines;
    }

    private UsageSeries.Line line(UsageSeries.Kind kind, String value, String label, Sum[] sums) {
        List<UsageSeries.Point> points = Arrays.stream(sums).map(this::point).toList();
        return new UsageSeries.Line(
                kind, value, label, points, point(Arrays.stream(sums).reduce(Sum.NOTHING, Sum::plus)));
    }

    private UsageSeries.Point point(Sum sum) {
        return new UsageSeries.Point(SeriesReader.quantity(question.meter(), sum.quantity()), sum.events());
    }
}
