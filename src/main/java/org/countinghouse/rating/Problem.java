package org.countinghouse.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something that was not priced and must not stay unnoticed.
 *
 * @param code stable identifier, for example {@code matrix.no_row}
 * @param message one sentence naming what
 * @param charge code of the charge concerned, or null
 * @param events how many events it concerns
 */
public record Problem(String code, String message, @Nullable String charge, BigDecimal events) {}
