package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What moving subscriptions would do, or did.
 *
 * @param effects the largest difference first
 * @param unrated subscriptions that can be moved and have no whole period yet
 * @param sums of the effects, by currency
 * @param failures subscriptions that cannot be moved, with the reason
 * @param waiting subscriptions that are left alone, because their own move is still to come
 * @param left subscriptions that nobody came to, because somebody stopped it
 * @param migration what the moves have in common; null when nothing was moved
 */
public record MigrationResult(
        List<Effect> effects,
        List<Member> unrated,
        SortedMap<String, Sum> sums,
        List<BillingRunReport.Failed> failures,
        List<BillingRunReport.Failed> waiting,
        int moved,
        int left,
        @Nullable UUID migration) {
    public MigrationResult {
        effects = List.copyOf(effects);
        unrated = List.copyOf(unrated);
        failures = List.copyOf(failures);
        waiting = List.copyOf(waiting);
    }

    /** Difference by currency. */
    public SortedMap<String, BigDecimal> totals() {
        var totals = new TreeMap<String, BigDecimal>();
        sums.forEach((currency, sum) -> totals.put(currency, sum.difference()));
        return totals;
    }

    /** Those of a preview that can be moved. */
    public List<Member> movable() {
        return Stream.concat(
                        effects.stream().map(effect -> new Member(effect.subscriptionId(), effect.name())),
                        unrated.stream())
                .sorted(Comparator.comparingLong(Member::subscriptionId))
                .toList();
    }

    /** A subscription, and the name of whose it is. */
    public record Member(long subscriptionId, String name) {
        BillingRunReport.Failed failed(String code, String reason) {
            return new BillingRunReport.Failed(subscriptionId, name, code, reason);
        }
    }

    /** What it does to one subscription: its last whole period by both versions. */
    public record Effect(
            long subscriptionId,
            String customer,
            String name,
            BillingPeriod period,
            String currency,
            BigDecimal before,
            BigDecimal after) {
        public BigDecimal difference() {
            return after.subtract(before);
        }
    }

    /** Amounts of many subscriptions together, in one currency. */
    public record Sum(BigDecimal before, BigDecimal after) {
        public BigDecimal difference() {
            return after.subtract(before);
        }

        Sum plus(Sum other) {
            return new Sum(before.add(other.before), after.add(other.after));
        }
    }
}
