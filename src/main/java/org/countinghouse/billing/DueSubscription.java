package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.tax.CountryRates;
import org.countinghouse.billing.tax.DatedRate;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.customers.SubscriptionChange;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be billed, with what rating needs to know of it. Read in one transaction, so that all of it is of
 * one moment.
 *
 * @param customer the customer's external id
 * @param payerId who pays: the customer, or its parent
 * @param planVersionId the version it started with
 * @param currency of its plan
 * @param invoiceCurrency what who pays is billed in; see {@link #currencyOf}
 * @param revision moves with every change; a draft is stored only of what was read
 * @param dueFrom no period is due before; null = not known
 * @param graceHours how long a run waits for late usage after a period's end
 * @param together who pays wants one invoice for all periods that end together
 * @param tax what decides how the customer is taxed
 * @param changes that hold, by day
 * @param plans the documents of all versions that it has or changes to
 * @param fees what was billed of fees in advance
 * @param progressive what was billed inside periods
 */
record DueSubscription(
        long id,
        long customerId,
        String customer,
        long payerId,
        long planVersionId,
        long billingEntityId,
        String currency,
        String invoiceCurrency,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        ZoneId timeZone,
        Map<String, BigDecimal> quantities,
        int revision,
        @Nullable Instant dueFrom,
        int graceHours,
        boolean together,
        TaxProfile tax,
        List<SubscriptionChange> changes,
        Map<Long, PlanDocument> plans,
        List<BilledFees> fees,
        List<ProgressiveBill> progressive) {
    DueSubscription {
        changes = List.copyOf(changes);
        fees = List.copyOf(fees);
        progressive = List.copyOf(progressive);
    }

    /** The document of a version that it has or changes to. */
    PlanDocument plan(long version) {
        PlanDocument plan = plans.get(version);
        if (plan == null) {
            throw new IllegalArgumentException("plan version " + version + " is not one of subscription " + id);
        }
        return plan;
    }

    /**
     * What the invoices of a period's usage are in: as invoices inside it that stand, else as who pays is billed. Of other
     * invoices see {@link #invoiceCurrency}.
     */
    String currencyOf(DuePeriod period) {
        return ProgressiveBill.standing(this, period).stream()
                .map(ProgressiveBill::currency)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(invoiceCurrency);
    }

    SubscriptionHistory history() {
        return SubscriptionHistory.of(this);
    }

    /** The same with other changes: what would be. */
    DueSubscription with(List<SubscriptionChange> others, Map<Long, PlanDocument> documents) {
        return copy(others, documents, fees, progressive, paying());
    }

    /** The same, with more billed ahead. */
    DueSubscription billed(List<BilledFees> more) {
        var all = new ArrayList<>(fees);
        all.addAll(more);
        return copy(changes, plans, all, progressive, paying());
    }

    /** The same, with what was billed inside periods. */
    DueSubscription progressed(List<ProgressiveBill> bills) {
        return copy(changes, plans, fees, bills, paying());
    }

    /** Whose rates its taxes are of. */
    CountryRates.Country taxCountry() {
        return new CountryRates.Country(billingEntityId, tax.country());
    }

    /** The same with rates of the customer's country. */
    DueSubscription taxed(List<DatedRate> rates) {
        return paid(new Paying(tax.with(rates), invoiceCurrency));
    }

    /** The same for whoever pays so. */
    DueSubscription paid(Paying other) {
        return copy(changes, plans, fees, progressive, other);
    }

    /**
     * What who pays decides.
     *
     * @param currency of invoices; null: the plan's
     */
    record Paying(TaxProfile tax, @Nullable String currency) {}

    private Paying paying() {
        return new Paying(tax, invoiceCurrency);
    }

    private DueSubscription copy(
            List<SubscriptionChange> otherChanges,
            Map<Long, PlanDocument> documents,
            List<BilledFees> billed,
            List<ProgressiveBill> bills,
            Paying paying) {
        return new DueSubscription(
                id,
                customerId,
                customer,
                payerId,
                planVersionId,
                billingEntityId,
                currency,
                paying.currency() == null ? currency : paying.currency(),
                startsOn,
                endsOn,
                timeZone,
                quantities,
                revision,
                dueFrom,
                graceHours,
                together,
                paying.tax(),
                otherChanges,
                documents,
                billed,
                bills);
    }
}
