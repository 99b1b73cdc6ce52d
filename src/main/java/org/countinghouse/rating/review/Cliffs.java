package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Finds where a larger quantity costs less. */
final class Cliffs {
    /** Beyond this many the plan is not hard to read any more but wrong as a whole. */
    private static final int MOST = 5;

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private final ChargeTotals totals;
    private final NavigableSet<BigDecimal> stops;

    private Cliffs(ChargeTotals totals) {
        this.totals = totals;
        this.stops = totals.stops();
    }

    /**
     * A drop from one quantity to the next.
     *
     * @param path what is in force beyond, inside the charge
     * @param back the first quantity that costs as much again, or null
     */
    record Cliff(
            Total before,
            Total after,
            String path,
            @Nullable Total back) {}

    static List<Cliff> of(ChargeTotals totals) {
        return new Cliffs(totals).find();
    }

    private List<Cliff> find() {
        List<Cliff> found = new ArrayList<>();
        BigDecimal low = stops.first();
        for (BigDecimal high : stops.tailSet(low, false)) {
            if (found.size() == MOST) {
                break;
            }
            if (totals.amount(high).compareTo(totals.amount(low)) < 0) {
                found.add(between(low, high));
            } else {
                fine(low, high, found);
            }
            low = high;
        }
        return found;
    }

    /** Halving keeps a drop inside: what is at least as dear as the lower end leaves it in the upper half. */
    private Cliff between(BigDecimal low, BigDecimal high) {
        BigDecimal before = low;
        BigDecimal after = high;
        while (after.subtract(before).compareTo(totals.step()) > 0) {
            BigDecimal middle = totals.onStep(before.add(after).divide(BigDecimal.TWO));
            if (totals.amount(before).compareTo(totals.amount(middle)) > 0) {
                after = middle;
            } else {
                before = middle;
            }
        }
        return cliff(before, after);
    }

    /** Where fractions are priced, a drop right behind a bound may be made up for before the next step. */
    private void fine(BigDecimal low, BigDecimal high, List<Cliff> found) {
        boolean bound = totals.breaks().stream().anyMatch(one -> one.quantity().compareTo(low) == 0);
        if (totals.isWhole() || !bound || high.subtract(low).compareTo(totals.step()) != 0) {
            return;
        }
        BigDecimal behind = low.add(totals.step().divide(THOUSAND));
        if (totals.amount(behind).compareTo(totals.amount(low)) < 0) {
            found.add(cliff(low, behind));
        }
    }

    private Cliff cliff(BigDecimal before, BigDecimal after) {
        return new Cliff(totals.total(before), totals.total(after), path(before), back(after, totals.amount(before)));
    }

    private String path(BigDecimal before) {
        String path = ".price";
        for (PriceBreaks.Break one : totals.breaks()) {
            if (one.quantity().compareTo(before) <= 0) {
                path = one.path();
            }
        }
        return path;
    }

    private @Nullable Total back(BigDecimal after, BigDecimal amount) {
        BigDecimal low = totals.onStep(after);
        for (BigDecimal stop : stops.tailSet(after, false)) {
            if (totals.amount(stop).compareTo(amount) >= 0) {
                BigDecimal back = Steps.first(
                        low,
                        stop,
                        totals.step(),
                        quantity -> totals.amount(quantity).compareTo(amount) >= 0);
                return totals.total(back);
            }
            low = stop;
        }
        return null;
    }
}
