package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.work.Failure;

/** What stands on an invoice, so that it cannot be void: each is refused with the way out. */
final class VoidRules {
    private VoidRules() {}

    /**
     * In the transaction that makes it void.
     *
     * @throws Failure {@code invoice.settled}, {@code invoice.taken-back}, {@code invoice.late-usage}
     */
    static void check(Connection connection, Transitions.Locked invoice) throws SQLException {
        refuseSettled(connection, invoice);
        refuseTakenBack(connection, invoice);
        refuseLateUsage(connection, invoice);
    }

    private static void refuseSettled(Connection connection, Transitions.Locked invoice) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select exists (select from invoice_payment p where p.invoice_id = ? and not exists"
                        + " (select from invoice_payment_reversal r where r.invoice_payment_id = p.id))"
                        + " or exists (select from credit_note where invoice_id = ?)")) {
            statement.setLong(1, invoice.id());
            statement.setLong(2, invoice.id());
            try (var row = statement.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    throw new Failure(
                            "invoice.settled",
                            invoice.name() + " has payments or credit notes and cannot be void.",
                            "Nothing was changed. Credit what is left of it instead.");
                }
            }
        }
    }

    /** What the period's own invoice has taken back cannot go away under it. */
    private static void refuseTakenBack(Connection connection, Transitions.Locked invoice) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(c.number, r.number, 'draft ' || coalesce(c.id, r.id))
                from invoice i join invoice r on r.subscription_id = i.subscription_id and r.kind = 'regular'
                    and r.status <> 'void' and r.starts_at <= i.starts_at and r.ends_at > i.starts_at
                    left join invoice c on c.id = r.collected_by
                where i.id = ? and i.kind = 'progressive' limit 1""")) {
            statement.setLong(1, invoice.id());
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    throw new Failure(
                            "invoice.taken-back",
                            invoice.name() + " was taken back by the period's own invoice, " + row.getString(1) + ".",
                            "Nothing was changed. Make that one void first, or correct this one with a credit note.");
                }
            }
        }
    }

    /**
     * Late usage of its period stands on another invoice, which would bill it beside the new one. And an invoice that
     * bills the difference to what this one has billed of a period does not stand without it. The subscription's row is
     * taken, so that no run adds one meanwhile.
     */
    private static void refuseLateUsage(Connection connection, Transitions.Locked invoice) throws SQLException {
        try (var subscriptions = connection.prepareStatement(
                        "select id from subscription where id in (select"
                                + " subscription_id from invoice where id = ? or collected_by = ?) order by id for no key update");
                var statement = connection.prepareStatement("""
                        select coalesce(c.number, n.number, 'draft ' || coalesce(c.id, n.id)), x.own
                        from invoice i cross join lateral (
                                select d.invoice_id, true as own from late_usage_settled d where d.of_invoice = i.id
                                union all
                                select d.invoice_id, false from late_usage_settled s join late_usage_settled d
                                    on d.of_invoice = s.of_invoice and d.invoice_id > s.invoice_id
                                where s.invoice_id = i.id) x
                            join invoice n on n.id = x.invoice_id and n.status <> 'void'
                            left join invoice c on c.id = n.collected_by
                        where (i.id = ? or i.collected_by = ?) and i.status <> 'void'
                            and coalesce(n.collected_by, n.id) <> coalesce(i.collected_by, i.id)
                        order by n.id desc limit 1""")) {
            subscriptions.setLong(1, invoice.id());
            subscriptions.setLong(2, invoice.id());
            subscriptions.execute();
            statement.setLong(1, invoice.id());
            statement.setLong(2, invoice.id());
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    throw new Failure(
                            "invoice.late-usage",
                            row.getBoolean(2)
                                    ? "Late usage of the period of " + invoice.name() + " is billed by "
                                            + row.getString(1) + "."
                                    : invoice.name() + " bills late usage that " + row.getString(1) + " goes on from.",
                            "Nothing was changed. Make that one void first, or correct this one with a credit note.");
                }
            }
        }
    }
}
