package org.countinghouse.desktop.customers;

import java.util.List;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.table.DataColumn;

/** Columns of the list of customers. */
final class CustomerColumns {
    private CustomerColumns() {}

    static List<DataColumn<CustomerRow>> of(CustomerWords words) {
        return List.of(
                DataColumn.text("name", "customers.name", 220, CustomerRow::name),
                DataColumn.code("external_id", "customers.id", 130, CustomerRow::externalId),
                DataColumn.status(
                        "status", "customers.status", 110, row -> words.status(row.status()), CustomerRow::status),
                DataColumn.text("plan", "customers.plan", 180, CustomerRow::plan),
                new DataColumn<>(
                        "country",
                        "customers.country",
                        130,
                        DataColumn.Kind.TEXT,
                        row -> words.country(row.country()),
                        CustomerRow::country),
                DataColumn.text("currency", "customers.currency", 90, CustomerRow::currency),
                DataColumn.date("last_period", "customers.last.period", 120, CustomerRow::lastPeriod),
                DataColumn.money("last_invoice", "customers.last.invoice", 130, CustomerRow::lastInvoice),
                DataColumn.instant("since", "customers.since", 190, CustomerRow::since));
    }
}
