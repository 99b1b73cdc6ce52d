package org.countinghouse.storage.list;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a filter matches, worked out in SQL over all of it, not over a page.
 *
 * @param rows number of rows
 * @param sums for each number column its sum, keyed by column name; for money columns keyed by {@code name + " " +
 *     currency}, because amounts of different currencies are never added
 */
public record Totals(long rows, Map<String, BigDecimal> sums) {}
