package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a billing run did.
 *
 * @param runId the stored run; 0 for a dry run, and where there was nothing to do
 * @param label the month or days, or the moment up to which was billed
 * @param drafted invoices drafted now (or that would be, in a dry run)
 * @param existing subscriptions whose invoice of the period was there already
 * @param totals sum of the totals of the drafted invoices by currency
 * @param failures subscriptions that were set aside, with the reason
 * @param billedTwice meters that two subscriptions of a customer bill side by side, meant or not, where it was asked
 */
public record BillingRunReport(
        long runId,
        String label,
        boolean dryRun,
        int drafted,
        int existing,
        SortedMap<String, BigDecimal> totals,
        List<Failed> failures,
        List<SharedMeters.Standing> billedTwice) {

    public BillingRunReport {
        totals = Collections.unmodifiableSortedMap(new TreeMap<>(totals));
        failures = List.copyOf(failures);
        billedTwice = List.copyOf(billedTwice);
    }

    /** Nobody asked what is billed twice. */
    BillingRunReport(
            long runId,
            String label,
            boolean dryRun,
            int drafted,
            int existing,
            SortedMap<String, BigDecimal> totals,
            List<Failed> failures) {
        this(runId, label, dryRun, drafted, existing, totals, failures, List.of());
    }

    /** One invoice was drafted outside of any run. */
    public static BillingRunReport ofOne(Invoice invoice) {
        return new BillingRunReport(
                0,
                invoice.period().label(),
                false,
                1,
                0,
                new TreeMap<>(Map.of(invoice.currency(), invoice.total())),
                List.of());
    }

    /** With more that could not be done. */
    BillingRunReport with(List<Failed> more) {
        var all = new ArrayList<>(failures);
        all.addAll(more);
        return new BillingRunReport(runId, label, dryRun, drafted, existing, totals, all, billedTwice);
    }

    /** Naming what is billed twice. */
    public BillingRunReport naming(List<SharedMeters.Standing> twice) {
        return new BillingRunReport(runId, label, dryRun, drafted, existing, totals, failures, twice);
    }

    /** A subscription that could not be billed. */
    public record Failed(long subscriptionId, String customer, String code, String reason) {}

    /** One line of JSON; see the command-line reference. */
    public String toJson() {
        var node = BillingJson.object();
        node.put("period", label);
        node.put("dry_run", dryRun);
        node.put("drafted", drafted);
        node.put("existing", existing);
        var sums = node.putObject("totals");
        for (Map.Entry<String, BigDecimal> entry : totals.entrySet()) {
            sums.put(entry.getKey(), entry.getValue().toPlainString());
        }
        var list = node.putArray("failures");
        for (Failed failed : failures) {
            list.addObject()
                    .put("subscription", failed.subscriptionId())
                    .put("customer", failed.customer())
                    .put("code", failed.code())
                    .put("reason", failed.reason());
        }
        var twice = node.putArray("billed_twice");
        for (SharedMeters.Standing each : billedTwice) {
            var pair = twice.addObject()
                    .put("customer", each.customer())
                    .put("meter", each.shared().meter())
                    .put("from", each.shared().from().toString());
            pair.putArray("subscriptions")
                    .add(each.subscription())
                    .add(each.shared().subscription());
        }
        return BillingJson.write(node);
    }
}
