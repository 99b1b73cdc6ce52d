package org.countinghouse.billing;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** All credit notes as a list, the newest first. */
public final class CreditNoteList {
    private CreditNoteList() {}

    /** Where the money of a note went; one may have done both. */
    public enum Effect {
        /** Something need not be paid any more. */
        TO_RECEIVABLE,
        /** Something that was paid already went to the wallet. */
        TO_WALLET;

        /** The notes that did so. */
        public Filter filter() {
            return Filter.ALL.and(name().toLowerCase(Locale.ROOT), Filter.Operator.NOT_EQUALS, "0");
        }
    }

    public static RowSource<CreditNoteRow> of(Database database) {
        return ListQuery.of(database, """
                        credit_note n join invoice i on i.id = n.invoice_id
                            join customer c on c.id = n.customer_id""", CreditNoteList::row)
                .select("n.id, n.number, n.invoice_id, i.number as invoice, n.customer_id, c.external_id,"
                        + " c.name as customer_name, n.issued_on, n.currency, n.net, n.tax, n.total, n.to_receivable,"
                        + " n.to_wallet, n.reason, n.by")
                .id("n.id", CreditNoteRow::id)
                .column("id", "n.id", Column.Kind.RATE)
                .column("number", "n.number", Column.Kind.TEXT)
                .column("invoice", "i.number", Column.Kind.TEXT)
                .column("customer", "c.name", Column.Kind.TEXT)
                .column("customer_id", "c.external_id", Column.Kind.TEXT)
                .column("issued_on", "n.issued_on", Column.Kind.DATE)
                .column("currency", "n.currency", Column.Kind.TEXT)
                .column("net", "n.net", Column.Kind.MONEY)
                .column("tax", "n.tax", Column.Kind.MONEY)
                .column("total", "n.total", Column.Kind.MONEY)
                .column("to_receivable", "n.to_receivable", Column.Kind.MONEY)
                .column("to_wallet", "n.to_wallet", Column.Kind.MONEY)
                .column("reason", "n.reason", Column.Kind.TEXT)
                .column("by", "n.by", Column.Kind.TEXT)
                .currency("n.currency")
                .required("id", "number", "invoice", "customer", "customer_id", "issued_on", "currency")
                .required("net", "tax", "total", "to_receivable", "to_wallet", "reason", "by")
                .defaultSort(new Sort("id", true))
                .build();
    }

    private static CreditNoteRow row(ResultSet row) throws SQLException {
        var currency = CurrencyUnit.of(row.getString("currency"));
        return new CreditNoteRow(
                row.getLong("id"),
                row.getString("number"),
                row.getLong("invoice_id"),
                row.getString("invoice"),
                row.getLong("customer_id"),
                row.getString("external_id"),
                row.getString("customer_name"),
                row.getObject("issued_on", LocalDate.class),
                money(row, "net", currency),
                money(row, "tax", currency),
                money(row, "total", currency),
                money(row, "to_receivable", currency),
                money(row, "to_wallet", currency),
                row.getString("reason"),
                row.getString("by"));
    }

    private static Money money(ResultSet row, String column, CurrencyUnit currency) throws SQLException {
        return Money.of(currency, row.getBigDecimal(column), RoundingMode.UNNECESSARY);
    }
}
