package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.rating.BilledBefore;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice takes back, because it bills the usage of a period from its begin and invoices inside the period have
 * billed some of it. All invoices of a period so come to what one would. What credit notes gave back of them counts as
 * given back: where the usage came to less than was billed, only the rest is given back.
 *
 * @param usage what the period's charges come to in the plan's currency, before tax (with it where prices contain it)
 * @param taken lines that take back
 * @param items what the invoice itself bills of the charges
 * @param threshold the largest one that the usage passed; null of an invoice that is not made for that
 */
record ProgressiveSettlement(
        BigDecimal usage,
        List<RatedLine> taken,
        List<ProgressiveItem> items,
        @Nullable BigDecimal threshold) {
    /** Of what has nothing to do with it. */
    static final ProgressiveSettlement NONE = new ProgressiveSettlement(BigDecimal.ZERO, List.of(), List.of(), null);

    ProgressiveSettlement {
        taken = List.copyOf(taken);
        items = List.copyOf(items);
    }

    /**
     * Settles a period.
     *
     * @param input the period's usage from its begin
     * @param standing what was billed of it
     */
    static ProgressiveSettlement of(InvoiceInput input, List<ProgressiveBill> standing, DuePeriod period) {
        InvoiceInput untaxed = input.untaxedParts();
        RatingResult rated = untaxed.rate(false);
        requireSame(rated.currency().getCode(), standing);
        int scale = rated.currency().getDecimalPlaces();
        Map<ProgressiveItem.Key, ProgressiveItem> left = usage(rated);
        BigDecimal usage = usage(untaxed.withExchange(null).rate(false)).values().stream()
                .map(ProgressiveItem::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var taken = new ArrayList<RatedLine>();
        var credited = new HashMap<String, BigDecimal>();
        for (ProgressiveBill bill : standing) {
            bill.credited().forEach((charge, amount) -> credited.merge(charge, amount, BigDecimal::add));
            for (ProgressiveItem item : bill.items()) {
                credited.merge(item.charge(), item.counted().negate(), BigDecimal::add);
                if (item.amount().signum() != 0) {
                    taken.add(line(item, item.amount(), BigDecimal.ZERO, where(bill, period), "already billed"));
                    left.merge(item.key(), negated(item), ProgressiveSettlement::sum);
                }
            }
        }
        for (var each : left.entrySet()) {
            ProgressiveItem item = each.getValue();
            BigDecimal counted = credited.getOrDefault(item.charge(), BigDecimal.ZERO)
                    .setScale(scale, RoundingMode.HALF_UP)
                    .min(item.amount().negate());
            if (counted.signum() > 0) {
                taken.add(line(item, BigDecimal.ZERO.setScale(scale), counted, "credit notes", "already given back"));
                credited.merge(item.charge(), counted.negate(), BigDecimal::add);
                each.setValue(with(item, item.amount(), counted));
            }
        }
        return new ProgressiveSettlement(usage, taken, List.copyOf(left.values()), null);
    }

    ProgressiveSettlement passing(BigDecimal passed) {
        return new ProgressiveSettlement(usage, taken, items, passed);
    }

    /**
     * What was billed in one currency is not taken back in another one. A period is in that of the first invoice inside it,
     * and so is what wallet and credits pay of it, so this is for what was stored before that held.
     */
    private static void requireSame(String currency, List<ProgressiveBill> standing) {
        for (ProgressiveBill bill : standing) {
            if (!bill.currency().isEmpty() && !bill.currency().equals(currency)) {
                throw new Failure(
                        "billing.progressive-currency",
                        "Invoice " + bill.invoiceId() + " bills usage of the period in " + bill.currency()
                                + "; the wallet or another invoice paid or billed some of it in " + currency + ".",
                        "Make that invoice void: what it billed is then billed anew.");
            }
        }
    }

    /** Charges with what they come to; fees, the least to pay and commitments are none of it. */
    private static Map<ProgressiveItem.Key, ProgressiveItem> usage(RatingResult rated) {
        BigDecimal nothing = BigDecimal.ZERO.setScale(rated.currency().getDecimalPlaces());
        var usage = new LinkedHashMap<ProgressiveItem.Key, ProgressiveItem>();
        for (RatedLine line : rated.lines()) {
            if (line.meter() != null) {
                var item = new ProgressiveItem(
                        line.charge(), line.meter(), line.name(), line.taxCategory(), line.amount(), nothing);
                usage.merge(item.key(), item, ProgressiveSettlement::sum);
            }
        }
        return usage;
    }

    private static ProgressiveItem sum(ProgressiveItem one, ProgressiveItem other) {
        return with(one, one.amount().add(other.amount()), one.counted());
    }

    private static ProgressiveItem negated(ProgressiveItem item) {
        return with(
                item,
                item.amount().negate(),
                BigDecimal.ZERO.setScale(item.amount().scale()));
    }

    private static ProgressiveItem with(ProgressiveItem item, BigDecimal amount, BigDecimal counted) {
        return new ProgressiveItem(item.charge(), item.meter(), item.name(), item.taxCategory(), amount, counted);
    }

    private static String where(ProgressiveBill bill, DuePeriod period) {
        return bill.number() == null
                ? LocalDate.ofInstant(bill.madeAt(), period.zone()).toString()
                : bill.number();
    }

    private static RatedLine line(
            ProgressiveItem item, BigDecimal billed, BigDecimal credited, String where, String what) {
        var taken = new BilledBefore.Taken(item.charge(), item.meter(), billed, credited, item.taxCategory());
        return BilledBefore.line(taken, item.name() + ": " + what + ", " + where, where);
    }
}
