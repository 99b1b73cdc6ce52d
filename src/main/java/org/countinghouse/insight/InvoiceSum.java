package org.countinghouse.insight;

import java.math.RoundingMode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Number and amounts of the invoices that a filter matches. Because it is worked out by the list itself, a figure on the
 * dashboard and the list behind it cannot differ.
 *
 * @param filter opens the list behind the figure
 * @param invoices their number
 * @param amounts their sum by currency; amounts of different currencies are never added
 */
public record InvoiceSum(Filter filter, long invoices, SortedMap<CurrencyUnit, Money> amounts) {
    public InvoiceSum {
        amounts = new TreeMap<>(amounts);
    }

    /** @param column the money column that counts, {@code total} or {@code due} */
    static InvoiceSum of(RowSource<InvoiceRow> invoices, Filter filter, String column) {
        Totals totals = invoices.totals(filter);
        var amounts = new TreeMap<CurrencyUnit, Money>();
        totals.sums().forEach((key, sum) -> {
            if (key.startsWith(column + " ")) {
                var currency = CurrencyUnit.of(key.substring(column.length() + 1));
                amounts.put(currency, Money.of(currency, sum, RoundingMode.UNNECESSARY));
            }
        });
        return new InvoiceSum(filter, totals.rows(), amounts);
    }

    /** The sum in this currency, zero when there is none. */
    public Money in(CurrencyUnit currency) {
        return amounts.getOrDefault(currency, Money.zero(currency));
    }
}
