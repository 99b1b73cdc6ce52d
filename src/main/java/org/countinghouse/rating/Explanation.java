package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** Collects steps when they are wanted and costs next to nothing when they are not. */
final class Explanation {
    private final boolean wanted;
    private final List<ExplanationStep> steps = new ArrayList<>();

    Explanation(boolean wanted) {
        this.wanted = wanted;
    }

    boolean wanted() {
        return wanted;
    }

    List<ExplanationStep> steps() {
        return steps;
    }

    /** An empty explanation for the inside of a step. */
    Explanation inside() {
        return wanted ? new Explanation(true) : this;
    }

    /** Adds a step; {@code describe} runs only when explanations are wanted. */
    void step(String name, Consumer<Step> describe) {
        if (wanted) {
            Step step = new Step(name);
            describe.accept(step);
            steps.add(step.build());
        }
    }

    /** Takes over steps that were explained elsewhere. */
    void addAll(List<ExplanationStep> others) {
        if (wanted) {
            steps.addAll(others);
        }
    }

    /** Takes over the steps of an inside. */
    void addAll(Explanation other) {
        steps.addAll(other.steps);
    }

    /** A step being put together. */
    static final class Step {
        private final String name;
        private Map<String, String> words = Map.of();
        private final Map<String, BigDecimal> figures = new LinkedHashMap<>();
        private List<ExplanationStep> inside = List.of();
        private @Nullable String text;

        private Step(String name) {
            this.name = name;
        }

        Step text(String words) {
            text = words;
            return this;
        }

        /** How the step rounds; nothing when it rounds ties away from zero. */
        Step mode(RoundingMode mode) {
            return mode == RoundingMode.HALF_UP
                    ? this
                    : word("mode", mode.name().toLowerCase(Locale.ROOT));
        }

        Step word(String label, String value) {
            words = words.isEmpty() ? new LinkedHashMap<>() : words;
            words.put(label, value);
            return this;
        }

        Step figure(String label, BigDecimal value) {
            figures.put(label, value);
            return this;
        }

        Step figure(String label, Fraction value) {
            return figure(label, value.value());
        }

        /** A figure that is left out when it is zero. */
        Step figureUnlessZero(String label, Fraction value) {
            return value.signum() == 0 ? this : figure(label, value);
        }

        Step inside(Explanation explanation) {
            inside = explanation.steps;
            return this;
        }

        private ExplanationStep build() {
            return new ExplanationStep(name, text, words, figures, inside);
        }
    }
}
