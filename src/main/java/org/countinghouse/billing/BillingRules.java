package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.countinghouse.money.Currencies;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a seller's invoices come about: whether runs start by themselves, how long they wait for late usage, and the
 * currency of the books.
 */
public final class BillingRules {
    /** Hours that a run may wait for late usage. */
    public static final int LONGEST_GRACE = 2000;

    private static final String SELECT =
            "select code, name, automatic_runs, billing_grace_hours, books_currency from billing_entity ";

    private final Database database;

    public BillingRules(Database database) {
        this.database = database;
    }

    /**
     * Of one seller.
     *
     * @param automatic runs start by themselves while a gateway runs, or a desktop with a database of its own
     * @param graceHours from a period's end until it is billed, 0 to 2000
     * @param booksCurrency ISO 4217; invoices in other currencies are issued with an exchange rate. Null: the books are in
     *     each invoice's own currency
     */
    public record Rule(
            String seller,
            String name,
            boolean automatic,
            int graceHours,
            @Nullable String booksCurrency) {
        public Rule withAutomatic(boolean value) {
            return new Rule(seller, name, value, graceHours, booksCurrency);
        }

        public Rule withGraceHours(int hours) {
            return new Rule(seller, name, automatic, hours, booksCurrency);
        }

        public Rule withBooksCurrency(@Nullable String currency) {
            return new Rule(seller, name, automatic, graceHours, currency);
        }
    }

    /** Of all sellers. */
    public List<Rule> all() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + "order by code");
                    var row = statement.executeQuery()) {
                var rules = new ArrayList<Rule>();
                while (row.next()) {
                    rules.add(rule(row));
                }
                return rules;
            }
        });
    }

    /**
     * Of one seller.
     *
     * @throws Failure {@code billing.rules} when there is no such seller
     */
    public Rule of(String seller) {
        return database.read(connection -> find(connection, seller, ""));
    }

    /**
     * Changes what is to be changed of one seller's.
     *
     * @throws Failure {@code billing.rules} when there is no such seller, the grace is out of bounds, or the currency
     *     unknown
     */
    public void change(String seller, UnaryOperator<Rule> change) {
        database.write(connection -> {
            Rule rule = change.apply(find(connection, seller, " for no key update"));
            check(rule);
            try (var statement = connection.prepareStatement(
                    "update billing_entity set automatic_runs = ?, billing_grace_hours = ?, books_currency = ?"
                            + " where code = ?")) {
                statement.setBoolean(1, rule.automatic());
                statement.setInt(2, rule.graceHours());
                statement.setString(3, rule.booksCurrency());
                statement.setString(4, seller);
                statement.executeUpdate();
            }
            AuditLog.append(
                    connection,
                    "billing.rules",
                    "billing entity " + seller,
                    BillingJson.write(BillingJson.object()
                            .put("automatic", rule.automatic())
                            .put("grace_hours", rule.graceHours())
                            .put("books_currency", rule.booksCurrency())));
            Database.notify(connection, "seller", "changed");
            return null;
        });
    }

    private static void check(Rule rule) {
        if (rule.graceHours() < 0 || rule.graceHours() > LONGEST_GRACE) {
            throw new Failure("billing.rules", "A grace is 0 to " + LONGEST_GRACE + " hours.", "Give another one.");
        }
        if (rule.booksCurrency() != null
                && Currencies.find(rule.booksCurrency()).isEmpty()) {
            throw new Failure(
                    "billing.rules",
                    "\"" + rule.booksCurrency() + "\" is no currency.",
                    "Give its code of ISO 4217, for example EUR. Nothing was changed.");
        }
    }

    private static Rule find(Connection connection, String seller, String lock) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + "where code = ?" + lock)) {
            statement.setString(1, seller);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "billing.rules", "There is no billing entity \"" + seller + "\".", "Correct the code.");
                }
                return rule(row);
            }
        }
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(row.getString(1), row.getString(2), row.getBoolean(3), row.getInt(4), row.getString(5));
    }
}
