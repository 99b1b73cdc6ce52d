package org.countinghouse.desktop.customers;

import java.time.LocalDate;
import java.util.List;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.table.DataColumn;

/** Columns of the list of customers. */
final class CustomerColumns {
    private CustomerColumns() {}

    static List<DataColumn<CustomerRow>> of(CustomerWords words, Formats formats) {
        return List.of(
                DataColumn.text("name", "customers.name", 200, CustomerRow::name),
                DataColumn.code("external_id", "customers.id", 130, CustomerRow::externalId),
                DataColumn.status(
                        "status", "customers.status", 105, row -> words.status(row.status()), CustomerRow::status),
                DataColumn.text("plan", "customers.plan", 175, CustomerRow::plan),
                new DataColumn<>(
                        "country",
                        "customers.country",
                        125,
                        DataColumn.Kind.TEXT,
                        row -> words.country(row.country()),
                        CustomerRow::country),
                DataColumn.text("currency", "customers.currency", 85, CustomerRow::currency),
                DataColumn.date("last_period", "customers.last.period", 115, CustomerRow::lastPeriod),
                DataColumn.money("last_invoice", "customers.last.invoice", 120, CustomerRow::lastInvoice),
                new DataColumn<>(
                        "since",
                        "customers.since",
                        115,
                        DataColumn.Kind.DATE,
                        row -> LocalDate.ofInstant(row.since(), formats.zone()),
                        null));
    }
}
