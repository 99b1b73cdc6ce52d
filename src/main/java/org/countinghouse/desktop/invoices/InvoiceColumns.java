package org.countinghouse.desktop.invoices;

import java.util.List;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.DataColumn;

/** The columns of the list of invoices. */
final class InvoiceColumns {
    private InvoiceColumns() {}

    static List<DataColumn<InvoiceRow>> of(Texts texts) {
        return List.of(
                DataColumn.code("number", "invoices.column.number", 156, row -> name(row, texts)),
                DataColumn.text("customer", "invoices.column.customer", 158, InvoiceRow::customerName),
                DataColumn.status(
                        "status",
                        "invoices.column.status",
                        132,
                        row -> InvoiceStatuses.of(row.status(), row.problems() > 0, row.stale(), texts),
                        row -> row.status().code()),
                DataColumn.money("total", "invoices.column.total", 96, InvoiceRow::total),
                DataColumn.date(
                        "period",
                        "invoices.column.period",
                        112,
                        row -> row.period().from()),
                DataColumn.code("customer_id", "invoices.column.customerid", 130, InvoiceRow::customer),
                DataColumn.text("plan", "invoices.column.plan", 130, row -> plan(row, texts)),
                DataColumn.money("due", "invoices.column.due", 118, InvoiceRow::due),
                DataColumn.date("issued_on", "invoices.column.issued", 112, InvoiceRow::issuedOn),
                DataColumn.date("due_on", "invoices.column.dueon", 112, InvoiceRow::dueOn));
    }

    /** The plan, and that an invoice is made before its period is over. */
    private static String plan(InvoiceRow row, Texts texts) {
        return row.progressive() ? texts.get("invoices.plan.progressive", row.plan()) : row.plan();
    }

    /** The number, or that it is a draft. */
    static String name(InvoiceRow row, Texts texts) {
        return row.number() == null ? texts.get("invoices.draft", Long.toString(row.id())) : row.number();
    }
}
