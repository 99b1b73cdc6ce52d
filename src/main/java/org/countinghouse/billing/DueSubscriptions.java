package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;

/** Finds subscriptions that have no invoice of a period yet, batch by batch in the order of ids. */
final class DueSubscriptions {
    /** Tax rates of the seller that name the customer's country, without the country. */
    private static final String SELECT = """
            select s.id, s.customer_id, c.external_id, s.plan_version_id, c.billing_entity_id, p.currency, s.starts_on,
                s.ends_on, s.time_zone, s.quantities, v.document,
                (select coalesce(jsonb_agg(jsonb_strip_nulls(t - 'country')), '[]')
                 from jsonb_array_elements(e.taxes) t where t ->> 'country' = c.country)
            from subscription s
                join customer c on c.id = s.customer_id
                join billing_entity e on e.id = c.billing_entity_id
                join plan_version v on v.id = s.plan_version_id
                join plan p on p.id = v.plan_id
            """;

    private static final String DUE = """
            where s.starts_on < ? and (s.ends_on is null or s.ends_on > ?)
                and c.status <> 'closed'
            """;
    /** Everybody's, or one customer's. */
    private static final String OF = " and (?::bigint is null or s.customer_id = ?)";

    private static final String BILLED = """
            exists (select from invoice i where i.subscription_id = s.id and i.period_from = ? and i.kind = 'regular'
                and i.status <> 'void')
            """;

    private DueSubscriptions() {}

    /** @param customerId null = everybody's */
    static List<DueSubscription> after(
            Connection connection, BillingPeriod period, @Nullable Long customerId, long lastId, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + DUE + " and not " + BILLED + OF + " and s.id > ? order by s.id limit ?")) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            statement.setObject(3, period.from());
            statement.setObject(4, customerId);
            statement.setObject(5, customerId);
            statement.setLong(6, lastId);
            statement.setInt(7, limit);
            return subscriptions(statement);
        }
    }

    /** A customer's subscriptions of the period, billed or not. */
    static List<DueSubscription> of(Connection connection, BillingPeriod period, long customerId) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + DUE + " and s.customer_id = ? order by s.id")) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            statement.setLong(3, customerId);
            return subscriptions(statement);
        }
    }

    private static List<DueSubscription> subscriptions(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var due = new ArrayList<DueSubscription>();
            while (rows.next()) {
                due.add(subscription(rows));
            }
            return due;
        }
    }

    /** How many subscriptions of the period have their invoice, or have it not. */
    static int count(Connection connection, BillingPeriod period, boolean billed) throws SQLException {
        return count(connection, period, null, billed);
    }

    /** @param customerId null = everybody's */
    static int count(Connection connection, BillingPeriod period, @Nullable Long customerId, boolean billed)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(*) from subscription s join customer c on c.id = s.customer_id " + DUE + " and "
                        + (billed ? "" : "not ") + BILLED + OF)) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            statement.setObject(3, period.from());
            statement.setObject(4, customerId);
            statement.setObject(5, customerId);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static DueSubscription subscription(ResultSet row) throws SQLException {
        return new DueSubscription(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                ZoneId.of(row.getString(9)),
                quantities(row.getString(10)),
                taxes(row.getString(12)),
                PlanJson.read(row.getString(11)));
    }

    private static Map<String, BigDecimal> quantities(String json) {
        var quantities = new HashMap<String, BigDecimal>();
        for (var entry : BillingJson.read(json).properties()) {
            quantities.put(entry.getKey(), new BigDecimal(entry.getValue().asText()));
        }
        return quantities;
    }

    private static List<Tax> taxes(String json) {
        var taxes = new ArrayList<Tax>();
        for (var node : BillingJson.read(json)) {
            var category = node.get("category");
            taxes.add(new Tax(
                    node.get("code").asText(),
                    new BigDecimal(node.get("rate").asText()),
                    category == null ? null : category.asText(),
                    false,
                    null));
        }
        return taxes;
    }
}
