package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbered invoices with what they were rated from, in the order of their ids. */
final class StoredInvoices {
    private StoredInvoices() {}

    /** @param request the stored input; null when it is missing */
    record WithInput(Invoice invoice, @Nullable String request) {}

    private static final String SELECT =
            Invoices.select(", (select whole_input(n.request) from invoice_input n where n.invoice_id = i.id)");

    static List<WithInput> numberedAfter(Connection connection, long id, int limit) throws SQLException {
        return list(connection, " where i.id > ? and i.number is not null order by i.id limit ?", id, limit);
    }

    /** The parts of an invoice for several subscriptions. */
    static List<WithInput> partsOf(Connection connection, long id) throws SQLException {
        return list(connection, " where i.collected_by = ? order by i.section, i.id limit ?", id, Integer.MAX_VALUE);
    }

    private static List<WithInput> list(Connection connection, String where, long id, int limit) throws SQLException {
        var batch = new ArrayList<WithInput>();
        try (var statement = connection.prepareStatement(SELECT + where)) {
            statement.setLong(1, id);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    batch.add(new WithInput(
                            Invoices.invoice(connection, rows, true), rows.getString(Invoices.COLUMNS + 1)));
                }
            }
        }
        return batch;
    }
}
