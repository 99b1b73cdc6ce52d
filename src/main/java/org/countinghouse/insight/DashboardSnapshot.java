package org.countinghouse.insight;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.countinghouse.billing.UnbilledUsage;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one month at one moment.
 *
 * @param currency the currency most invoices of the month are in; other currencies are listed beside it
 * @param revenue drafts and numbered invoices of the month
 * @param revenueBefore the same of the month before
 * @param toReview invoices of the month without a number
 * @param withProblems those of them that have usage without a price
 * @param receivable numbered and not paid, of all months
 * @param overdue those of them that should have been paid
 */
public record DashboardSnapshot(
        YearMonth month,
        CurrencyUnit currency,
        InvoiceSum revenue,
        InvoiceSum revenueBefore,
        InvoiceSum toReview,
        InvoiceSum withProblems,
        InvoiceSum receivable,
        InvoiceSum overdue,
        UnbilledUsage unbilled,
        Details details) {

    /**
     * What the charts show.
     *
     * @param history revenue of the month and those before it, oldest first, in the snapshot's currency
     * @param customers largest first, in the snapshot's currency
     * @param imports newest first
     * @param plans most subscriptions first
     */
    public record Details(
            List<MonthRevenue> history,
            List<CustomerRevenue> customers,
            UsageCurve usage,
            List<ImportBatch> imports,
            List<PlanShare> plans) {
        public Details {
            history = List.copyOf(history);
            customers = List.copyOf(customers);
            imports = List.copyOf(imports);
            plans = List.copyOf(plans);
        }
    }

    public record MonthRevenue(YearMonth month, Money revenue) {}

    public record CustomerRevenue(long customerId, String customer, String name, Money revenue, long invoices) {}

    /** Subscriptions of the month on a plan, whatever version. */
    public record PlanShare(String code, String name, long subscriptions) {}

    /** @param finishedAt null when it was interrupted or is still running */
    public record ImportBatch(
            long id,
            String file,
            long accepted,
            long duplicates,
            long rejected,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    /**
     * Metered events over the month.
     *
     * @param hourly true when the usage lies within a few days, so that its shape shows only hour by hour
     * @param events in all
     */
    public record UsageCurve(boolean hourly, List<Point> points, long events) {
        public UsageCurve {
            points = List.copyOf(points);
        }

        /** @param from beginning of the hour or of the UTC day */
        public record Point(Instant from, long events) {}
    }
}
