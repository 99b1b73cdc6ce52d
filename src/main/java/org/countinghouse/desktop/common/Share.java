package org.countinghouse.desktop.common;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of something is used, for a bar. The bar never stands alone: the words are beside it.
 *
 * @param used part of the whole, 1 = all of it, more = too much; null = there is no whole, and no bar
 * @param marks levels worth seeing, as parts of the whole
 * @param text the same in words, for example {@code 850 of 1,000}
 */
public record Share(@Nullable BigDecimal used, List<BigDecimal> marks, Tone tone, String text) {
    public Share {
        marks = List.copyOf(marks);
    }
}
