package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a calculation, with the steps it consists of. Figures and words are enough to work the step out again
 * from the steps before it; {@link ExplanationVerifier} does.
 *
 * @param step what is done: aggregate, convert, free, price, discount, maximum, round and so on
 * @param text in words, or null when the figures say it all
 * @param words named words that decide the calculation, for example mode: how the step rounds
 * @param figures named figures in order, for example quantity, unit_amount, amount
 * @param steps the steps inside this one, for example of a bucket
 */
public record ExplanationStep(
        String step,
        @Nullable String text,
        Map<String, String> words,
        Map<String, BigDecimal> figures,
        List<ExplanationStep> steps) {
    public ExplanationStep {
        words = kept(words);
        figures = kept(figures);
        steps = List.copyOf(steps);
    }

    /** In their order. Most steps have few or none, and an invoice has dozens of steps. */
    private static <T> Map<String, T> kept(Map<String, T> named) {
        return named.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }
}
