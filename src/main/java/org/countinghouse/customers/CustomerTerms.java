package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** How long customers have to pay: days from an invoice's issue to the day on which it is due. */
public final class CustomerTerms {
    /** The most days that somebody may have. */
    public static final int MOST = 365;

    private final Database database;

    public CustomerTerms(Database database) {
        this.database = database;
    }

    /**
     * What counts for a customer.
     *
     * @param own its own days; null: as the seller has it
     * @param seller days of its billing entity
     * @param days of invoices of its usage: of who pays, else the seller's
     * @param payer external id of who pays; null: it pays itself
     */
    public record Terms(
            @Nullable Integer own,
            int seller,
            int days,
            @Nullable String payer) {}

    /**
     * What counts for a customer.
     *
     * @param customer external id
     * @throws Failure {@code customer.unknown}
     */
    public Terms of(String customer) {
        return database.read(connection -> find(connection, customer, ""));
    }

    private static Terms find(Connection connection, String customer, String lock) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select c.payment_terms_days, b.payment_terms_days, coalesce(
                        case when p.id is null then c.payment_terms_days else p.payment_terms_days end,
                        b.payment_terms_days), p.external_id
                from customer c join billing_entity b on b.id = c.billing_entity_id
                    left join customer p on p.id = c.payer_id
                where c.external_id = ?""" + " " + lock)) {
            statement.setString(1, customer.replace("\0", ""));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "customer.unknown", "There is no customer \"" + customer + "\".", "Nothing was changed.");
                }
                return new Terms(row.getObject(1, Integer.class), row.getInt(2), row.getInt(3), row.getString(4));
            }
        }
    }

    /**
     * Changes how long a customer has to pay what becomes final from now on; the same again changes nothing.
     *
     * @param customer external id
     * @param days 0 to {@link #MOST}; null: as the seller has it
     * @throws Failure {@code customer.unknown}, {@code customer.terms} for another number of days
     */
    public void set(String customer, @Nullable Integer days) {
        if (days != null && (days < 0 || days > MOST)) {
            throw new Failure(
                    "customer.terms",
                    "\"" + customer + "\" cannot have " + days + " days to pay.",
                    "Give 0 to " + MOST + " days, or none: then the billing entity's count. Nothing was changed.");
        }
        database.write(connection -> {
            Integer before =
                    find(connection, customer, "for no key update of c").own();
            if (Objects.equals(before, days)) {
                return false;
            }
            try (var statement = connection.prepareStatement(
                    "update customer set payment_terms_days = ?, revision = revision + 1 where external_id = ?")) {
                statement.setObject(1, days, Types.INTEGER);
                statement.setString(2, customer);
                statement.executeUpdate();
            }
            AuditLog.append(
                    connection,
                    "customer.terms",
                    "customer " + customer,
                    Json.object().put("before", before).put("days", days).toString());
            Database.notify(connection, "customer", "terms");
            return true;
        });
    }
}
