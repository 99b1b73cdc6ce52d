package org.countinghouse.catalog;

import java.math.BigDecimal;

/**
 * What the customer pays at least for usage.
 *
 * @param overageFactor price factor of usage above the minimum, 1 = the same price
 * @param prorate the minimum shrinks with a part period
 */
public record Commitment(BigDecimal minimum, BigDecimal overageFactor, boolean prorate, String taxCategory) {}
