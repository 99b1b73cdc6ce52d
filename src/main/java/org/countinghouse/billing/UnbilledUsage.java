package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;

/**
 * What a billing run of the period would still have to bill.
 *
 * @param subscriptions subscriptions of the period that have no invoice of it
 * @param subscriptionsInAll subscriptions of the period
 * @param events metered events of the period, by UTC days, of customers with such a subscription
 */
public record UnbilledUsage(int subscriptions, int subscriptionsInAll, long events) {
    /** Counts them; nothing is priced. */
    public static UnbilledUsage count(Connection connection, BillingPeriod period) throws SQLException {
        int unbilled = DueSubscriptions.count(connection, period, false);
        int billed = DueSubscriptions.count(connection, period, true);
        return new UnbilledUsage(unbilled, unbilled + billed, unbilled == 0 ? 0 : events(connection, period));
    }

    private static long events(Connection connection, BillingPeriod period) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(sum(u.events), 0)
                from usage_rollup u
                where u.hour >= ? and u.hour < ? and u.customer_id in (
                    select s.customer_id from subscription s join customer c on c.id = s.customer_id
                    where s.starts_on < ? and (s.ends_on is null or s.ends_on > ?) and c.status <> 'closed'
                        and not exists (select from invoice i where i.subscription_id = s.id and i.period_from = ?
                            and i.kind = 'regular' and i.status <> 'void'))""")) {
            statement.setTimestamp(
                    1, Timestamp.from(period.from().atStartOfDay(ZoneOffset.UTC).toInstant()));
            statement.setTimestamp(
                    2, Timestamp.from(period.to().atStartOfDay(ZoneOffset.UTC).toInstant()));
            statement.setObject(3, period.to());
            statement.setObject(4, period.from());
            statement.setObject(5, period.from());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
