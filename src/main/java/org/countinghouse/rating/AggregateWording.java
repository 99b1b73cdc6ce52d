package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge.UnitConversion;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterRounding;
import org.countinghouse.money.Fraction;

/** Explains how usage became priced units. It runs only when an explanation is wanted. */
final class AggregateWording {
    private AggregateWording() {}

    /** The steps from items to the quantity before free units. */
    static void measured(Conversion conversion, List<Item> items, Instant from, Instant to, Explanation explain) {
        Fraction aggregate = conversion.aggregate(items, from, to);
        explain.step("aggregate", step -> describe(step, conversion, items, from, to));
        Fraction rounded = Aggregates.rounded(conversion.meter(), aggregate);
        rounding(conversion.meter(), aggregate, explain);
        conversion(conversion, rounded, explain);
    }

    /** The aggregate with the figures it is worked out of, where it is more than a sum or one of the values. */
    static void describe(Explanation.Step step, Conversion conversion, List<Item> items, Instant from, Instant to) {
        Meter meter = conversion.meter();
        Fraction aggregate = conversion.aggregate(items, from, to);
        step.text(Wording.aggregate(meter, aggregate, items));
        List<Item> samples = Aggregates.sampled(items, from);
        switch (meter.aggregation()) {
            case COUNT, UNIQUE_COUNT -> {}
            case SUM -> divided(step, meter, "sum", Aggregates.summed(items));
            case MAX, MIN, LATEST -> divided(step, meter, "sample", sample(meter, aggregate));
            case AVERAGE -> {
                if (!samples.isEmpty()) {
                    step.figure("sum", Aggregates.summed(samples))
                            .figure("samples", BigDecimal.valueOf(samples.size()));
                    divisor(step, meter);
                }
            }
            case PERCENTILE -> {
                if (!samples.isEmpty()) {
                    step.figure("percentile", meter.percentile() == null ? BigDecimal.ZERO : meter.percentile())
                            .figure("samples", BigDecimal.valueOf(samples.size()))
                            .figure("rank", Aggregates.exactRank(meter, samples.size()));
                    divided(step, meter, "sample", sample(meter, aggregate));
                }
            }
            case WEIGHTED_SUM -> {
                step.figure("held", Aggregates.held(items, from, to)).figure("seconds", conversion.wholeSeconds());
                divisor(step, meter);
            }
        }
        step.figure("value", aggregate);
    }

    /** The value before it was divided. */
    private static BigDecimal sample(Meter meter, Fraction aggregate) {
        DerivedQuantity derived = meter.quantity();
        return (derived == null ? aggregate : aggregate.times(derived.divideBy())).value();
    }

    private static void divided(Explanation.Step step, Meter meter, String label, BigDecimal dividend) {
        if (isDivided(meter)) {
            step.figure(label, dividend);
            divisor(step, meter);
        }
    }

    private static void divisor(Explanation.Step step, Meter meter) {
        DerivedQuantity derived = meter.quantity();
        if (derived != null && isDivided(meter)) {
            step.figure("divide_by", derived.divideBy());
        }
    }

    private static boolean isDivided(Meter meter) {
        DerivedQuantity derived = meter.quantity();
        return derived != null
                && meter.aggregation() != Aggregation.COUNT
                && derived.divideBy().compareTo(BigDecimal.ONE) != 0;
    }

    /** The meter's own rounding, as so many times the unit it rounds to. */
    static void rounding(Meter meter, Fraction aggregate, Explanation explain) {
        MeterRounding rounding = meter.rounding();
        if (rounding != null) {
            BigDecimal unit = BigDecimal.ONE.movePointLeft(rounding.scale());
            Fraction rounded = Aggregates.rounded(meter, aggregate);
            explain.step(
                    "round_meter",
                    step -> step.mode(rounding.mode().mode())
                            .figure("multiple_of", unit)
                            .figure("exact", aggregate.dividedBy(unit))
                            .figure("multiples", rounded.dividedBy(unit))
                            .figure("value", rounded));
        }
    }

    /** From the meter's units to the charge's. */
    static void conversion(Conversion conversion, Fraction aggregate, Explanation explain) {
        UnitConversion unit = conversion.unit();
        if (unit == null) {
            return;
        }
        explain.step("convert", step -> {
            step.text(Wording.conversion(unit));
            if (unit.round() != null) {
                step.word("mode", unit.round().name().toLowerCase(java.util.Locale.ROOT));
            }
            step.figure("divide_by", unit.divideBy());
            if (unit.round() != null) {
                step.figure("exact", aggregate.dividedBy(unit.divideBy()));
            }
            step.figure("value", conversion.converted(aggregate));
        });
    }
}
