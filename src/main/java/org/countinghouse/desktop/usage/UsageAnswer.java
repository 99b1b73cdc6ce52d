package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.countinghouse.insight.UsageSeries;
import org.jspecify.annotations.Nullable;

/**
 * What is on the screen: the series, and the one it is compared with.
 *
 * @param previous the range before, bucket by bucket; null when nothing is compared
 * @param asOf when it was read
 */
public record UsageAnswer(UsageSeries series, @Nullable UsageSeries previous, Instant asOf) {
    private static final int CHANGE_SCALE = 4;

    /** The previous period's bucket of the same number; empty when nothing is compared or that period is shorter. */
    public Optional<UsageSeries.Point> before(int bucket) {
        return previous == null || bucket >= previous.starts().size()
                ? Optional.empty()
                : Optional.of(previous.total().points().get(bucket));
    }

    /** Growth against the previous period as a fraction; empty when that had no usage. */
    public Optional<BigDecimal> change() {
        if (previous == null || previous.total().sum().quantity().signum() == 0) {
            return Optional.empty();
        }
        BigDecimal before = previous.total().sum().quantity();
        BigDecimal now = series.total().sum().quantity();
        return Optional.of(now.subtract(before).divide(before, CHANGE_SCALE, RoundingMode.HALF_UP));
    }
}
