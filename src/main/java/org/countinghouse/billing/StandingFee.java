package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.RatedLine;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** What invoices that stand have billed and given back of one fee: how much, and for which days. */
final class StandingFee {
    /** From a day on, how often it is billed more (above zero) or less often than before. */
    private final TreeMap<LocalDate, Integer> steps = new TreeMap<>();

    private @Nullable FeeItem last;
    private BigDecimal amount = BigDecimal.ZERO;
    private BigDecimal credited = BigDecimal.ZERO;
    /** Of the invoices, where that is not the plan's; they may differ. */
    private final Set<Optional<CurrencyUnit>> currencies = new HashSet<>();

    private BigDecimal billed = BigDecimal.ZERO;
    private BigDecimal creditedOfBilled = BigDecimal.ZERO;

    /**
     * @param exchange of the invoice; null: it is in the plan's currency
     * @param givenBack of it by credit notes
     */
    void add(FeeItem item, BillingPeriod days, @Nullable Exchange exchange, CreditedFee.Share givenBack) {
        last = item;
        amount = amount.add(item.amount());
        credited = credited.add(givenBack.priced());
        currencies.add(Optional.ofNullable(exchange).map(Exchange::currency));
        billed = billed.add(item.billed(exchange));
        creditedOfBilled = creditedOfBilled.add(givenBack.billed());
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

    /**
     * A line that settles it on an invoice in another currency than the plan's: in the proportion in which it was billed
     * in that currency, so that nothing is won or lost by rates; at the invoice's rate where it was not billed in it.
     *
     * @param line in the plan's currency
     */
    RatedLine exchanged(RatedLine line, Exchange exchange, CurrencyUnit plan) {
        boolean back = line.amount().signum() < 0;
        BigDecimal priced = back ? amount.subtract(credited) : amount;
        if (!currencies.equals(Set.of(Optional.of(exchange.currency()))) || priced.signum() <= 0) {
            return exchange.of(line, plan);
        }
        BigDecimal before = back ? billed.subtract(creditedOfBilled) : billed;
        return Exchange.asBefore(exchange.currency(), new Exchange.Before(priced, before), line, plan);
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
