package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/** A step while it is checked: where it stands, and which of its figures something followed from. */
final class CheckedStep {
    /** Figures that do not end are written to 40 digits; a sum of many is a little less exact. */
    private static final BigDecimal RELATIVE_ERROR = BigDecimal.ONE.movePointLeft(35);

    /** The largest figure of the line so far, which bounds the error of the others. */
    static final class Magnitude {
        private BigDecimal largest = BigDecimal.ONE;

        private void meet(BigDecimal figure) {
            largest = largest.max(figure.abs());
        }

        private boolean close(BigDecimal one, BigDecimal other) {
            return one.subtract(other).abs().compareTo(largest.multiply(RELATIVE_ERROR)) <= 0;
        }
    }

    /** Ends the check at the first step that does not follow. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ExplanationVerifier.Mismatch mismatch;

        Broken(ExplanationVerifier.Mismatch mismatch) {
            super(mismatch.path(), null, false, false);
            this.mismatch = mismatch;
        }

        ExplanationVerifier.Mismatch mismatch() {
            return mismatch;
        }
    }

    private final ExplanationStep step;
    private final String path;
    private final Magnitude magnitude;
    private final Set<String> used = new HashSet<>();

    private CheckedStep(ExplanationStep step, String path, Magnitude magnitude) {
        this.step = step;
        this.path = path;
        this.magnitude = magnitude;
        step.figures().values().forEach(magnitude::meet);
    }

    static List<CheckedStep> of(List<ExplanationStep> steps, String path, Magnitude magnitude) {
        return IntStream.range(0, steps.size())
                .mapToObj(index -> new CheckedStep(steps.get(index), path + "[" + index + "]", magnitude))
                .toList();
    }

    String name() {
        return step.step();
    }

    String path() {
        return path;
    }

    String text() {
        return step.text() == null ? "" : step.text();
    }

    @Nullable
    String word(String name) {
        return step.words().get(name);
    }

    List<CheckedStep> inside() {
        return of(step.steps(), path + ".steps", magnitude);
    }

    boolean has(String figure) {
        return step.figures().containsKey(figure);
    }

    BigDecimal figure(String name) {
        BigDecimal figure = step.figures().get(name);
        if (figure == null) {
            throw broken(name, "a figure", "none");
        }
        used.add(name);
        return figure;
    }

    BigDecimal figureOrZero(String name) {
        return has(name) ? figure(name) : BigDecimal.ZERO;
    }

    /** How the step rounds. */
    RoundingMode mode() {
        String mode = step.words().getOrDefault("mode", "half_up");
        try {
            return RoundingMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw broken("mode", "a way to round", mode);
        }
    }

    /** @return the figure as it stands there, which the next steps go on with */
    BigDecimal require(String figure, BigDecimal expected) {
        BigDecimal found = figure(figure);
        if (!close(found, expected)) {
            throw broken(figure, Decimals.plain(expected), Decimals.plain(found));
        }
        return found;
    }

    /** As {@link #require}; a figure of zero may be left out. */
    BigDecimal requireOrZero(String figure, BigDecimal expected) {
        if (has(figure)) {
            return require(figure, expected);
        }
        if (!close(BigDecimal.ZERO, expected)) {
            throw broken(figure, Decimals.plain(expected), "none");
        }
        return BigDecimal.ZERO;
    }

    /** @param expected in words */
    void require(boolean holds, String figure, String expected) {
        if (!holds) {
            throw broken(figure, expected, has(figure) ? Decimals.plain(figure(figure)) : "none");
        }
    }

    boolean close(BigDecimal one, BigDecimal other) {
        return magnitude.close(one, other);
    }

    /** A figure that nothing was worked out of proves nothing and may not stand there. */
    void done() {
        for (String figure : step.figures().keySet()) {
            if (!used.contains(figure)) {
                throw broken(figure, "none", Decimals.plain(figure(figure)));
            }
        }
    }

    Broken broken(String figure, String expected, String found) {
        return new Broken(new ExplanationVerifier.Mismatch(path + "." + figure, step.step(), expected, found));
    }
}
