package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.work.Failure;

/**
 * What wallet and credits have paid of late usage. Of all that was charged in a closed period, its own invoice, invoices
 * inside it and those that billed its late usage have each counted a part; the rest pays the next one.
 */
final class LatePrepaid {
    private LatePrepaid() {}

    /**
     * What no invoice has counted yet; below zero where something was given back that one has counted.
     *
     * @param input what the closed period was rated from, with what was paid ahead of it
     * @param currency of the invoice that bills the late usage
     * @throws Failure {@code billing.late-currency} when it was paid in another one
     */
    static BigDecimal of(Connection connection, long closedInvoice, InvoiceInput input, String currency)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(x.amount, 0) - ? - coalesce((select sum(b.prepaid) from progressive_bill g
                            join invoice b on b.id = g.invoice_id
                            where g.subscription_id = i.subscription_id and g.standing and g.starts_at >= i.starts_at
                                and g.starts_at < i.ends_at), 0)
                        + coalesce((select sum(prepaid) from late_usage_settled where invoice_id = i.id), 0)
                        - coalesce((select sum(d.prepaid) from late_usage_settled d
                            join invoice n on n.id = d.invoice_id and n.status <> 'void' where d.of_invoice = i.id), 0),
                    x.currency
                from invoice i cross join lateral (
                    select sum(p.amount) as amount, max(u.currency) as currency from usage_charge_part p
                        join usage_charge u on u.id = p.usage_charge_id
                    where p.subscription_id = i.subscription_id and u.status = 'completed'
                        and u.method in ('wallet', 'credits')
                        and u.occurred_at >= i.starts_at and u.occurred_at < i.ends_at) x
                where i.id = ?""")) {
            statement.setBigDecimal(1, input.parts().getFirst().prepaid());
            statement.setLong(2, closedInvoice);
            try (var row = statement.executeQuery()) {
                row.next();
                BigDecimal left = row.getBigDecimal(1);
                String paid = row.getString(2);
                if (left.signum() > 0 && paid != null && !paid.equals(currency)) {
                    throw new Failure(
                            "billing.late-currency",
                            "Late usage of invoice " + closedInvoice + " was paid from wallet or credits in " + paid
                                    + "; its customer is billed in " + currency + " now.",
                            "Bill the customer in " + paid + " until this usage is billed, or refund the charges.");
                }
                return left;
            }
        }
    }

    /** What a stored invoice has counted of closed periods' late usage. */
    static BigDecimal counted(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select coalesce(sum(prepaid), 0) from late_usage_settled where invoice_id = ?")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }
}
