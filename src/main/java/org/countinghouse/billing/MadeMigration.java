package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves of many subscriptions that were made at once.
 *
 * @param id what the moves have in common
 * @param at when the first of them was made
 * @param reason as it was given
 * @param fromPlan code of the plan that they left
 * @param toPlan code of the plan that they got
 * @param toVersion its number
 * @param first day on which the first of them holds
 * @param last day on which the last of them begins to hold
 * @param moved how many there were
 * @param undone how many of them were undone since
 */
public record MadeMigration(
        UUID id,
        Instant at,
        String by,
        String reason,
        String fromPlan,
        String toPlan,
        String toPlanName,
        int toVersion,
        LocalDate first,
        LocalDate last,
        int moved,
        int undone) {
    /** Left what they had by a change that held then, else what they began with. */
    private static final String SELECT = """
            select m.migration, m.at, h.made_by, h.reason, p.code, t.code,
                coalesce(nullif(v.document ->> 'name', ''), t.code), v.number, m.first, m.last, m.moved, m.undone
            from (select migration, min(id) as id, min(at) as at, min(effective_on) as first, max(effective_on) as last,
                    count(*) as moved, count(undone_at) as undone
                from subscription_change where migration is not null group by migration) m
                join subscription_change h on h.id = m.id
                join plan_version v on v.id = h.plan_version_id join plan t on t.id = v.plan_id
                join subscription s on s.id = h.subscription_id
                join plan_version b on b.id = coalesce((select e.plan_version_id from subscription_change e
                    where e.subscription_id = h.subscription_id and e.kind = 'plan' and e.id < h.id
                        and e.effective_on <= h.effective_on and (e.undone_at is null or e.undone_at > h.at)
                    order by e.effective_on desc, e.id desc limit 1), s.plan_version_id)
                join plan p on p.id = b.plan_id
            """;

    /** Whether any of them holds. */
    public boolean stands() {
        return undone < moved;
    }

    /**
     * The latest first.
     *
     * @param plan code of a plan that was left or got; null: of all
     * @param most how many of them
     */
    static List<MadeMigration> list(Connection connection, @Nullable String plan, int most) throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + " where ?::text is null or ? in (p.code, t.code) order by m.at desc, m.id desc limit ?")) {
            statement.setString(1, plan);
            statement.setString(2, plan);
            statement.setInt(3, most);
            var found = new ArrayList<MadeMigration>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new MadeMigration(
                            rows.getObject(1, UUID.class),
                            rows.getTimestamp(2).toInstant(),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getInt(8),
                            rows.getObject(9, LocalDate.class),
                            rows.getObject(10, LocalDate.class),
                            rows.getInt(11),
                            rows.getInt(12)));
                }
            }
            return found;
        }
    }
}
