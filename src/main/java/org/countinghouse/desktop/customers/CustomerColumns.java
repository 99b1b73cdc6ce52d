package org.countinghouse.desktop.customers;

import java.time.YearMonth;
import java.util.List;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.table.DataColumn;

/** Columns of the list of customers. */
final class CustomerColumns {
    private CustomerColumns() {}

    static List<DataColumn<CustomerRow>> of(CustomerWords words, Formats formats) {
        return List.of(
                DataColumn.text("name", "customers.name", 170, CustomerRow::name),
                DataColumn.code("external_id", "customers.id", 132, CustomerRow::externalId),
                DataColumn.status(
                        "status", "customers.status", 100, row -> words.status(row.status()), CustomerRow::status),
                DataColumn.text("plan", "customers.plan", 190, CustomerRow::plan),
                new DataColumn<>(
                        "country",
                        "customers.country",
                        140,
                        DataColumn.Kind.TEXT,
                        row -> words.country(row.country()),
                        CustomerRow::country),
                DataColumn.text("currency", "customers.currency", 80, CustomerRow::currency),
                new DataColumn<>(
                        "last_period",
                        "customers.last.period",
                        105,
                        DataColumn.Kind.DATE,
                        row -> row.lastPeriod() == null ? null : formats.shortMonth(YearMonth.from(row.lastPeriod())),
                        row -> row.lastPeriod() == null
                                ? null
                                : row.lastPeriod().toString()),
                DataColumn.money("last_invoice", "customers.last.invoice", 115, CustomerRow::lastInvoice),
                DataColumn.date("since", "customers.since", 112, CustomerRow::since));
    }
}
