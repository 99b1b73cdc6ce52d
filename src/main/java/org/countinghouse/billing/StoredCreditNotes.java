package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Credit notes as the database keeps them. */
final class StoredCreditNotes {
    private static final String SELECT = """
            select n.id, n.number, n.invoice_id, i.number, c.external_id, n.currency, n.reason, n.net, n.tax, n.total,
                n.to_receivable, n.to_wallet, n.issued_on, n.at, n.by
            from credit_note n join invoice i on i.id = n.invoice_id join customer c on c.id = n.customer_id
            """;

    private StoredCreditNotes() {}

    static CreditNote find(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where n.id = ?")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return note(connection, row);
            }
        }
    }

    static Optional<CreditNote> before(Connection connection, long invoiceId, String reference) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where n.invoice_id = ? and n.reference = ?")) {
            statement.setLong(1, invoiceId);
            statement.setString(2, reference);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(note(connection, row)) : Optional.empty();
            }
        }
    }

    static Optional<CreditNote> numbered(Connection connection, String number) throws SQLException {
        try (var statement =
                connection.prepareStatement(SELECT + " where n.number = ? or n.id::text = ? order by n.id limit 2")) {
            statement.setString(1, number);
            statement.setString(2, number);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                CreditNote found = note(connection, row);
                if (row.next()) {
                    throw SeveralSellers.of("credit-note", number, found.id(), row.getLong("id"));
                }
                return Optional.of(found);
            }
        }
    }

    static List<CreditNote> of(Connection connection, long invoiceId) throws SQLException {
        var notes = new ArrayList<CreditNote>();
        try (var statement = connection.prepareStatement(SELECT + " where n.invoice_id = ? order by n.id")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    notes.add(note(connection, row));
                }
            }
        }
        return notes;
    }

    static void addParts(Connection connection, long id, CreditNote note) throws SQLException {
        try (var line = connection.prepareStatement(
                        "insert into credit_note_line (credit_note_id, line, name, amount) values (?, ?, ?, ?)");
                var tax = connection.prepareStatement("insert into credit_note_tax (credit_note_id, position, code,"
                        + " rate, amount) values (?, ?, ?, ?, ?)")) {
            for (var each : note.lines()) {
                line.setLong(1, id);
                line.setInt(2, each.line());
                line.setString(3, each.name());
                line.setBigDecimal(4, each.amount());
                line.addBatch();
            }
            for (var each : note.taxes()) {
                tax.setLong(1, id);
                tax.setInt(2, each.position());
                tax.setString(3, each.code());
                tax.setBigDecimal(4, each.rate());
                tax.setBigDecimal(5, each.amount());
                tax.addBatch();
            }
            line.executeBatch();
            tax.executeBatch();
        }
    }

    private static CreditNote note(Connection connection, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        String currency = row.getString(6);
        return new CreditNote(
                id,
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                currency,
                row.getString(7),
                lines(connection, id, currency),
                taxes(connection, id, currency),
                Amounts.exact(row.getBigDecimal(8), currency),
                Amounts.exact(row.getBigDecimal(9), currency),
                Amounts.exact(row.getBigDecimal(10), currency),
                Amounts.exact(row.getBigDecimal(11), currency),
                Amounts.exact(row.getBigDecimal(12), currency),
                row.getObject(13, LocalDate.class),
                row.getTimestamp(14).toInstant(),
                row.getString(15));
    }

    private static List<CreditNote.Line> lines(Connection connection, long id, String currency) throws SQLException {
        var lines = new ArrayList<CreditNote.Line>();
        try (var statement = connection.prepareStatement(
                "select line, name, amount from credit_note_line where credit_note_id = ? order by line")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(new CreditNote.Line(
                            row.getInt(1), row.getString(2), Amounts.exact(row.getBigDecimal(3), currency)));
                }
            }
        }
        return lines;
    }

    private static List<CreditNote.Tax> taxes(Connection connection, long id, String currency) throws SQLException {
        var taxes = new ArrayList<CreditNote.Tax>();
        try (var statement = connection.prepareStatement("select position, code, rate, amount from credit_note_tax"
                + " where credit_note_id = ? order by position")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    taxes.add(new CreditNote.Tax(
                            row.getInt(1),
                            row.getString(2),
                            row.getBigDecimal(3),
                            Amounts.exact(row.getBigDecimal(4), currency)));
                }
            }
        }
        return taxes;
    }
}
