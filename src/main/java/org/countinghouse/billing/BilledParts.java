package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;

/** Reads the parts that a customer has of invoices which somebody else pays, as its own token may see them. */
public final class BilledParts {
    private static final String SELECT = """
            select o.id, o.subscription_id, o.kind, p.code, v.number, o.period_from, o.period_to, o.state, o.currency, o.subtotal,
                o.discounts, o.credits, o.net, o.prepaid, o.created_at
            from own_part o left join plan_version v on v.id = o.plan_version_id left join plan p on p.id = v.plan_id
            """;

    private final Database confined;

    /**
     * @param database whole
     * @param customerId whose parts they are
     */
    public BilledParts(Database database, long customerId) {
        this.confined = database.confined(customerId);
    }

    /** The newest first, without lines. */
    public List<BilledPart> list(int limit, int offset) {
        return confined.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + " order by o.id desc limit ? offset ?")) {
                statement.setInt(1, limit);
                statement.setInt(2, offset);
                var parts = new ArrayList<BilledPart>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        parts.add(read(connection, rows, false));
                    }
                }
                return parts;
            }
        });
    }

    /**
     * With its lines.
     *
     * @throws Failure {@code part.missing}
     */
    public BilledPart find(long id) {
        return confined.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + " where o.id = ?")) {
                statement.setLong(1, id);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new Failure("part.missing", "There is no part " + id + ".", "");
                    }
                    return read(connection, rows, true);
                }
            }
        });
    }

    private static BilledPart read(Connection connection, ResultSet row, boolean withLines) throws SQLException {
        String currency = row.getString(9);
        int scale = CurrencyUnit.of(currency).getDecimalPlaces();
        return new BilledPart(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Integer.class),
                new BillingPeriod(row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class)),
                row.getString(8),
                currency,
                Amounts.exact(row.getBigDecimal(10), currency),
                Amounts.exact(row.getBigDecimal(11), currency),
                Amounts.exact(row.getBigDecimal(12), currency),
                Amounts.exact(row.getBigDecimal(13), currency),
                Amounts.exact(row.getBigDecimal(14), currency),
                row.getTimestamp(15).toInstant(),
                withLines ? Invoices.lines(connection, row.getLong(1), scale) : List.of());
    }
}
