package org.countinghouse.customers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Json;
import org.countinghouse.storage.Database;

/** Reads one customer with its subscriptions. */
public final class CustomerDetail {
    private static final String FACTS = """
            select c.id, c.external_id, c.name, c.email, c.address, c.country, c.tax_id, c.currency, c.language,
                c.time_zone, c.status, b.name as seller,
                coalesce(case when p.id is null then c.payment_terms_days else p.payment_terms_days end,
                    b.payment_terms_days) as terms, c.payment_terms_days, b.payment_terms_days as seller_terms,
                (select min(s.starts_on) from subscription s where s.customer_id = c.id) as since
            from customer c join billing_entity b on b.id = c.billing_entity_id
                left join customer p on p.id = c.payer_id
            where c.id = ?
            """;

    private static final String SUBSCRIPTIONS = """
            select s.id, p.code, p.name, v.number, s.starts_on, s.ends_on, s.time_zone, s.quantities
            from subscription_current s
            join plan_version v on v.id = s.plan_version_id
            join plan p on p.id = v.plan_id
            where s.customer_id = ?
            order by s.ends_on is not null, s.starts_on desc, s.id desc
            """;

    /** @param subscriptions open ones first, then by start, newest first */
    public record Found(CustomerFacts facts, List<SubscriptionFacts> subscriptions) {
        public Found {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    private final Database database;

    public CustomerDetail(Database database) {
        this.database = database;
    }

    /** The customer of an id; empty when there is none. */
    public Optional<Found> find(long customer) {
        return database.read(connection -> {
            Optional<CustomerFacts> facts = facts(connection, customer);
            if (facts.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Found(facts.get(), subscriptions(connection, customer)));
        });
    }

    private static Optional<CustomerFacts> facts(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement(FACTS)) {
            statement.setLong(1, customer);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(facts(row)) : Optional.empty();
            }
        }
    }

    private static CustomerFacts facts(ResultSet row) throws SQLException {
        return new CustomerFacts(
                row.getLong("id"),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("address"),
                row.getString("country"),
                row.getString("tax_id"),
                row.getString("currency"),
                row.getString("language"),
                row.getString("time_zone"),
                row.getString("status"),
                row.getString("seller"),
                row.getInt("terms"),
                row.getObject("payment_terms_days", Integer.class),
                row.getInt("seller_terms"),
                row.getObject("since", LocalDate.class));
    }

    private static List<SubscriptionFacts> subscriptions(Connection connection, long customer) throws SQLException {
        var found = new ArrayList<SubscriptionFacts>();
        try (var statement = connection.prepareStatement(SUBSCRIPTIONS)) {
            statement.setLong(1, customer);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new SubscriptionFacts(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4),
                            row.getObject(5, LocalDate.class),
                            row.getObject(6, LocalDate.class),
                            row.getString(7),
                            quantities(row.getString(8))));
                }
            }
        }
        return found;
    }

    private static Map<String, BigDecimal> quantities(String json) {
        var quantities = new HashMap<String, BigDecimal>();
        for (Map.Entry<String, JsonNode> entry : Json.parse(json).properties()) {
            quantities.put(entry.getKey(), new BigDecimal(entry.getValue().asText()));
        }
        return quantities;
    }
}
