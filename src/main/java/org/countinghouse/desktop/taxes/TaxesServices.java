package org.countinghouse.desktop.taxes;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.tax.TaxRateList;
import org.countinghouse.billing.tax.TaxRateRow;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.billing.tax.TaxedCustomerList;
import org.countinghouse.billing.tax.TaxedCustomerRow;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the taxes screen works with.
 *
 * @param entities codes of the billing entities
 * @param maySet may set and withdraw rates; others only look
 * @param listenRates hears of rates; closes to stop
 * @param listenCustomers hears of customers
 * @param listenInvoices hears of invoices
 */
public record TaxesServices(
        RowSource<TaxRateRow> list,
        TaxRates rates,
        TaxReport report,
        RowSource<TaxedCustomerRow> customers,
        TaxingServices taxing,
        Supplier<List<String>> entities,
        InstantSource clock,
        boolean maySet,
        Function<Consumer<String>, AutoCloseable> listenRates,
        Function<Consumer<String>, AutoCloseable> listenCustomers,
        Function<Consumer<String>, AutoCloseable> listenInvoices) {
    public static TaxesServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new TaxesServices(
                TaxRateList.of(database, workspace.clock()),
                new TaxRates(database, workspace.clock()),
                new TaxReport(database),
                TaxedCustomerList.of(database, workspace.clock()),
                TaxingServices.of(workspace, connection),
                new BillingEntities(database)::codes,
                workspace.clock(),
                connection.roles().contains(GroupRole.ADMIN.role()),
                heard -> database.listen("tax", heard),
                heard -> database.listen("customer", heard),
                heard -> database.listen("invoice", heard));
    }
}
