package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge.UnitConversion;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Meter;
import org.countinghouse.money.AmountRounding;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** The words of explanations; the same in every locale, since results are compared to the last character. */
final class Wording {
    private static final int DIGITS_OF_A_GROUP = 3;

    private Wording() {}

    /** For example "122,345 requests in 118 hourly readings". */
    static String aggregate(Meter meter, Fraction aggregate, List<Item> items) {
        long readings = items.stream().mapToLong(Item::hours).sum();
        long events = items.stream()
                .filter(item -> item.hours() == 0)
                .mapToLong(item -> item.count().longValue())
                .sum();
        String unit = meter.unit() == null ? "" : " " + meter.unit();
        String how = meter.aggregation() == Aggregation.SUM || meter.aggregation() == Aggregation.COUNT
                ? ""
                : DocumentNode.nameOf(meter.aggregation()).replace('_', ' ') + " ";
        String sources = readings == 0
                ? plural(events, "event")
                : events == 0
                        ? plural(readings, "hourly reading")
                        : plural(readings, "hourly reading") + " and " + plural(events, "event");
        return how + grouped(aggregate.value()) + unit + " in " + sources;
    }

    static String conversion(UnitConversion unit) {
        AmountRounding round = unit.round();
        String rounding = round == null
                ? ""
                : switch (round) {
                    case UP -> ", rounded up";
                    case DOWN -> ", rounded down";
                    case HALF_UP, HALF_EVEN -> ", rounded";
                };
        return "per " + Decimals.plain(unit.divideBy()) + rounding;
    }

    /** For example "1000 requests". */
    static @Nullable String lineUnit(Meter meter, @Nullable UnitConversion unit) {
        if (unit == null || unit.divideBy().compareTo(BigDecimal.ONE) == 0) {
            return meter.unit();
        }
        String size = Decimals.plain(unit.divideBy());
        return meter.unit() == null ? size : size + " " + meter.unit();
    }

    private static String plural(long count, String noun) {
        return grouped(BigDecimal.valueOf(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Plainly, with a comma before every three digits of the whole part. Explanations have millions of these. */
    static String grouped(BigDecimal value) {
        String plain = Decimals.plain(value);
        int first = value.signum() < 0 ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        if (end - first <= DIGITS_OF_A_GROUP) {
            return plain;
        }
        var text = new StringBuilder(plain);
        for (int at = end - DIGITS_OF_A_GROUP; at > first; at -= DIGITS_OF_A_GROUP) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
