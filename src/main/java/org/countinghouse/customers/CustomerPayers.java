package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for whom. Invoices of a child's usage are addressed to its parent and booked on it; drafts that there are
 * already stay as they are. Who pays may want one invoice for all of it.
 */
public final class CustomerPayers {
    private final Database database;

    public CustomerPayers(Database database) {
        this.database = database;
    }

    /** A customer in short. */
    public record Party(long id, String externalId, String name) {}

    /**
     * What a customer has to do with others.
     *
     * @param payer null: it pays itself
     * @param paysFor its children, by name
     * @param together it gets one invoice for all periods that end together
     */
    public record Standing(@Nullable Party payer, List<Party> paysFor, boolean together) {
        public Standing {
            paysFor = List.copyOf(paysFor);
        }
    }

    /** @param customer the database's id */
    public Standing of(long customer) {
        return database.read(connection -> {
            var payer = parties(
                    connection,
                    "select p.id, p.external_id, p.name from customer c join customer p on p.id = c.payer_id where c.id = ?",
                    customer);
            var children = parties(
                    connection,
                    "select id, external_id, name from customer where payer_id = ? order by name, id",
                    customer);
            return new Standing(payer.isEmpty() ? null : payer.getFirst(), children, together(connection, customer));
        });
    }

    private static List<Party> parties(Connection connection, String sql, long customer) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, customer);
            var found = new ArrayList<Party>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Party(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
            return found;
        }
    }

    private static boolean together(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("select one_invoice from customer where id = ?")) {
            statement.setLong(1, customer);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Says whether who pays gets one invoice for all subscriptions whose periods end together, its own and those of its
     * children, from the next draft on; the same again changes nothing.
     *
     * @param customer external id of who pays
     * @throws Failure {@code customer.unknown}, {@code customer.payer} when somebody else pays for it
     */
    public void together(String customer, boolean together) {
        database.write(connection -> {
            Account payer = Account.find(connection, customer);
            if (together(connection, payer.id()) == together) {
                return false;
            }
            if (payer.payer() != null) {
                throw refused("Somebody else pays for \"" + customer + "\": that one gets its invoices.");
            }
            storeTogether(connection, payer, together);
            return true;
        });
    }

    /** A run under way looks again at all that it pays for. */
    private static void storeTogether(Connection connection, Account payer, boolean together) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "update customer set one_invoice = ?, revision = revision + 1 where id = ?");
                var subscriptions = connection.prepareStatement("""
                        update subscription set revision = revision + 1
                        where customer_id in (select id from customer where id = ? or payer_id = ?)""")) {
            statement.setBoolean(1, together);
            statement.setLong(2, payer.id());
            statement.executeUpdate();
            subscriptions.setLong(1, payer.id());
            subscriptions.setLong(2, payer.id());
            subscriptions.executeUpdate();
        }
        AuditLog.append(
                connection,
                "customer.one-invoice",
                "customer " + payer.externalId(),
                Json.object().put("together", together).toString());
        Database.notify(connection, "customer", "payer");
    }

    /**
     * Says who pays for a customer from the next draft on; the same again changes nothing.
     *
     * @param customer external id of the child
     * @param payer external id of the parent; null: it pays itself
     * @throws Failure {@code customer.unknown}, {@code customer.payer} when that one cannot pay for it
     */
    public void set(String customer, @Nullable String payer) {
        database.write(connection -> {
            // One change of payers after the other: two at once could make each the other's parent.
            try (var lock = connection.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(hashtext('countinghouse.payer'))");
            }
            Account child = Account.find(connection, customer);
            Account parent = payer == null ? null : Account.find(connection, payer);
            if (java.util.Objects.equals(child.payer(), parent == null ? null : parent.id())) {
                return false;
            }
            if (parent != null) {
                requirePayer(child, parent);
            }
            store(connection, child, parent);
            return true;
        });
    }

    private static void requirePayer(Account child, Account parent) {
        if (child.id() == parent.id()) {
            throw refused("A customer is not its own parent: without one it pays itself.");
        }
        if (parent.payer() != null) {
            throw refused("Somebody else pays for \"" + parent.externalId() + "\": who pays for others pays itself.");
        }
        if (child.children()) {
            throw refused("\"" + child.externalId() + "\" pays for others: who pays for others pays itself.");
        }
        if (child.billingEntity() != parent.billingEntity()) {
            throw refused("\"" + child.externalId() + "\" and \"" + parent.externalId()
                    + "\" are billed by different billing entities.");
        }
        if (!child.currency().equals(parent.currency())) {
            throw refused("\"" + child.externalId() + "\" is billed in " + child.currency() + ", \""
                    + parent.externalId() + "\" in " + parent.currency() + ".");
        }
    }

    private static Failure refused(String message) {
        return new Failure("customer.payer", message, "Nothing was changed.");
    }

    /** The child's subscriptions move too, so that a run under way looks again who pays. */
    private static void store(Connection connection, Account child, @Nullable Account parent) throws SQLException {
        try (var statement = connection.prepareStatement("""
                        update customer set payer_id = ?, revision = revision + 1 where id = ?""");
                var subscriptions = connection.prepareStatement(
                        "update subscription set revision = revision + 1 where customer_id = ?")) {
            statement.setObject(1, parent == null ? null : parent.id(), java.sql.Types.BIGINT);
            statement.setLong(2, child.id());
            statement.executeUpdate();
            subscriptions.setLong(1, child.id());
            subscriptions.executeUpdate();
        }
        AuditLog.append(
                connection,
                "customer.payer",
                "customer " + child.externalId(),
                Json.object()
                        .put("payer", parent == null ? null : parent.externalId())
                        .toString());
        Database.notify(connection, "customer", "payer");
    }

    private record Account(
            long id, String externalId, @Nullable Long payer, long billingEntity, String currency, boolean children) {
        static Account find(Connection connection, String externalId) throws SQLException {
            try (var statement = connection.prepareStatement("""
                    select c.id, c.external_id, c.payer_id, c.billing_entity_id, c.currency,
                        exists (select from customer k where k.payer_id = c.id)
                    from customer c where c.external_id = ? for no key update of c""")) {
                statement.setString(1, externalId.replace("\0", ""));
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "customer.unknown",
                                "There is no customer \"" + externalId + "\".",
                                "Nothing was changed.");
                    }
                    return new Account(
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, Long.class),
                            row.getLong(4),
                            row.getString(5),
                            row.getBoolean(6));
                }
            }
        }
    }
}
