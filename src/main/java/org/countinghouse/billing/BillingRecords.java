package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Invoices as the records of a billing service: one line each, with a status of their processing. */
public final class BillingRecords {
    /** An invoice's status in the words of payment processing. */
    static final String STATUS = """
            case when i.status in ('draft', 'in_review', 'approved') then 'pending'
                when i.status in ('final', 'sent', 'overdue') then 'processing'
                when i.status = 'paid' then 'completed'
                when i.status = 'uncollectible' then 'failed' else 'refunded' end""";

    private static final List<String> STATUSES = List.of("pending", "processing", "completed", "failed", "refunded");
    private static final String SELECT = "select i.id, c.external_id, " + STATUS + """
             as record_status, i.status, i.number, i.period_from, i.period_to, i.currency, i.total, i.due, i.created_at
            from invoice i join customer c on c.id = i.customer_id and i.collected_by is null
            """;

    private final Database database;

    /** @param database whole, or confined to a customer */
    public BillingRecords(Database database) {
        this.database = database;
    }

    /**
     * @param status pending, processing, completed, failed or refunded
     * @param invoiceStatus the invoice's own
     */
    public record BillingRecord(
            long id,
            String customer,
            String status,
            String invoiceStatus,
            @Nullable String number,
            BillingPeriod period,
            String currency,
            BigDecimal total,
            BigDecimal due,
            Instant createdAt) {}

    /**
     * The newest first.
     *
     * @param customerId null = everybody's
     * @param status null = any
     * @throws Failure {@code record.status} when there is no such status
     */
    public List<BillingRecord> list(@Nullable Long customerId, @Nullable String status, int limit, int offset) {
        if (status != null && !STATUSES.contains(status)) {
            throw new Failure(
                    "record.status",
                    "There is no status \"" + status + "\".",
                    "Records are " + String.join(", ", STATUSES) + ".");
        }
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + " where (?::bigint is null or i.customer_id = ?)"
                    + " and (?::text is null or " + STATUS + " = ?) order by i.id desc limit ? offset ?")) {
                statement.setObject(1, customerId);
                statement.setObject(2, customerId);
                statement.setString(3, status);
                statement.setString(4, status);
                statement.setInt(5, limit);
                statement.setInt(6, offset);
                var records = new ArrayList<BillingRecord>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        records.add(read(rows));
                    }
                }
                return records;
            }
        });
    }

    /** @throws Failure {@code record.missing} */
    public BillingRecord find(long id) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + " where i.id = ?")) {
                statement.setLong(1, id);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new Failure("record.missing", "There is no billing record " + id + ".", "");
                    }
                    return read(rows);
                }
            }
        });
    }

    private static BillingRecord read(ResultSet row) throws SQLException {
        String currency = row.getString(8);
        int scale = CurrencyUnit.of(currency).getDecimalPlaces();
        return new BillingRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new BillingPeriod(row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class)),
                currency,
                row.getBigDecimal(9).setScale(scale, RoundingMode.UNNECESSARY),
                row.getBigDecimal(10).setScale(scale, RoundingMode.UNNECESSARY),
                row.getTimestamp(11).toInstant());
    }
}
