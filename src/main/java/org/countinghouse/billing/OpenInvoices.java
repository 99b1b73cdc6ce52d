package org.countinghouse.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Invoices that can become final now, as a person confirms them: number and amounts.
 *
 * @param ids in the order of the list
 * @param totals sum of their totals, by currency
 * @param withProblems invoices left out: with usage without a price, or to be rated again
 * @param untaxed how many carry no tax because the country is not known or has no rate
 * @param numberless how many are taxed by reverse charge without a tax number of the customer
 */
public record OpenInvoices(
        List<Long> ids, SortedMap<CurrencyUnit, Money> totals, int withProblems, int untaxed, int numberless) {
    private static final int PAGE = 1_000;

    public OpenInvoices {
        ids = List.copyOf(ids);
        totals = new TreeMap<>(totals);
    }

    /** The same, with what whoever makes them final should know. */
    public OpenInvoices told(int withoutTax, int withoutTaxNumber) {
        return new OpenInvoices(ids, totals, withProblems, withoutTax, withoutTaxNumber);
    }

    /** Of these rows, those that have no number yet. */
    public static OpenInvoices of(List<InvoiceRow> rows) {
        var found = new Collector();
        rows.forEach(found::add);
        return found.result();
    }

    /** Of all invoices that a filter matches and that are not named, those that have no number yet. */
    public static OpenInvoices matching(RowSource<InvoiceRow> invoices, Filter filter, Set<Long> except) {
        var review = filter.and("stage", Filter.Operator.EQUALS, InvoiceFilters.Stage.REVIEW.code());
        var found = new Collector();
        @Nullable Cursor after = null;
        while (true) {
            Page<InvoiceRow> page = invoices.page(review, List.of(), after, 0, PAGE);
            page.rows().stream().filter(row -> !except.contains(row.id())).forEach(found::add);
            if (page.rows().size() < PAGE) {
                return found.result();
            }
            after = page.cursors().getLast();
        }
    }

    private static final class Collector {
        private final List<Long> ids = new ArrayList<>();
        private final SortedMap<CurrencyUnit, Money> totals = new TreeMap<>();
        private int withProblems;

        void add(InvoiceRow row) {
            if (!row.status().finalisable()) {
                return;
            }
            if (row.problems() > 0 || row.stale()) {
                withProblems++;
                return;
            }
            ids.add(row.id());
            totals.merge(row.total().getCurrencyUnit(), row.total(), Money::plus);
        }

        OpenInvoices result() {
            return new OpenInvoices(ids, totals, withProblems, 0, 0);
        }
    }
}
