package org.countinghouse.desktop.customers;

import java.time.Clock;
import org.countinghouse.billing.CustomerAccounts;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.billing.LateUsageLook;
import org.countinghouse.billing.PayerEffects;
import org.countinghouse.customers.CustomerAddresses;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerDetail;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.latefees.LateFeeServices;
import org.countinghouse.desktop.taxes.TaxingServices;
import org.countinghouse.desktop.wallet.WalletServices;
import org.countinghouse.insight.CustomerOverview;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/** What the customers screen works with. */
public record CustomersServices(
        RowSource<CustomerRow> list,
        CustomerDetail detail,
        CustomerOverview overview,
        CustomerAccounts accounts,
        WalletServices wallets,
        TaxingServices taxing,
        CustomerPayers payers,
        PayerEffects payerEffects,
        CustomerContacts contacts,
        CustomerAddresses addresses,
        CustomerTerms terms,
        CustomerCurrencies currencies,
        LateUsageLook lateUsage,
        LateFeeServices late,
        EraseServices erasing,
        CustomerRecords.Sources records) {
    public static CustomersServices of(Workspace workspace, ConnectionInfo connection) {
        return of(
                workspace.database(),
                workspace.clock(),
                WalletServices.of(workspace, connection),
                TaxingServices.of(workspace, connection),
                LateFeeServices.of(workspace, connection),
                EraseServices.of(workspace, connection));
    }

    /** With what says by itself who may do what. */
    public static CustomersServices of(
            Database database,
            Clock clock,
            WalletServices wallets,
            TaxingServices taxing,
            LateFeeServices late,
            EraseServices erasing) {
        return new CustomersServices(
                CustomerList.of(database),
                new CustomerDetail(database),
                new CustomerOverview(database),
                new CustomerAccounts(database, clock),
                wallets,
                taxing,
                new CustomerPayers(database),
                new PayerEffects(database, clock),
                new CustomerContacts(database),
                new CustomerAddresses(database),
                new CustomerTerms(database),
                new CustomerCurrencies(database, clock),
                new LateUsageLook(database, clock),
                late,
                erasing,
                CustomerRecords.Sources.of(database, clock));
    }
}
