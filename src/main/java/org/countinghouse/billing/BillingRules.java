package org.countinghouse.billing;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** How a seller's invoices come about: whether runs start by themselves, and how long they wait for late usage. */
public final class BillingRules {
    private static final int LONGEST_GRACE = 2000;

    private final Database database;

    public BillingRules(Database database) {
        this.database = database;
    }

    /**
     * Of one seller.
     *
     * @param automatic runs start by themselves while a gateway runs
     * @param graceHours from a period's end until it is billed
     */
    public record Rule(String seller, String name, boolean automatic, int graceHours) {}

    /** Of all sellers. */
    public List<Rule> all() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                            "select code, name, automatic_runs, billing_grace_hours from billing_entity order by code");
                    var row = statement.executeQuery()) {
                var rules = new ArrayList<Rule>();
                while (row.next()) {
                    rules.add(new Rule(row.getString(1), row.getString(2), row.getBoolean(3), row.getInt(4)));
                }
                return rules;
            }
        });
    }

    /** @throws Failure {@code billing.rules} when there is no such seller, or the grace is out of bounds */
    public void set(String seller, boolean automatic, int graceHours) {
        if (graceHours < 0 || graceHours > LONGEST_GRACE) {
            throw new Failure("billing.rules", "A grace is 0 to " + LONGEST_GRACE + " hours.", "Give another one.");
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update billing_entity set automatic_runs = ?, billing_grace_hours = ? where code = ?")) {
                statement.setBoolean(1, automatic);
                statement.setInt(2, graceHours);
                statement.setString(3, seller);
                if (statement.executeUpdate() == 0) {
                    throw new Failure(
                            "billing.rules", "There is no billing entity \"" + seller + "\".", "Correct the code.");
                }
            }
            AuditLog.append(
                    connection,
                    "billing.rules",
                    "billing entity " + seller,
                    BillingJson.write(
                            BillingJson.object().put("automatic", automatic).put("grace_hours", graceHours)));
            return null;
        });
    }
}
