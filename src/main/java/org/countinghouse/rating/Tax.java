package org.countinghouse.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate.
 *
 * @param rate percent
 * @param category the lines it taxes; null: all
 * @param compound on the net plus the taxes before it
 * @param reason text for reverse charge or exemption
 */
public record Tax(
        String code,
        BigDecimal rate,
        @Nullable String category,
        boolean compound,
        @Nullable String reason) {}
