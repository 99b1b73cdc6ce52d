package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.countinghouse.metering.BilledUsage;

/**
 * Finds the numbered invoices that cover usage: of the customer, with a line of a meter that counts such events, and
 * with the usage's local day in their period. Usage that came after the invoice was made is found too. Invoices inside a
 * running period are not meant: the period's own invoice settles whatever changes.
 */
public final class FinalInvoices implements BilledUsage {
    @Override
    public List<String> invoices(Connection connection, Collection<Used> usage) throws SQLException {
        if (usage.isEmpty()) {
            return List.of();
        }
        try (var statement = connection.prepareStatement("""
                select distinct coalesce(i.number, c.number) from unnest(?::bigint[], ?::text[], ?::timestamptz[]) u(customer_id, event, at)
                    join invoice i on i.used_by = u.customer_id and i.status <> 'void'
                    left join invoice c on c.id = i.collected_by
                    join subscription s on s.id = i.subscription_id
                where coalesce(i.number, c.number) is not null and i.kind <> 'progressive' and (u.at at time zone s.time_zone)::date >= i.period_from
                    and (u.at at time zone s.time_zone)::date < i.period_to
                    and exists (select from invoice_line l join meter m on m.code = l.meter
                        where l.invoice_id = i.id and m.event = u.event)
                order by 1""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", usage.stream().map(Used::customerId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", usage.stream().map(Used::event).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            usage.stream()
                                    .map(used -> Timestamp.from(used.at()))
                                    .toArray()));
            var numbers = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getString(1));
                }
            }
            return numbers;
        }
    }

    @Override
    public List<Long> charges(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select u.id from usage_effective e join usage_charge u on u.customer_id = e.customer_id
                    and u.event_id = e.event_id and u.status in ('pending', 'processing', 'completed')
                where e.batch_id = ? order by u.id limit 10""")) {
            statement.setLong(1, batchId);
            var charges = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    charges.add(rows.getLong(1));
                }
            }
            return charges;
        }
    }
}
