package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.countinghouse.rating.RatingResult;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's running period comes to.
 *
 * @param plan code of the plan
 * @param result rated from the usage that is there
 * @param projectedTotal total of the whole period, if usage goes on as it did
 * @param elapsed share of the period that is over, from 0 to 1
 * @param confidence how much the projection is worth
 */
public record Estimate(
        long subscriptionId,
        String plan,
        BillingPeriod period,
        Instant asOf,
        RatingResult result,
        BigDecimal projectedTotal,
        BigDecimal elapsed,
        Confidence confidence) {
    /**
     * Whether the period stays in another currency than the customer is billed in, because some of it is billed or paid
     * already. The next period is not.
     *
     * @param wanted ISO 4217; null: that of the plan
     */
    public boolean stays(@Nullable String wanted) {
        var priced = result.priced();
        String plans = (priced == null ? result.currency() : priced.currency()).getCode();
        return !result.currency().getCode().equals(wanted == null ? plans : wanted);
    }

    /** By the share of the period that is over. */
    public enum Confidence {
        /** Less than a quarter. */
        LOW,
        /** Less than two thirds. */
        MEDIUM,
        HIGH;

        private static final BigDecimal QUARTER = new BigDecimal("0.25");
        private static final BigDecimal TWO_THIRDS = new BigDecimal("0.6667");

        static Confidence of(BigDecimal elapsed) {
            if (elapsed.compareTo(QUARTER) < 0) {
                return LOW;
            }
            return elapsed.compareTo(TWO_THIRDS) < 0 ? MEDIUM : HIGH;
        }
    }
}
