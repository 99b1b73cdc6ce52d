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
import org.jspecify.annotations.Nullable;

/**
 * Figures of some days. Records are invoices whose period begins in them, drafts included; revenue is what the books have of
 * these days, so drafts and tax are not in it and credit notes and voided invoices are taken off.
 *
 * @param records number and total by status and currency
 * @param revenue net by currency, by the day of booking; of a fee in advance each month as it is over
 * @param byService the same by meter, or by fee, the largest first
 * @param byMethod of usage billed as it was recorded in these days, by what it was taken from; failed and refunded left out
 * @param activeCustomers with metered usage in these days, by UTC
 * @param billedCustomers with an invoice that is not void
 */
public record BillingStatistics(
        List<Line> records,
        List<Line> revenue,
        List<Line> byService,
        List<Line> byMethod,
        long activeCustomers,
        long billedCustomers) {

    /**
     * One figure.
     *
     * @param count of invoices, or of usages
     */
    public record Line(String name, String currency, long count, BigDecimal amount) {}

    /** As the books have it, of one customer or all. */
    private static final String EARNED = """
            , e.currency, count(distinct e.invoice_id), -sum(e.amount)
            from ledger_transaction t join ledger_entry e on e.ledger_transaction_id = t.id
            where t.booked_on >= ? and t.booked_on < ? and e.account in (select code from ledger_account where kind = 'income')
                and (?::bigint is null or e.customer_id = ?)
            group by 1, 2 having sum(e.amount) <> 0 order by 4 desc, 1, 2""";

    /**
     * @param database whole, or confined to a customer
     * @param books whole: those who are confined do not see the ledger
     * @param customerId whose; null: of all
     */
    public static BillingStatistics of(
            Database database, Database books, @Nullable Long customerId, LocalDate from, LocalDate to) {
        List<List<Line>> earned = books.read(connection -> List.of(
                lines(connection, "select 'total'" + EARNED, customerId, from, to),
                lines(connection, "select coalesce(e.service, e.charge, e.account)" + EARNED, customerId, from, to),
                lines(connection, """
                        select method, currency, count(*), sum(amount) from usage_charge
                        where occurred_at >= ?::timestamp at time zone 'UTC' and occurred_at < ?::timestamp at time zone 'UTC'
                            and (?::bigint is null or customer_id = ?) and status not in ('failed', 'refunded')
                        group by 1, 2 order by 1, 2""", customerId, from, to)));
        return database.read(connection -> new BillingStatistics(
                lines(connection, "select " + BillingRecords.STATUS + """
                        , currency, count(*), sum(total) from invoice i
                        where period_from >= ? and period_from < ? and collected_by is null
                            and (?::bigint is null or customer_id = ?)
                        group by 1, 2 order by 1, 2""", null, from, to),
                earned.get(0),
                earned.get(1),
                earned.get(2),
                active(connection, from, to),
                billed(connection, from, to)));
    }

    private static List<Line> lines(
            Connection connection, String sql, @Nullable Long customerId, LocalDate from, LocalDate to)
            throws SQLException {
        var lines = new ArrayList<Line>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            statement.setObject(3, customerId);
            statement.setObject(4, customerId);
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
