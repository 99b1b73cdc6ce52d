package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was billed inside periods.
 *
 * @param at up to when usage was looked at
 * @param looked subscriptions with thresholds whose period goes on
 * @param bills drafts made now (or that would be, in a dry run)
 * @param failures subscriptions that were set aside, with the reason
 */
public record ProgressiveReport(
        Instant at, boolean dryRun, int looked, List<Bill> bills, List<BillingRunReport.Failed> failures) {
    public ProgressiveReport {
        bills = List.copyOf(bills);
        failures = List.copyOf(failures);
    }

    /**
     * One invoice.
     *
     * @param currency of the invoice
     * @param usage of the period so far, before tax, in the plan's currency
     * @param threshold the largest one that it passed, likewise
     * @param before what invoices inside the period have billed of it
     * @param net what this one bills
     */
    public record Bill(
            long subscription,
            String customer,
            String plan,
            BillingPeriod period,
            String currency,
            BigDecimal usage,
            BigDecimal threshold,
            BigDecimal before,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal total) {
        static Bill of(ProgressiveLook look, RatedSubscription rated, BigDecimal threshold) {
            DueSubscription due = look.due();
            String currency = rated.result().currency().getCode();
            BigDecimal before = look.standing().stream()
                    .map(ProgressiveBill::amount)
                    .reduce(Amounts.exact(BigDecimal.ZERO, currency), BigDecimal::add);
            return new Bill(
                    due.id(),
                    due.customer(),
                    due.plan(due.history()
                                    .on(rated.period().days().to().minusDays(1))
                                    .version())
                            .code(),
                    rated.period().days(),
                    currency,
                    look.usage(),
                    Amounts.exact(threshold, due.currency()),
                    before,
                    rated.result().net(),
                    rated.result().tax(),
                    rated.result().total());
        }
    }

    /** Sums of the totals by currency. */
    public SortedMap<String, BigDecimal> totals() {
        return sums(Bill::total);
    }

    /** Sums before tax by currency. */
    public SortedMap<String, BigDecimal> nets() {
        return sums(Bill::net);
    }

    private SortedMap<String, BigDecimal> sums(Function<Bill, BigDecimal> amount) {
        var sums = new TreeMap<String, BigDecimal>();
        bills.forEach(bill -> sums.merge(bill.currency(), amount.apply(bill), BigDecimal::add));
        return sums;
    }

    /** One line of JSON; see the command-line reference. */
    public String toJson() {
        var node = BillingJson.object()
                .put("at", at.toString())
                .put("dry_run", dryRun)
                .put("looked", looked);
        var made = node.putArray("bills");
        for (Bill bill : bills) {
            made.addObject()
                    .put("subscription", bill.subscription())
                    .put("customer", bill.customer())
                    .put("plan", bill.plan())
                    .put("from", bill.period().from().toString())
                    .put("to", bill.period().to().toString())
                    .put("currency", bill.currency())
                    .put("usage", bill.usage().toPlainString())
                    .put("threshold", bill.threshold().toPlainString())
                    .put("billed_before", bill.before().toPlainString())
                    .put("net", bill.net().toPlainString())
                    .put("tax", bill.tax().toPlainString())
                    .put("total", bill.total().toPlainString());
        }
        var sums = node.putObject("totals");
        totals().forEach((currency, sum) -> sums.put(currency, sum.toPlainString()));
        var set = node.putArray("failures");
        failures.forEach(failed -> set.addObject()
                .put("subscription", failed.subscriptionId())
                .put("customer", failed.customer())
                .put("code", failed.code())
                .put("reason", failed.reason()));
        return BillingJson.write(node);
    }
}
