package org.countinghouse.insight;

import java.time.Instant;
import org.countinghouse.catalog.Meter;
import org.jspecify.annotations.Nullable;

/**
 * A meter and when it was used.
 *
 * @param last begin of the last hour with usage, or the last event; null when it was never used
 */
public record MeterUsage(Meter meter, @Nullable Instant last) {}
