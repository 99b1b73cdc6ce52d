package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.money.Decimals;

/**
 * An invoice as far as it may be credited.
 *
 * @param open what is still to be paid
 */
record Creditable(String currency, List<Line> lines, List<Tax> taxes, BigDecimal open) {
    /**
     * @param billed net
     * @param credited by notes before
     * @param givenBack by later invoices, of a fee in advance or of usage billed inside its period
     */
    record Line(int position, String name, BigDecimal billed, BigDecimal credited, BigDecimal givenBack) {
        BigDecimal left() {
            return billed.subtract(credited).subtract(givenBack);
        }
    }

    /**
     * @param givenBack by later invoices, with what they gave back of its lines
     * @param lines positions of the lines that it taxes
     */
    record Tax(
            int position,
            String code,
            BigDecimal rate,
            BigDecimal billed,
            BigDecimal credited,
            BigDecimal givenBack,
            Set<Integer> lines) {
        BigDecimal left() {
            return billed.subtract(credited).subtract(givenBack);
        }
    }

    BigDecimal netLeft() {
        return lines.stream().map(Line::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal taxLeft() {
        return taxes.stream().map(Tax::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static Creditable of(Connection connection, long invoiceId, String currency) throws SQLException {
        Map<Integer, BigDecimal> givenBack = new HashMap<>(GivenBackFees.of(connection, invoiceId, currency));
        givenBack.putAll(GivenBackUsage.of(connection, invoiceId));
        List<Line> lines = lines(connection, invoiceId, givenBack);
        return new Creditable(
                currency, lines, taxes(connection, invoiceId, lines), InvoiceLife.open(connection, invoiceId));
    }

    private static List<Line> lines(Connection connection, long invoiceId, Map<Integer, BigDecimal> givenBack)
            throws SQLException {
        var lines = new ArrayList<Line>();
        try (var statement = connection.prepareStatement("""
                select l.position, l.name, l.net, coalesce((select sum(c.amount) from credit_note n
                    join credit_note_line c on c.credit_note_id = n.id
                    where n.invoice_id = l.invoice_id and c.line = l.position), 0)
                from invoice_line l where l.invoice_id = ? order by l.position""")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(new Line(
                            row.getInt(1),
                            row.getString(2),
                            row.getBigDecimal(3),
                            row.getBigDecimal(4),
                            givenBack.getOrDefault(row.getInt(1), BigDecimal.ZERO)));
                }
            }
        }
        return lines;
    }

    private static List<Tax> taxes(Connection connection, long invoiceId, List<Line> lines) throws SQLException {
        var taxes = new ArrayList<Tax>();
        try (var statement = connection.prepareStatement("""
                select t.position, t.code, t.rate, t.amount, coalesce((select sum(c.amount) from credit_note n
                        join credit_note_tax c on c.credit_note_id = n.id
                        where n.invoice_id = t.invoice_id and c.position = t.position), 0),
                    (select whole_input(request) from invoice_input i where i.invoice_id = t.invoice_id)
                from invoice_tax t where t.invoice_id = ? order by t.position""")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    Set<Integer> taxed = taxed(row.getString(2), row.getBigDecimal(3), row.getString(6));
                    taxes.add(new Tax(
                            row.getInt(1),
                            row.getString(2),
                            row.getBigDecimal(3),
                            row.getBigDecimal(4),
                            row.getBigDecimal(5),
                            givenBack(row.getBigDecimal(4), lines, taxed),
                            taxed));
                }
            }
        }
        return taxes;
    }

    /** The tax of what was given back of its lines, in proportion. */
    private static BigDecimal givenBack(BigDecimal tax, List<Line> lines, Set<Integer> taxed) {
        BigDecimal billed = BigDecimal.ZERO;
        BigDecimal givenBack = BigDecimal.ZERO;
        for (Line line : lines) {
            if (taxed.contains(line.position())) {
                billed = billed.add(line.billed());
                givenBack = givenBack.add(line.givenBack());
            }
        }
        return givenBack.signum() == 0 || billed.signum() == 0
                ? BigDecimal.ZERO
                : tax.multiply(givenBack).divide(billed, tax.scale(), RoundingMode.HALF_UP);
    }

    /** Which lines a tax is on follows from the stored input; an invoice does not say it of each line. */
    private static Set<Integer> taxed(String code, BigDecimal rate, String input) {
        var rated = InvoiceInput.read(input);
        var lines = rated.rate(false).lines();
        var taxed = new HashSet<Integer>();
        for (int index = 0; index < lines.size(); index++) {
            String category = lines.get(index).taxCategory();
            boolean on = rated.parts().getFirst().taxes().stream()
                    .anyMatch(tax -> tax.code().equals(code)
                            && Decimals.plain(tax.rate()).equals(Decimals.plain(rate))
                            && tax.isOn(category));
            if (on) {
                taxed.add(index + 1);
            }
        }
        return taxed;
    }
}
