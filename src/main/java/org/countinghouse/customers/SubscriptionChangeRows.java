package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.customers.SubscriptionChange.Undone;

/** Reads subscription changes from their rows. */
public final class SubscriptionChangeRows {
    private static final String SELECT = """
            select h.id, h.subscription_id, h.kind, h.effective_on, h.plan_version_id, p.code, v.number, h.item, h.quantity,
                h.price, h.credit, h.reason, h.at, h.made_by, h.undone_at, h.undone_by, h.undone_reason
            from subscription_change h
                left join plan_version v on v.id = h.plan_version_id
                left join plan p on p.id = v.plan_id
            where h.subscription_id = any (?)
            """;

    private SubscriptionChangeRows() {}

    /** Changes that hold, in the order in which they do. */
    public static Map<Long, List<SubscriptionChange>> holding(Connection connection, Long[] subscriptions)
            throws SQLException {
        var changes = new HashMap<Long, List<SubscriptionChange>>();
        for (SubscriptionChange change :
                read(connection, subscriptions, " and h.undone_at is null order by h.effective_on, h.id")) {
            changes.computeIfAbsent(change.subscriptionId(), _ -> new ArrayList<>())
                    .add(change);
        }
        return changes;
    }

    /** All changes of a subscription, undone ones too, the latest first. */
    public static List<SubscriptionChange> all(Connection connection, long subscription) throws SQLException {
        return read(connection, new Long[] {subscription}, " order by h.effective_on desc, h.id desc");
    }

    private static List<SubscriptionChange> read(Connection connection, Long[] subscriptions, String rest)
            throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + rest)) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions));
            var changes = new ArrayList<SubscriptionChange>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows));
                }
            }
            return changes;
        }
    }

    private static SubscriptionChange change(ResultSet row) throws SQLException {
        Timestamp undoneAt = row.getTimestamp(15);
        return new SubscriptionChange(
                row.getLong(1),
                row.getLong(2),
                Kind.parse(row.getString(3)),
                row.getObject(4, LocalDate.class),
                row.getObject(5, Long.class),
                row.getString(6),
                row.getObject(7, Integer.class),
                row.getString(8),
                row.getBigDecimal(9),
                row.getString(10),
                row.getBoolean(11),
                row.getString(12),
                row.getTimestamp(13).toInstant(),
                row.getString(14),
                undoneAt == null ? null : new Undone(undoneAt.toInstant(), row.getString(16), row.getString(17)));
    }
}
