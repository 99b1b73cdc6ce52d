package org.countinghouse.rating.review;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Where the second price stops being dearer, cheaper or the same, and is something else beyond.
 *
 * @param below the last quantity of the stretch before
 * @param above the first quantity of the stretch behind; a step away, or two when the totals meet in between
 * @param at where both cost exactly the same, or null when they jump past each other
 * @param after how the second price stands beyond
 */
public record Crossing(Pair below, Pair above, @Nullable BigDecimal at, Standing before, Standing after) {
    /** How the second price stands to the first. */
    public enum Standing {
        SAME,
        DEARER,
        CHEAPER;

        static Standing of(int sign) {
            return switch (Integer.signum(sign)) {
                case 0 -> SAME;
                case 1 -> DEARER;
                default -> CHEAPER;
            };
        }
    }

    /** What a quantity costs by the first price and by the second, as they would be billed. */
    public record Pair(BigDecimal quantity, BigDecimal before, BigDecimal after) {}
}
