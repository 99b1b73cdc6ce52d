package org.countinghouse.rating.review;

import java.util.Map;
import java.util.stream.Collectors;

/** Differences in English. */
final class ChangeWords {
    /** Where the field's own name would not do. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("up_to", "upper bound"),
            Map.entry("unit_amount", "unit price"),
            Map.entry("default_unit_amount", "unit price of everything else"),
            Map.entry("model", "price model"),
            Map.entry("interval", "billing period"),
            Map.entry("divide_by", "priced per"),
            Map.entry("round", "rounding of units"),
            Map.entry("mode", "rounding"),
            Map.entry("per", "rounded per"),
            Map.entry("discount_percent", "discount"),
            Map.entry("group_by", "lines by"),
            Map.entry("flat_at_zero", "flat amount without usage"),
            Map.entry("tax_inclusive", "tax contained in prices"),
            Map.entry("prorate", "shrinks in a part period"));

    private ChangeWords() {}

    static String of(Change change) {
        String parts = change.parts().stream().map(ChangeWords::part).collect(Collectors.joining(", "));
        String subject = parts.isEmpty() ? "Plan" : Character.toUpperCase(parts.charAt(0)) + parts.substring(1);
        String field = FIELDS.getOrDefault(change.field(), change.field().replace('_', ' '));
        Fact before = change.before();
        Fact after = change.after();
        if (change.field().isEmpty()) {
            return subject
                    + switch (change.kind()) {
                        case ADDED -> after == null ? " is new." : " is new: " + after.text() + ".";
                        case REMOVED -> before == null ? " is gone." : " is gone: " + before.text() + ".";
                        case CHANGED -> " changed.";
                    };
        }
        return subject + ": " + field + " "
                + (before == null ? "none" : before.text())
                + " -> "
                + (after == null ? "none" : after.text())
                + ".";
    }

    private static String part(Change.Part part) {
        return switch (part.type()) {
            case FEE -> "fee \"" + part.name() + "\"";
            case CHARGE -> "charge \"" + part.name() + "\"";
            case TIER -> "tier " + part.name();
            case ROW -> "price for " + part.name();
            case BAND -> "band " + part.name();
            case VERSION -> "price from " + part.name() + " on";
            case ADJUSTMENT -> "adjustment " + part.name();
            case OVERAGE -> "above the allowance";
            case ON_DEMAND -> "above the reservation";
            case QUOTA -> "quota of " + part.name();
            case COMMITMENT -> "commitment";
            case VARIABLE -> "variable " + part.name();
        };
    }
}
