package org.countinghouse.rating.review;

import java.util.List;

/** Everything lint looks for, with its sentence; {@code {0}} and so on are filled with facts. */
public enum Check {
    TIERS_EMPTY(Severity.ERROR, "tiers.empty", "Tier {0} ends at {1} and so covers no quantity."),
    TIERS_OVERLAP(
            Severity.ERROR,
            "tiers.overlap",
            "Tier {0} ends at {1}, but the tiers before it already reach to {2}: they overlap, and no quantity is left"
                    + " for tier {0}."),
    TIERS_GAP(
            Severity.ERROR,
            "tiers.gap",
            "The last tier ends at {0}, so there is no price above it. Leave its upper bound open (null)."),
    TIERS_UNREACHABLE(
            Severity.ERROR,
            "tiers.unreachable",
            "Tier {0} has no upper bound, so tier {1} and what follows it are never reached."),
    TIERS_NO_WHOLE_NUMBER(
            Severity.WARNING,
            "tiers.no_whole_number",
            "Tier {0} is above {1} and up to {2}. Only whole numbers are priced here, and there is none between them."),
    TIERS_BEYOND_QUOTA(
            Severity.WARNING,
            "tiers.beyond_quota",
            "The hard quota of {0} ends usage before tier {1}, which begins above {2}, is reached."),
    TIERS_NO_PRICE(
            Severity.WARNING,
            "tiers.no_price",
            "Tier {0} has neither a unit price nor a flat amount: what falls into it is free."),
    CLIFF(
            Severity.WARNING,
            "totals.cliff",
            "More costs less: {0} costs {1}, but {2} costs {3}. The total is not as high again before {4}.",
            ".back"),
    CLIFF_FOR_EVER(Severity.WARNING, "totals.cliff", "More costs less: {0} costs {1}, but {2} costs {3}."),
    NEGATIVE_TOTAL(
            Severity.WARNING, "totals.negative", "{0} costs {1}: this is money the customer would get, not pay."),
    DECIMALS(
            Severity.WARNING,
            "amount.decimals",
            "{0} has more decimals than the currency has; {1} is what would be billed."),
    MINIMUM_OVER_MAXIMUM(
            Severity.ERROR,
            "minimum.over_maximum",
            "The minimum of {0} is above the maximum of {1}: {2} is billed whatever is used."),
    MINIMUM_IS_MAXIMUM(
            Severity.WARNING,
            "minimum.is_maximum",
            "Minimum and maximum are both {0}: this is billed whatever is used, and the price changes nothing."),
    MAXIMUM_ZERO(Severity.WARNING, "maximum.zero", "The maximum is zero: this charge never bills anything."),
    MAXIMUM_HIDES_TIER(
            Severity.WARNING,
            "maximum.hides_tier",
            "The maximum of {0} is already reached at {1}, where tier {2} begins: tier {2} changes nothing."),
    EVENT_MINIMUM_OVER_MAXIMUM(
            Severity.ERROR,
            "events.minimum_over_maximum",
            "The minimum per event of {0} is above the maximum per event of {1}: every event costs {1}."),
    SPOT_FLOOR_OVER_CAP(
            Severity.ERROR, "spot.floor_over_cap", "The floor of {0} is above the cap of {1}: no price can keep both."),
    RATE_OVER_100(
            Severity.WARNING, "rate.over_100", "A rate of {0} charges more than the whole amount it is taken of."),
    DISCOUNT_EVERYTHING(
            Severity.WARNING,
            "discount.everything",
            "A discount of 100 % leaves nothing: this charge never bills its price."),
    DISCOUNT_OVER_100(
            Severity.ERROR,
            "discount.over_100",
            "Adjustments that hold at the same time take off {0}, more than the whole price: the customer would be"
                    + " paid for using it."),
    DISCOUNT_STACKED(
            Severity.WARNING,
            "discount.stacked",
            "The discount of {0} and adjustments that take off {1} come to {2}, over 100 %. Each is taken off what the"
                    + " other leaves, so {3} is still billed of every 100."),
    DISCOUNT_WITH_COUPONS(
            Severity.WARNING,
            "discount.coupons",
            "The discount of {0} and coupons of {1} ({2}) come to {3}, over 100 %. Each is taken off what the others"
                    + " leave, so {4} is still billed of every 100."),
    ADJUSTMENT_NEVER(
            Severity.WARNING,
            "adjustment.never",
            "This adjustment wants a reading above {0} and below {1}. There is none, so it never applies."),
    FREE_UNITS_OVER_TIER(
            Severity.WARNING,
            "free_units.over_first_tier",
            "{0} units are free, more than the first tier holds ({1}). Tiers begin to count after the free units, so"
                    + " the first tier runs from {0} to {2}."),
    FREE_UNITS_NO_EFFECT(
            Severity.WARNING,
            "free_units.no_effect",
            "The free units change nothing: a flat price is the same for every quantity."),
    FREE_UNITS_COVER_QUOTA(
            Severity.WARNING,
            "free_units.cover_quota",
            "The hard quota of {0} ends usage inside the {1} free units: this price is never billed."),
    ALLOWANCE_EMPTY(Severity.WARNING, "allowance.empty", "This allowance includes nothing."),
    ALLOWANCE_COVERS_QUOTA(
            Severity.WARNING,
            "allowance.covers_quota",
            "The hard quota of {0} ends usage inside the {1} that are included: the overage is never billed."),
    RESERVED_COVERS_QUOTA(
            Severity.WARNING,
            "reserved.covers_quota",
            "The hard quota of {0} ends usage inside the {1} that are reserved: on demand is never billed."),
    QUOTA_ZERO(
            Severity.WARNING,
            "quota.zero",
            "The hard quota of zero refuses every use of {0}: nothing of it is billed."),
    QUOTA_HIDDEN(
            Severity.WARNING,
            "quota.hidden",
            "Another quota ends usage of {0} at {1}, so this one of {2} is never reached."),
    QUOTA_WARNING(
            Severity.WARNING, "quota.warning", "Usage ends at the hard quota, so the warning at {0} is never given."),
    COMMITMENT_FREE_OVERAGE(
            Severity.WARNING,
            "commitment.free_overage",
            "With an overage factor of 0 all usage above the minimum of {0} is free."),
    UNKNOWN_METER(Severity.ERROR, "meter.unknown", "There is no meter \"{0}\"."),
    MATRIX_NO_ROW(
            Severity.ERROR,
            "matrix.no_row",
            "Usage with {0} was observed (events: {1}), but no row has a price for it and there is no default."),
    MATRIX_HIDDEN_ROW(
            Severity.WARNING,
            "matrix.hidden_row",
            "Row {0} already matches everything that row {1} matches, so row {1} never counts."),
    MATRIX_FILTERED_ROW(
            Severity.WARNING,
            "matrix.filtered_row",
            "The charge prices only usage whose {0} is {1}, so row {2} for {3} never counts."),
    TIME_OF_USE_GAP(
            Severity.ERROR,
            "time_of_use.gap",
            "Usage at these times has no price: {0}. Add a band or a default unit amount."),
    TIME_OF_USE_NO_BAND(
            Severity.ERROR, "time_of_use.no_band", "Usage was observed at times that have no price (events: {0})."),
    TIME_OF_USE_OVERLAP(
            Severity.WARNING,
            "time_of_use.overlap",
            "The bands {0} and {1} both cover {2}. The first in the list counts there: {0}."),
    TIME_OF_USE_HIDDEN(
            Severity.WARNING,
            "time_of_use.hidden_band",
            "The band {0} never counts: it covers no minute of the week that the bands before it leave."),
    VERSIONS_ORDER(
            Severity.ERROR,
            "versions.order",
            "This price begins on {0}, not after the one before it ({1}). Put the versions in the order of their"
                    + " begin."),
    VERSIONS_SAME(
            Severity.WARNING, "versions.same_price", "From {0} on the price is the same as before: nothing changes."),
    FORMULA_FAILS(Severity.ERROR, "formula.fails", "With a quantity of {0} the price cannot be worked out: {1}"),
    UNPRICED_USAGE(
            Severity.WARNING,
            "usage.unpriced",
            "Usage of \"{0}\" was observed (events: {1}), but no charge prices it.");

    private final Severity severity;
    private final String code;
    private final String key;
    private final String sentence;

    Check(Severity severity, String code, String sentence) {
        this(severity, code, sentence, "");
    }

    Check(Severity severity, String code, String sentence, String variant) {
        this.severity = severity;
        this.code = code;
        this.key = "lint." + code + variant;
        this.sentence = sentence;
    }

    /** Names the sentence in the words of a face. */
    public String key() {
        return key;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }

    Finding at(String path, List<Fact> facts, Total... example) {
        return at(path, facts, List.of(example));
    }

    Finding at(String path, List<Fact> facts, List<Total> example) {
        return new Finding(severity, code, key, path, sentence, facts, example);
    }
}
