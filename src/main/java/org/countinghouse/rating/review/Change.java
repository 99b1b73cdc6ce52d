package org.countinghouse.rating.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two plans.
 *
 * @param path JSON path in the plan that has it; where both have it, in the second
 * @param parts what it belongs to, from the outside in, for example the charge and its tier; empty: the plan itself
 * @param field name of the field in the document, or empty when a whole part came or went
 * @param before null: it was not there
 * @param after null: it is not there any more
 */
public record Change(
        Kind kind,
        String path,
        List<Part> parts,
        String field,
        @Nullable Fact before,
        @Nullable Fact after) {
    /** What happened. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** What can come, go or change as a whole. */
    public enum Type {
        FEE,
        CHARGE,
        TIER,
        ROW,
        BAND,
        VERSION,
        ADJUSTMENT,
        OVERAGE,
        ON_DEMAND,
        QUOTA,
        COMMITMENT,
        VARIABLE
    }

    /**
     * A part of a plan.
     *
     * @param name what people call it: its name, or its number
     */
    public record Part(Type type, String name) {}

    public Change {
        parts = List.copyOf(parts);
    }

    /** The difference in English. */
    public String message() {
        return ChangeWords.of(this);
    }
}
