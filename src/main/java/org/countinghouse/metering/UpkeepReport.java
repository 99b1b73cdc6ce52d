package org.countinghouse.metering;

import java.time.YearMonth;

/**
 * What upkeep did.
 *
 * @param partitionsUntil last month for which there is room
 * @param removed events that were past the retention of their meters
 */
public record UpkeepReport(YearMonth partitionsUntil, long removed) {}
