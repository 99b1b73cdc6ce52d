package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.countinghouse.storage.Database;

/**
 * Figures of the invoices whose period begins within some days.
 *
 * @param records number and sum by status and currency
 * @param revenue total without void invoices, by currency
 * @param byService net by meter (or the kind of a line without one) and currency, the largest first
 * @param activeCustomers with metered usage in these days, by UTC
 * @param billedCustomers with an invoice that is not void
 */
public record BillingStatistics(
        List<Line> records, List<Line> revenue, List<Line> byService, long activeCustomers, long billedCustomers) {

    /** One figure. */
    public record Line(String name, String currency, long count, BigDecimal amount) {}

    /** @param database whole, or confined to a customer */
    public static BillingStatistics of(Database database, LocalDate from, LocalDate to) {
        return database.read(connection -> new BillingStatistics(
                lines(connection, "select " + BillingRecords.STATUS + """
                        , currency, count(*), sum(total) from invoice i
                        where period_from >= ? and period_from < ? and collected_by is null
                        group by 1, 2 order by 1, 2""", from, to),
                lines(connection, """
                        select 'total', currency, count(*), sum(total) from invoice i
                        where period_from >= ? and period_from < ? and status <> 'void' and collected_by is null
                        group by 2 order by 2""", from, to),
                lines(connection, """
                        select coalesce(l.meter, l.kind), i.currency, count(*), sum(l.net)
                        from invoice i join invoice_line l on l.invoice_id = i.id
                        where i.period_from >= ? and i.period_from < ? and i.status <> 'void'
                            and i.collected_by is null
                        group by 1, 2 order by 4 desc, 1, 2""", from, to),
                active(connection, from, to),
                billed(connection, from, to)));
    }

    private static List<Line> lines(Connection connection, String sql, LocalDate from, LocalDate to)
            throws SQLException {
        var lines = new ArrayList<Line>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(new Line(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getLong(3),
                            new BigDecimal(Decimals.plain(rows.getBigDecimal(4)))));
                }
            }
        }
        return lines;
    }

    private static long active(Connection connection, LocalDate from, LocalDate to) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(distinct customer_id) from usage_rollup where hour >= ? and hour < ?")) {
            statement.setTimestamp(
                    1, Timestamp.from(from.atStartOfDay(ZoneOffset.UTC).toInstant()));
            statement.setTimestamp(
                    2, Timestamp.from(to.atStartOfDay(ZoneOffset.UTC).toInstant()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long billed(Connection connection, LocalDate from, LocalDate to) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(distinct customer_id) from invoice where period_from >= ? and period_from < ?"
                        + " and status <> 'void'")) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
