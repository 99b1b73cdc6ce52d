package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge.UnitConversion;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.countinghouse.money.AmountRounding;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** From usage to priced units: aggregate, the meter's rounding, the charge's unit. */
record Conversion(Meter meter, @Nullable UnitConversion unit, BigDecimal wholeSeconds) {
    Fraction of(List<Item> items, Instant from, Instant to) {
        return converted(Aggregates.rounded(meter, aggregate(items, from, to)));
    }

    Fraction aggregate(List<Item> items, Instant from, Instant to) {
        return Aggregates.of(meter, items, from, to, wholeSeconds);
    }

    /** As {@link #of} for a sum or count whose values were added up already. */
    Fraction ofSum(BigDecimal sum) {
        DerivedQuantity derived = meter.quantity();
        Fraction aggregate = derived == null || meter.aggregation() == Aggregation.COUNT
                ? Fraction.of(sum)
                : Fraction.of(sum).dividedBy(derived.divideBy());
        return converted(Aggregates.rounded(meter, aggregate));
    }

    Fraction converted(Fraction aggregate) {
        if (unit == null) {
            return aggregate;
        }
        Fraction converted = aggregate.dividedBy(unit.divideBy());
        AmountRounding round = unit.round();
        return round == null ? converted : Fraction.of(converted.round(0, round.mode()));
    }
}
