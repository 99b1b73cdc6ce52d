package org.countinghouse.catalog;

/** Which invoice carries a fee or charge: the one before or the one after its period. */
public enum Timing {
    ADVANCE,
    ARREARS
}
