package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Fees have their tax in them where prices contain it; lines say their part without. */
    private Map<Integer, BigDecimal> lines(Connection connection, long invoiceId, int scale) throws SQLException {
        var lines = new HashMap<Integer, BigDecimal>();
        try (var statement = connection.prepareStatement("""
                select p.id, l.charge, l.service_from, l.service_to, l.net, l.amount, l.position + (
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
                    var days = new BillingPeriod(
                            rows.getDate(3).toLocalDate(), rows.getDate(4).toLocalDate());
                    BigDecimal amount = take(rows.getLong(1), rows.getString(2), days, rows.getBigDecimal(6));
                    if (amount.signum() > 0) {
                        lines.put(
                                rows.getInt(7),
                                amount.multiply(rows.getBigDecimal(5))
                                        .divide(rows.getBigDecimal(6), scale, RoundingMode.HALF_UP));
                    }
                }
            }
        }
        return lines;
    }

    /** Each cent once, also where two lines have the same fee and days. */
    private BigDecimal take(long invoice, String fee, BillingPeriod days, BigDecimal most) {
        BigDecimal taken = BigDecimal.ZERO;
        for (Billed each : billed) {
            if (each.isFor(invoice, fee, days)) {
                BigDecimal part = each.givenBack.min(most.subtract(taken)).max(BigDecimal.ZERO);
                each.givenBack = each.givenBack.subtract(part);
                taken = taken.add(part);
            }
        }
        return taken;
    }
}
