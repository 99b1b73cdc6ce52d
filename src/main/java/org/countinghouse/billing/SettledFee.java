package org.countinghouse.billing;

import org.countinghouse.rating.RatedLine;

/**
 * A line that settles a fee billed ahead.
 *
 * @param service the days that were billed too much or too little
 */
record SettledFee(RatedLine line, BillingPeriod service) {}
