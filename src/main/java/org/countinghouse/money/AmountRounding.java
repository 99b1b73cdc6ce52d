package org.countinghouse.money;

import java.math.RoundingMode;

/** How an amount is rounded to its currency's minor unit. */
public enum AmountRounding {
    /** Ties away from zero: 10.005 to 10.01, -10.005 to -10.01. */
    HALF_UP(RoundingMode.HALF_UP),
    HALF_EVEN(RoundingMode.HALF_EVEN),
    /** Away from zero. */
    UP(RoundingMode.UP),
    /** Towards zero. */
    DOWN(RoundingMode.DOWN);

    private final RoundingMode mode;

    AmountRounding(RoundingMode mode) {
        this.mode = mode;
    }

    public RoundingMode mode() {
        return mode;
    }
}
