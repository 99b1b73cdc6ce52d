package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Drafts of late fees that are not wanted. Whoever decides holds the overdue invoices first, then the drafts: a run that
 * bills late fees waits for the overdue invoices, and finds what was decided.
 */
final class LateFeeDrafts {
    private LateFeeDrafts() {}

    /** The overdue invoices that a draft bills: always the same ones, since they are stored with it. */
    static List<Long> overdue(Connection connection, long draft) throws SQLException {
        return ids(connection, "select invoice_id from late_charge where billed_by = ? order by invoice_id", draft);
    }

    /** Takes back drafts that bill an overdue invoice, which is held; what they bill of others is drafted again later. */
    static void discardOf(Connection connection, long overdue, String reason, Instant at) throws SQLException {
        List<Long> drafts = ids(connection, """
                select b.id from invoice b where b.number is null and b.status <> 'void'
                    and b.id in (select billed_by from late_charge where invoice_id = ? and standing) order by b.id""", overdue);
        if (!drafts.isEmpty()) {
            var open = Transitions.lock(connection, drafts).stream()
                    .filter(each -> each.status().open())
                    .toList();
            Transitions.move(connection, open, InvoiceStatus.VOID, reason, at);
        }
    }

    /**
     * Waives what a draft bills, the same days and amounts. What it takes off stays to be taken off.
     *
     * @return the sum of what was waived
     */
    static BigDecimal waive(Connection connection, long draft, String reason, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into late_charge (invoice_id, turn, reason, from_day, to_day, fee, percent, interest, at)
                select c.invoice_id, (select max(h.turn) + 1 from late_charge h where h.invoice_id = c.invoice_id), ?,
                    c.from_day, c.to_day, c.fee, c.percent, c.interest, ?
                from late_charge c where c.billed_by = ? and c.standing and c.fee + c.percent + c.interest > 0
                returning fee + percent + interest""")) {
            statement.setString(1, reason);
            statement.setTimestamp(2, Timestamp.from(at));
            statement.setLong(3, draft);
            BigDecimal waived = BigDecimal.ZERO;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    waived = waived.add(rows.getBigDecimal(1));
                }
            }
            return waived;
        }
    }

    private static List<Long> ids(Connection connection, String sql, long of) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, of);
            var ids = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }
}
