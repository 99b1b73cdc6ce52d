package org.countinghouse.billing;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;

/** The plans that a run can be narrowed to: those that somebody is subscribed to. */
public final class BilledPlans {
    private final Database database;

    public BilledPlans(Database database) {
        this.database = database;
    }

    /** @param id as {@link RunScope#ofPlan} takes it */
    public record Plan(long id, String code, String name, long subscriptions) {}

    /** By name; with how many subscriptions each has today. */
    public List<Plan> all() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                            select p.id, p.code, p.name, count(*) from subscription_current s
                                join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id
                            group by p.id order by lower(p.name), p.code""");
                    var rows = statement.executeQuery()) {
                var plans = new ArrayList<Plan>();
                while (rows.next()) {
                    plans.add(new Plan(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
                }
                return plans;
            }
        });
    }
}
