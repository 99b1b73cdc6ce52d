package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What later invoices that stand have given back of the fees in advance that an invoice billed. It was given back with
 * its tax by them, so that a credit note has nothing left to give there.
 */
final class GivenBackFees {
    /** What is left of a fee that an invoice billed. */
    private static final class Billed {
        private final long invoice;
        private final FeeItem item;
        private final BillingPeriod days;
        private BigDecimal givenBack = BigDecimal.ZERO;

        Billed(long invoice, FeeItem item, BillingPeriod days) {
            this.invoice = invoice;
            this.item = item;
            this.days = days;
        }

        /** Gives back of it what it can; the rest is left. */
        BigDecimal giveBack(BigDecimal amount) {
            BigDecimal taken = amount.min(item.amount().subtract(givenBack));
            givenBack = givenBack.add(taken);
            return amount.subtract(taken);
        }

        boolean isFor(long otherInvoice, String fee, BillingPeriod otherDays) {
            return invoice == otherInvoice && item.fee().equals(fee) && days.equals(otherDays);
        }
    }

    private final List<Billed> billed = new ArrayList<>();

    private GivenBackFees() {}

    /** Net, by the position of the line; lines of which nothing was given back are not in it. */
    static Map<Integer, BigDecimal> of(Connection connection, long invoiceId, String currency) throws SQLException {
        var fees = new GivenBackFees();
        fees.read(connection, invoiceId);
        return fees.billed.stream().anyMatch(each -> each.givenBack.signum() > 0)
                ? fees.lines(connection, invoiceId, Amounts.scale(currency))
                : Map.of();
    }

    private void read(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select f.invoice_id, f.standing, f.subscription_id || ' ' || f.starts_at, f.fees from billed_fee f
                where (f.subscription_id, f.starts_at) in (
                    select b.subscription_id, b.starts_at from billed_fee b join invoice p on p.id = b.invoice_id
                    where p.id = ? or p.collected_by = ?)
                order by f.subscription_id, f.starts_at, f.turn""")) {
            statement.setLong(1, invoiceId);
            statement.setLong(2, invoiceId);
            try (var rows = statement.executeQuery()) {
                String period = "";
                var before = new HashMap<FeeItem.Key, FeeItem>();
                var standing = new HashMap<FeeItem.Key, List<Billed>>();
                while (rows.next()) {
                    if (!rows.getString(3).equals(period)) {
                        period = rows.getString(3);
                        before.clear();
                        standing.clear();
                    }
                    for (FeeItem item : FeeItem.read(rows.getString(4))) {
                        BillingPeriod days = item.service(before.put(item.key(), item));
                        if (rows.getBoolean(2)) {
                            add(
                                    standing.computeIfAbsent(item.key(), _ -> new ArrayList<>()),
                                    new Billed(rows.getLong(1), item, days));
                        }
                    }
                }
            }
        }
    }

    /** What is given back is taken from what was billed last. */
    private void add(List<Billed> standing, Billed next) {
        if (next.item.amount().signum() >= 0) {
            standing.add(next);
            billed.add(next);
            return;
        }
        BigDecimal left = next.item.amount().negate();
        for (Billed each : standing.reversed()) {
            left = each.giveBack(left);
        }
    }

    /** A line is its fee as it was billed: without the tax where prices contain it. So it goes by the share given back. */
    private Map<Integer, BigDecimal> lines(Connection connection, long invoiceId, int scale) throws SQLException {
        var lines = new HashMap<Integer, BigDecimal>();
        try (var statement = connection.prepareStatement("""
                select p.id, l.charge, l.service_from, l.service_to, l.net, l.position + (
                    select count(*) from invoice b join invoice_line x on x.invoice_id = b.id
                    where b.collected_by = p.collected_by and b.section < p.section)
                from invoice p join invoice_line l on l.invoice_id = p.id
                where (p.id = ? or p.collected_by = ?) and l.kind in ('fee', 'proration')
                    and l.service_from is not null and l.net > 0
                order by p.section, l.position""")) {
            statement.setLong(1, invoiceId);
            statement.setLong(2, invoiceId);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Billed fee = take(
                            rows.getLong(1),
                            rows.getString(2),
                            new BillingPeriod(rows.getObject(3, LocalDate.class), rows.getObject(4, LocalDate.class)));
                    if (fee != null && fee.givenBack.signum() > 0) {
                        lines.put(
                                rows.getInt(6),
                                rows.getBigDecimal(5)
                                        .multiply(fee.givenBack)
                                        .divide(fee.item.amount(), scale, RoundingMode.HALF_UP));
                    }
                }
            }
        }
        return lines;
    }

    /** Each once, also where two lines have the same fee and days. */
    private @Nullable Billed take(long invoice, String fee, BillingPeriod days) {
        for (Billed each : billed) {
            if (each.isFor(invoice, fee, days)) {
                billed.remove(each);
                return each;
            }
        }
        return null;
    }
}
