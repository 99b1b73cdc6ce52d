package org.countinghouse.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Meter;

/**
 * Who used most of a meter that adds up. Customers of whom nothing is left after corrections are none.
 *
 * @param first the largest, in order
 * @param customers all of them
 */
record CustomerRanking(List<Used> first, long customers) {
    /**
     * What a customer used.
     *
     * @param quantity as it is added up, before the meter's own division
     */
    record Used(long customer, BigDecimal quantity, long events) {}

    /**
     * Ranks customers.
     *
     * @param range in whole hours
     * @param most so many are told
     */
    static CustomerRanking of(Connection connection, Meter meter, TimeRange range, UsageScope scope, int most)
            throws SQLException {
        var pieces = SummedUsage.of(connection, List.of(range.from()), range.to());
        var sql = new SqlText()
                .add("select customer_id, sum(quantity), sum(events), count(*) over () from (")
                .add(pieces.rows(where(meter, scope)))
                .add(") used group by customer_id having sum(events) <> 0 or sum(quantity) <> 0")
                .add("order by 2 desc, customer_id::text limit ?", most);
        var first = new ArrayList<Used>();
        long customers = 0;
        try (var statement = sql.prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                first.add(new Used(row.getLong(1), row.getBigDecimal(2), row.getLong(3)));
                customers = row.getLong(4);
            }
        }
        return new CustomerRanking(first, customers);
    }

    static SqlText where(Meter meter, UsageScope scope) {
        return SeriesSql.scope(new SqlText().add("meter_code = ?", meter.code()), scope, "dimensions");
    }
}
