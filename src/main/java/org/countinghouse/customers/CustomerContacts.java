package org.countinghouse.customers;

import java.util.regex.Pattern;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Where customers are reached. */
public final class CustomerContacts {
    /** As the outbox takes it. */
    private static final Pattern EMAIL = Pattern.compile("[!-~&&[^@]]+@[!-~&&[^@]]+");

    private static final int LONGEST = 254;

    private final Database database;

    public CustomerContacts(Database database) {
        this.database = database;
    }

    /** Whether documents can be sent there; an empty text is no address. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST && EMAIL.matcher(text).matches();
    }

    /** Where documents of a customer are sent; empty: nowhere. By the database's id. */
    public String emailOf(long customer) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select email from customer where id = ?")) {
                statement.setLong(1, customer);
                try (var row = statement.executeQuery()) {
                    return row.next() ? row.getString(1) : "";
                }
            }
        });
    }

    /**
     * Changes where documents of a customer are sent; the same again changes nothing.
     *
     * @param customer external id
     * @param email empty: none
     * @throws Failure {@code customer.unknown}, {@code customer.email} when it is no address
     */
    public void email(String customer, String email) {
        String wanted = email.strip();
        if (!wanted.isEmpty() && !isEmail(wanted)) {
            throw new Failure(
                    "customer.email",
                    "\"" + wanted + "\" is not an e-mail address.",
                    "Write it as name@example.com, or leave it empty. Nothing was changed.");
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update customer c set email = ?, revision = c.revision + 1
                    from (select id, email from customer where external_id = ? for no key update) before
                    where c.id = before.id returning before.email""")) {
                statement.setString(1, wanted);
                statement.setString(2, customer.replace("\0", ""));
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "customer.unknown",
                                "There is no customer \"" + customer + "\".",
                                "Nothing was changed.");
                    }
                    if (!wanted.equals(row.getString(1))) {
                        AuditLog.append(
                                connection,
                                "customer.email",
                                "customer " + customer,
                                Json.object()
                                        .put("before", row.getString(1))
                                        .put("email", wanted)
                                        .toString());
                        Database.notify(connection, "customer", "email");
                    }
                    return true;
                }
            }
        });
    }
}
