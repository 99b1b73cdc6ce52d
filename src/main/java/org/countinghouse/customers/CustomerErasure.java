package org.countinghouse.customers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * Erases customers on request (GDPR, article 17). What the law wants kept stays (article 17(3)(b)): numbered invoices with
 * the parties they name, the ledger, and the audit log without the name. Nothing open is lost: what is in the way is named.
 */
public final class CustomerErasure {
    private static final int LONGEST_REASON = 500;
    /** Obstacles that a failure names. */
    private static final int NAMED = 5;

    private final Database database;

    public CustomerErasure(Database database) {
        this.database = database;
    }

    /**
     * What was done.
     *
     * @param customer external id from now on; tells nothing of who it was
     */
    public record Erased(long id, String customer, long events, long messages, long tokens) {}

    /**
     * What an erasure would do.
     *
     * @throws Failure {@code customer.unknown}
     */
    public ErasurePreview preview(String customer) {
        return database.read(connection -> preview(connection, customer));
    }

    /**
     * Erases a customer. Admins may, and the gateway for them.
     *
     * @param reason why; the customer's own words in it are left out
     * @param leaveUnbilled what ended and was not billed never will be
     * @throws Failure {@code customer.unknown}, {@code customer.erase.reason}, {@code customer.erase.open} naming what is in
     *     the way
     */
    public Erased erase(String customer, String reason, boolean leaveUnbilled) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.indexOf('\0') >= 0) {
            throw new Failure(
                    "customer.erase.reason",
                    "An erasure has a reason of up to " + LONGEST_REASON + " characters.",
                    "Say why, for example who asked for it and when. Nothing was changed.");
        }
        return database.write(connection -> {
            long id = find(connection, customer);
            JsonNode done = erase(connection, id, why, leaveUnbilled);
            var obstacles = new ArrayList<ErasureObstacle>();
            done.path("obstacles").forEach(each -> obstacles.add(obstacle(each)));
            if (!obstacles.isEmpty()) {
                throw open(customer, obstacles);
            }
            JsonNode gone = done.path("gone");
            String instead = done.path("customer").asText();
            var detail =
                    Json.object().put("reason", done.path("reason").asText()).put("left_unbilled", leaveUnbilled);
            detail.set("gone", gone);
            AuditLog.append(connection, "customer.erase", "customer " + instead, detail.toString());
            Database.notify(connection, "customer", "erased");
            for (JsonNode token : done.path("tokens")) {
                Database.notify(connection, "access_token", token.asText());
            }
            return new Erased(
                    id,
                    instead,
                    gone.path("events").asLong(),
                    gone.path("messages").asLong(),
                    gone.path("tokens").asLong());
        });
    }

    private static JsonNode erase(Connection connection, long id, String why, boolean leaveUnbilled)
            throws SQLException {
        try (var statement = connection.prepareStatement("select erase_customer(?, ?, ?)")) {
            statement.setLong(1, id);
            statement.setString(2, why);
            statement.setBoolean(3, leaveUnbilled);
            try (var row = statement.executeQuery()) {
                row.next();
                return Json.parse(row.getString(1));
            }
        }
    }

    private static Failure open(String customer, List<ErasureObstacle> obstacles) {
        String words =
                obstacles.stream().limit(NAMED).map(ErasureObstacle::words).collect(Collectors.joining("; "));
        Set<String> remedies = obstacles.stream()
                .limit(NAMED)
                .map(ErasureObstacle::remedy)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Failure(
                "customer.erase.open",
                "Customer " + customer + " cannot be erased: " + words
                        + (obstacles.size() > NAMED ? "; and " + (obstacles.size() - NAMED) + " more" : "") + ".",
                String.join(" ", remedies) + " Nothing was changed.");
    }

    private static long find(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("select id from customer where external_id = ?")) {
            statement.setString(1, customer.replace("\0", ""));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "customer.unknown", "There is no customer \"" + customer + "\".", "Nothing was changed.");
                }
                return row.getLong(1);
            }
        }
    }

    private static ErasurePreview preview(Connection connection, String customer) throws SQLException {
        long id = find(connection, customer);
        var obstacles = new ArrayList<ErasureObstacle>();
        try (var statement = connection.prepareStatement(
                "select code, subject, amount, currency from erasure_obstacles(?) order by code, subject")) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    obstacles.add(new ErasureObstacle(
                            ErasureObstacle.Kind.of(rows.getString(1)),
                            rows.getString(2),
                            rows.getBigDecimal(3),
                            rows.getString(4)));
                }
            }
        }
        try (var statement = connection.prepareStatement("""
                select c.name,
                    (select count(*) from usage_event where customer_id = c.id),
                    (select count(*) from mail_message where customer_id = c.id),
                    (select count(*) from customer_alias where customer_id = c.id),
                    (select count(*) from usage_inbox x where x.customer = c.external_id
                        or x.customer in (select external_id from customer_alias where customer_id = c.id)),
                    (select count(*) from access_token where customer_id = c.id and revoked_at is null),
                    (select count(*) from quota_override where customer_id = c.id)
                        + (select count(*) from quota_grant where customer_id = c.id),
                    (select count(*) from invoice where c.id in (customer_id, used_by) and number is not null),
                    (select count(*) from credit_note where customer_id = c.id),
                    (select count(*) from ledger_entry where customer_id = c.id),
                    (select count(*) from usage_rollup where customer_id = c.id and events <> 0)
                from customer c where c.id = ?""")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return preview(id, customer, obstacles, row);
            }
        }
    }

    private static ErasurePreview preview(long id, String customer, List<ErasureObstacle> obstacles, ResultSet row)
            throws SQLException {
        return new ErasurePreview(
                id,
                customer,
                row.getString(1),
                obstacles,
                new ErasurePreview.Gone(
                        row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)),
                new ErasurePreview.Kept(row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11)));
    }

    private static ErasureObstacle obstacle(JsonNode node) {
        return new ErasureObstacle(
                ErasureObstacle.Kind.of(node.path("code").asText()),
                node.path("subject").asText(),
                node.hasNonNull("amount") ? new BigDecimal(node.get("amount").asText()) : null,
                node.hasNonNull("currency") ? node.get("currency").asText() : null);
    }
}
