package org.countinghouse.desktop.customers;

import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.CustomerAccounts;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.WaitingUsage;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.wallet.WalletFacts;
import org.countinghouse.insight.CustomerOverview.InvoiceFacts;
import org.countinghouse.insight.CustomerOverview.Usage;
import org.countinghouse.work.Failure;

/** What the page of a customer shows. */
public sealed interface DetailState {
    /** The first load is under way. */
    record Loading() implements DetailState {}

    /**
     * @param waiting late usage that no invoice bills yet
     * @param records what happened, was paid and credited, and is used of limits
     * @param today the customer's, by which subscriptions run or have ended
     */
    record Shown(
            CustomerFacts facts,
            List<SubscriptionFacts> subscriptions,
            List<InvoiceFacts> invoices,
            Usage usage,
            WalletFacts wallet,
            CustomerAccounts.Account account,
            CustomerTaxes.Standing tax,
            CustomerPayers.Standing payers,
            CustomerCurrencies.Standing currency,
            List<LateFeeRules.Stored> late,
            List<WaitingUsage> waiting,
            CustomerRecords records,
            LocalDate today)
            implements DetailState {
        public Shown {
            subscriptions = List.copyOf(subscriptions);
            invoices = List.copyOf(invoices);
            late = List.copyOf(late);
            waiting = List.copyOf(waiting);
        }
    }

    /** There is no such customer. */
    record Missing() implements DetailState {}

    record Broken(Failure failure) implements DetailState {}
}
