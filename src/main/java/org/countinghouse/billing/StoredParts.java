package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The parts of an invoice for several subscriptions, as they are stored. */
final class StoredParts {
    private StoredParts() {}

    /** In the order of their sections. */
    static List<InvoicePart> of(Connection connection, long invoiceId) throws SQLException {
        var parts = new ArrayList<InvoicePart>();
        try (var statement = connection.prepareStatement("""
                select p.id, p.subscription_id, p.used_by = p.customer_id, u.external_id, p.kind, p.starts_at,
                    p.period_from, p.period_to, p.prepaid, p.currency
                from invoice p join customer u on u.id = p.used_by where p.collected_by = ? order by p.section, p.id""")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    var days = new BillingPeriod(row.getObject(7, LocalDate.class), row.getObject(8, LocalDate.class));
                    InvoiceInput input = OpenDraft.read(connection, id).input();
                    parts.add(new InvoicePart(
                            id,
                            row.getLong(2),
                            row.getBoolean(3),
                            row.getString(4),
                            InvoiceKind.of(row.getString(5)),
                            row.getTimestamp(6).toInstant(),
                            days,
                            InvoicePart.terms(input),
                            Amounts.exact(row.getBigDecimal(9), row.getString(10)),
                            InvoicePart.lines(input, days)));
                }
            }
        }
        return parts;
    }

    /** Their ids, in the order of their sections; none of an invoice for itself. */
    static List<Long> ids(Connection connection, long invoiceId) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var statement =
                connection.prepareStatement("select id from invoice where collected_by = ? order by section, id")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    /** Makes drafts the parts of an invoice, or gives its parts their places anew. */
    static void place(Connection connection, long invoiceId, List<InvoicePart> parts) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update invoice p set collected_by = ?, status = 'collected', section = u.section, revision = p.revision + 1
                from unnest(?::bigint[]) with ordinality u (id, section)
                where p.id = u.id and (p.collected_by, p.section) is distinct from (?::bigint, u.section::int)""")) {
            statement.setLong(1, invoiceId);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            parts.stream()
                                    .sorted(InvoicePart.ORDER)
                                    .map(InvoicePart::id)
                                    .toArray()));
            statement.setLong(3, invoiceId);
            statement.executeUpdate();
        }
        problems(connection, invoiceId);
    }

    /** An invoice has the problems of its parts. */
    static void problems(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update invoice i set problems = coalesce((select jsonb_agg(e order by p.section)
                    from invoice p cross join jsonb_array_elements(p.problems) e where p.collected_by = i.id), '[]')
                where i.id = ?""")) {
            statement.setLong(1, invoiceId);
            statement.executeUpdate();
        }
    }
}
