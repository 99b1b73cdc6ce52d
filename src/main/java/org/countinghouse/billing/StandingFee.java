package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What invoices that stand have billed and given back of one fee: how much, and for which days. */
final class StandingFee {
    /** From a day on, how often it is billed more (above zero) or less often than before. */
    private final TreeMap<LocalDate, Integer> steps = new TreeMap<>();

    private @Nullable FeeItem last;
    private BigDecimal amount = BigDecimal.ZERO;
    private BigDecimal credited = BigDecimal.ZERO;

    /** @param givenBack of it by credit notes */
    void add(FeeItem item, BillingPeriod days, BigDecimal givenBack) {
        last = item;
        amount = amount.add(item.amount());
        credited = credited.add(givenBack);
        cover(days.from(), days.to(), item.amount().signum());
    }

    private void cover(LocalDate from, LocalDate to, int times) {
        if (from.isBefore(to)) {
            steps.merge(from, times, Integer::sum);
            steps.merge(to, -times, Integer::sum);
        }
    }

    BigDecimal amount() {
        return amount;
    }

    /** What credit notes have given back already, whatever the reason. */
    BigDecimal credited() {
        return credited;
    }

    /** As it was billed last, with what stands of it. */
    FeeItem item() {
        if (last == null) {
            throw new IllegalStateException("nothing of it stands");
        }
        return last.with(last.to(), amount);
    }

    /** The days that are billed less or more often than they are owed, from the first to the last of them. */
    BillingPeriod unsettled(FeeItem owed) {
        var open = new StandingFee();
        steps.forEach((day, times) -> open.steps.merge(day, -times, Integer::sum));
        open.cover(owed.from(), owed.to(), 1);
        LocalDate first = null;
        LocalDate last = null;
        int times = 0;
        for (var step : open.steps.entrySet()) {
            boolean before = times != 0;
            times += step.getValue();
            if (times != 0 && first == null) {
                first = step.getKey();
            }
            if (before && times == 0) {
                last = step.getKey();
            }
        }
        if (first != null && last != null) {
            return new BillingPeriod(first, last);
        }
        LocalDate to = owed.to().isAfter(owed.from()) ? owed.to() : owed.from().plusDays(1);
        return new BillingPeriod(owed.from(), to);
    }
}
