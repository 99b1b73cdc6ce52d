package org.countinghouse.billing;

import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;

/** A subscription's period, rated: what went in and what came out. */
record RatedSubscription(DueSubscription due, RatingRequest request, RatingResult result) {}
