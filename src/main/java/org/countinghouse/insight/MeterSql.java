package org.countinghouse.insight;

import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;

/** What a meter makes of usage events, as SQL over {@code usage_effective}. The rules are those of the rating engine. */
final class MeterSql {
    /** Only texts that are decimal numbers; anything else does not count, as in rating. */
    private static final String DECIMAL = "^[+-]?([0-9]{1,40}([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$";

    private MeterSql() {}

    /** The events a meter listens to, as conditions that follow a {@code where}. */
    static SqlText events(Meter meter) {
        var sql = new SqlText().add("event = ?", meter.eventType());
        meter.filters()
                .forEach((property, accepted) -> sql.add("and properties->>? in (", property)
                        .add("?" + ", ?".repeat(Math.max(0, accepted.size() - 1)), accepted.toArray())
                        .add(")"));
        return sql;
    }

    /** What one event contributes; null = it does not count. A number, or a text for unique counts. */
    static SqlText contribution(Meter meter) {
        DerivedQuantity derived = meter.quantity();
        String property = meter.property();
        var sql = new SqlText();
        switch (meter.aggregation()) {
            case COUNT -> sql.add("1::numeric");
            case UNIQUE_COUNT -> sql.add("properties->>?", property);
            default -> {
                if (derived != null) {
                    sql.add("1::numeric");
                    derived.multiply().forEach(factor -> sql.add("*").add(number(factor)));
                } else if (property != null) {
                    sql.add(number(property));
                } else {
                    sql.add("coalesce(quantity, 1)");
                }
            }
        }
        return sql;
    }

    private static SqlText number(String property) {
        return new SqlText()
                .add("case when properties->>? ~ '" + DECIMAL + "'", property)
                .add("then (properties->>?)::numeric end", property);
    }

    /** Makes one number of the contributions {@code value}, which happened {@code at}. */
    static SqlText aggregate(Meter meter) {
        return switch (meter.aggregation()) {
            case COUNT, SUM -> new SqlText().add("sum(value)");
            case MAX -> new SqlText().add("max(value)");
            case MIN -> new SqlText().add("min(value)");
            case LATEST -> new SqlText().add("(array_agg(value order by at desc))[1]");
            // A level over time is shown by the mean of its samples; billing weighs it by the second.
            case AVERAGE, WEIGHTED_SUM -> new SqlText().add("avg(value)");
            case UNIQUE_COUNT -> new SqlText().add("count(distinct value)");
            case PERCENTILE ->
                new SqlText()
                        .add(
                                "percentile_disc(?::float8 / 100) within group (order by value)",
                                meter.percentile() == null ? 50 : meter.percentile());
        };
    }
}
