package org.countinghouse.insight;

import java.math.BigDecimal;

/** What one customer used of a meter. */
public record CustomerUsage(long customer, String externalId, String name, BigDecimal quantity, long events) {}
