package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * At which usage of a period an invoice is made before the period ends. Amounts are before tax, in the plan's currency;
 * where prices contain their tax, with it.
 *
 * @param amounts each once a period, ascending
 * @param every again and again, beyond the largest of the amounts; null: not
 */
public record UsageThresholds(
        List<BigDecimal> amounts, @Nullable BigDecimal every) {
    private static final int MOST = 20;

    public UsageThresholds {
        amounts = List.copyOf(new TreeSet<>(amounts));
    }

    /**
     * Refuses what is no set of thresholds.
     *
     * @param decimals of the currency
     * @throws Failure {@code thresholds.amounts}
     */
    public void check(int decimals) {
        if (amounts.isEmpty() && every == null) {
            throw wrong("Give at least one amount, or an amount for every further one.");
        }
        if (amounts.size() > MOST) {
            throw wrong("There are at most " + MOST + " amounts.");
        }
        for (BigDecimal amount : amounts) {
            check(amount, decimals);
        }
        if (every != null) {
            check(every, decimals);
        }
    }

    private static void check(BigDecimal amount, int decimals) {
        if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > decimals) {
            throw wrong(amount.toPlainString() + " is no amount above zero with up to " + decimals + " decimals.");
        }
    }

    private static Failure wrong(String why) {
        return new Failure("thresholds.amounts", why, "Nothing was changed.");
    }

    /**
     * The largest threshold that usage has passed and that was not passed before: one, however many lie between.
     *
     * @param reached usage that was billed inside the period already; zero: none
     */
    public Optional<BigDecimal> passed(BigDecimal reached, BigDecimal usage) {
        return largest(usage).filter(threshold -> threshold.compareTo(reached) > 0);
    }

    private Optional<BigDecimal> largest(BigDecimal usage) {
        BigDecimal last = amounts.isEmpty() ? BigDecimal.ZERO : amounts.getLast();
        if (every != null && usage.subtract(last).compareTo(every) >= 0) {
            return Optional.of(last.add(every.multiply(times(usage.subtract(last)))));
        }
        return amounts.reversed().stream()
                .filter(amount -> amount.compareTo(usage) <= 0)
                .findFirst();
    }

    /** The one after some usage; empty when there is none. */
    public Optional<BigDecimal> next(BigDecimal usage) {
        Optional<BigDecimal> once =
                amounts.stream().filter(amount -> amount.compareTo(usage) > 0).findFirst();
        if (once.isPresent() || every == null) {
            return once;
        }
        BigDecimal last = amounts.isEmpty() ? BigDecimal.ZERO : amounts.getLast();
        BigDecimal beyond = usage.subtract(last).max(BigDecimal.ZERO);
        return Optional.of(last.add(every.multiply(times(beyond).add(BigDecimal.ONE))));
    }

    private BigDecimal times(BigDecimal beyond) {
        return every == null ? BigDecimal.ZERO : beyond.divide(every, 0, RoundingMode.DOWN);
    }
}
