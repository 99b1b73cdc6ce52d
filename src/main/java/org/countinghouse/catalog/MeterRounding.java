package org.countinghouse.catalog;

import java.math.RoundingMode;

/**
 * Rounding of a meter's aggregate.
 *
 * @param scale decimals kept; negative rounds to tens, hundreds and so on
 */
public record MeterRounding(Mode mode, int scale) {
    /** Towards which side. */
    public enum Mode {
        HALF_UP(RoundingMode.HALF_UP),
        CEIL(RoundingMode.CEILING),
        FLOOR(RoundingMode.FLOOR);

        private final RoundingMode mode;

        Mode(RoundingMode mode) {
            this.mode = mode;
        }

        public RoundingMode mode() {
            return mode;
        }
    }
}
