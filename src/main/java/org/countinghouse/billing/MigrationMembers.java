package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that have given versions of a plan on a day.
 *
 * @param due those that can be asked to move
 * @param waiting those whose own move to another version is still to come; they are left alone
 */
record MigrationMembers(List<MigrationResult.Member> due, List<BillingRunReport.Failed> waiting) {
    MigrationMembers {
        due = List.copyOf(due);
        waiting = List.copyOf(waiting);
    }

    static MigrationMembers of(Connection connection, String plan, List<Integer> versions, LocalDate day)
            throws SQLException {
        var due = new ArrayList<MigrationResult.Member>();
        var waiting = new ArrayList<BillingRunReport.Failed>();
        try (var statement = connection.prepareStatement("""
                select t.subscription_id, c.external_id, c.name,
                    (select min(h.effective_on) from subscription_change h where h.subscription_id = t.subscription_id
                        and h.kind = 'plan' and h.undone_at is null and h.effective_on > ?)
                from subscription_terms t join plan_version v on v.id = t.plan_version_id
                    join plan p on p.id = v.plan_id join customer c on c.id = t.customer_id
                where p.code = ? and v.number = any(?) and t.starts_on <= ? and (t.ends_on is null or t.ends_on > ?)
                order by 1""")) {
            statement.setObject(1, day);
            statement.setString(2, plan);
            statement.setArray(3, connection.createArrayOf("integer", versions.toArray()));
            statement.setObject(4, day);
            statement.setObject(5, day);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(3);
                    var member = new MigrationResult.Member(
                            rows.getLong(1), name == null || name.isBlank() ? rows.getString(2) : name);
                    @Nullable LocalDate moves = rows.getObject(4, LocalDate.class);
                    if (moves == null) {
                        due.add(member);
                    } else {
                        waiting.add(member.failed(
                                "subscription.moves", "It moves to another plan or version on " + moves + " already."));
                    }
                }
            }
        }
        return new MigrationMembers(due, waiting);
    }
}
