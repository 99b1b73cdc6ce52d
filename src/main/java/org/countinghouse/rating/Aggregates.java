package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterRounding;
import org.countinghouse.money.Fraction;

/** Usage to one number, by the meter's aggregation. */
final class Aggregates {
    private Aggregates() {}

    /**
     * @param items by time; those before {@code from} set the level it starts with
     * @param wholeSeconds seconds of the whole period, by which held levels are divided
     */
    static Fraction of(Meter meter, List<Item> items, Instant from, Instant to, BigDecimal wholeSeconds) {
        return switch (meter.aggregation()) {
            case COUNT -> Fraction.of(counted(items));
            case SUM -> divided(meter, Fraction.of(summed(items)));
            case UNIQUE_COUNT ->
                Fraction.of(BigDecimal.valueOf(texts(sampled(items, from)).size()));
            case WEIGHTED_SUM ->
                divided(meter, Fraction.of(held(items, from, to)).dividedBy(wholeSeconds));
            case MAX, MIN, LATEST, AVERAGE, PERCENTILE -> {
                List<Item> samples = sampled(items, from);
                yield samples.isEmpty() ? Fraction.ZERO : divided(meter, ofSamples(meter, samples));
            }
        };
    }

    /** Applies the meter's own rounding. */
    static Fraction rounded(Meter meter, Fraction aggregate) {
        MeterRounding rounding = meter.rounding();
        return rounding == null
                ? aggregate
                : Fraction.of(aggregate.round(rounding.scale(), rounding.mode().mode()));
    }

    private static Fraction ofSamples(Meter meter, List<Item> samples) {
        List<BigDecimal> values = samples.stream().map(Item::value).toList();
        return switch (meter.aggregation()) {
            case MAX -> Fraction.of(values.stream().reduce(values.getFirst(), BigDecimal::max));
            case MIN -> Fraction.of(values.stream().reduce(values.getFirst(), BigDecimal::min));
            case AVERAGE ->
                Fraction.of(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .dividedBy(BigDecimal.valueOf(values.size()));
            case PERCENTILE -> Fraction.of(nearestRank(values, meter));
            default -> Fraction.of(values.getLast());
        };
    }

    private static BigDecimal nearestRank(List<BigDecimal> values, Meter meter) {
        int rank = exactRank(meter, values.size())
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return values.stream().sorted(Comparator.naturalOrder()).toList().get(Math.max(1, rank) - 1);
    }

    /** The percentile's rank among samples before it is rounded up; ranks count from 1. */
    static BigDecimal exactRank(Meter meter, int samples) {
        BigDecimal percentile = meter.percentile() == null ? BigDecimal.ZERO : meter.percentile();
        return percentile.movePointLeft(2).multiply(BigDecimal.valueOf(samples));
    }

    private static BigDecimal counted(List<Item> items) {
        BigDecimal count = BigDecimal.ZERO;
        for (Item item : items) {
            count = count.add(item.count());
        }
        return count;
    }

    static BigDecimal summed(List<Item> items) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Item item : items) {
            sum = sum.add(item.value());
        }
        return sum;
    }

    /** Level x seconds; zero before the first level. */
    static BigDecimal held(List<Item> items, Instant from, Instant to) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal level = BigDecimal.ZERO;
        Instant since = from;
        for (Item item : items) {
            if (item.time().isAfter(since)) {
                total = total.add(level.multiply(Timeline.secondsBetween(since, item.time())));
                since = item.time();
            }
            level = item.value();
        }
        return total.add(level.multiply(Timeline.secondsBetween(since, to)));
    }

    /** The items since {@code from}, led by the last one before it. */
    static List<Item> sampled(List<Item> items, Instant from) {
        int first = 0;
        while (first < items.size() && items.get(first).time().isBefore(from)) {
            first++;
        }
        return items.subList(Math.max(0, first - 1), items.size());
    }

    private static Set<String> texts(List<Item> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> {
            if (item.text() != null) {
                texts.add(item.text());
            }
        });
        return new HashSet<>(texts);
    }

    private static Fraction divided(Meter meter, Fraction aggregate) {
        DerivedQuantity derived = meter.quantity();
        return derived == null ? aggregate : aggregate.dividedBy(derived.divideBy());
    }
}
