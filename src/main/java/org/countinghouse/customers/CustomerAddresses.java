package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What customers are called and where they are. Invoices and credit notes that have a number keep what they say; drafts
 * name the customer as it is now.
 */
public final class CustomerAddresses {
    private final Database database;

    public CustomerAddresses(Database database) {
        this.database = database;
    }

    /**
     * As documents name a customer.
     *
     * @param address lines separated by line breaks
     * @param country ISO 3166-1 alpha-2; null when not known
     */
    public record Address(
            String name, String address, @Nullable String country) {
        /** Without what nobody sees. */
        Address stripped() {
            String lines = address.lines().map(String::strip).reduce("", (all, line) -> all + "\n" + line);
            return new Address(name.strip(), lines.strip(), country == null || country.isBlank() ? null : country);
        }
    }

    /**
     * Changes them, unless somebody else did so since they were read; the same again changes nothing.
     *
     * @param customer external id
     * @param before as they were read
     * @return how many open drafts are in doubt now, because another country may tax them otherwise: they are rated again
     *     before they become final (decision 26)
     * @throws Failure {@code customer.unknown}, {@code customer.closed}, {@code customer.changed} when they are not as
     *     they were read, {@code customer.name} without a name, {@code customer.country} when it is no country's code
     */
    public long change(String customer, Address before, Address after) {
        Address wanted = after.stripped();
        CustomerCheck.check(wanted, "customer \"" + customer + "\"");
        return database.write(connection -> {
            Stored stored = lock(connection, customer);
            if (!stored.address().stripped().equals(before.stripped())) {
                throw new Failure(
                        "customer.changed",
                        "Name or address of customer \"" + customer + "\" were changed by somebody else meanwhile.",
                        "Look at them as they are now, and change them again. Nothing was stored.");
            }
            if (wanted.equals(stored.address())) {
                return 0L;
            }
            write(connection, stored.id(), wanted);
            audit(connection, customer, stored.address(), wanted);
            Database.notify(connection, "customer", Long.toString(stored.id()));
            return Objects.equals(stored.address().country(), wanted.country())
                    ? 0L
                    : doubtful(connection, stored.id());
        });
    }

    private record Stored(long id, Address address) {}

    private static Stored lock(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select id, status, name, address, country from customer
                where external_id = ? for no key update""")) {
            statement.setString(1, customer.replace("\0", ""));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "customer.unknown", "There is no customer \"" + customer + "\".", "Nothing was changed.");
                }
                if (row.getString(2).equals("closed")) {
                    throw new Failure(
                            "customer.closed",
                            "Customer \"" + customer + "\" is closed.",
                            "What it was called stays on its invoices. Nothing was changed.");
                }
                return new Stored(row.getLong(1), new Address(row.getString(3), row.getString(4), row.getString(5)));
            }
        }
    }

    private static void write(Connection connection, long id, Address wanted) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update customer set name = ?, address = ?, country = ?, revision = revision + 1 where id = ?")) {
            statement.setString(1, wanted.name());
            statement.setString(2, wanted.address());
            statement.setString(3, wanted.country());
            statement.setLong(4, id);
            statement.executeUpdate();
        }
    }

    /** Which they were, without the words: names of before stand on invoices, and an erasure looks for today's only. */
    private static void audit(Connection connection, String customer, Address before, Address after)
            throws SQLException {
        var detail = Json.object();
        var changed = detail.putArray("changed");
        if (!before.name().equals(after.name())) {
            changed.add("name");
        }
        if (!before.address().equals(after.address())) {
            changed.add("address");
        }
        if (!Objects.equals(before.country(), after.country())) {
            changed.add("country");
            detail.put("country_before", before.country()).put("country", after.country());
        }
        AuditLog.append(connection, "customer.change", "customer " + customer, detail.toString());
    }

    /** Those that are addressed to it; who somebody else pays for has none. */
    private static long doubtful(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*) from invoice where customer_id = ? and number is null and tax_doubt
                    and collected_by is null and status in ('draft', 'in_review', 'approved')""")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
