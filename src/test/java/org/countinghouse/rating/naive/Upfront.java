package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/** The upfront amount of reserved capacity: billed once, or spread over the periods of its term. */
final class Upfront {
    private static final Map<String, Integer> MONTHS = Map.of("month", 1, "quarter", 3, "half_year", 6, "year", 12);

    private Upfront() {}

    static Fraction amount(Pricing pricing, JsonNode price) {
        Fraction whole = Pricing.number(price, "upfront_amount");
        if (whole.signum() == 0) {
            return whole;
        }
        Situation situation = pricing.situation();
        Instant start = situation.start();
        if (start == null) {
            throw new Refusal("an upfront amount needs the subscription's start");
        }
        if (!price.path("upfront").asText("once").equals("spread")) {
            boolean here = !start.isBefore(situation.from()) && start.isBefore(situation.to());
            return here ? whole : Fraction.ZERO;
        }
        JsonNode plan = pricing.request().path("plan");
        Periods periods = Periods.of(plan, situation.day(start));
        int index = 0;
        while (!begin(periods, index + 1, situation).isAfter(situation.from())) {
            index++;
        }
        int count = count(price.path("term"), plan.path("interval"));
        return index < count ? part(whole, index, count, pricing.rounding()) : Fraction.ZERO;
    }

    private static Instant begin(Periods periods, int index, Situation situation) {
        return periods.day(index).atStartOfDay(situation.zone()).toInstant();
    }

    /** How many periods a term has. */
    private static int count(JsonNode term, JsonNode interval) {
        Fraction count = length(term).over(length(interval));
        boolean months = MONTHS.containsKey(unit(term)) == MONTHS.containsKey(unit(interval));
        if (!months || count.compareTo(count.floor()) != 0) {
            throw new Refusal("the term is no whole number of periods");
        }
        return count.numerator().intValueExact();
    }

    private static Fraction length(JsonNode interval) {
        String unit = unit(interval);
        long one = MONTHS.containsKey(unit) ? MONTHS.get(unit) : unit.equals("week") ? 7 : 1;
        return Fraction.of(one * interval.path("count").asInt(1));
    }

    private static String unit(JsonNode interval) {
        return interval.path("unit").asText("month");
    }

    /** Equal parts in whole minor units, the odd ones in the first periods. */
    private static Fraction part(Fraction whole, int index, int count, Rounding rounding) {
        Fraction unit = Fraction.powerOfTen(-rounding.decimals());
        Fraction units = rounding.halfUp(whole).over(unit);
        Fraction each = units.over(Fraction.of(count)).floor();
        Fraction odd = units.minus(each.times(Fraction.of(count)));
        return (Fraction.of(index).compareTo(odd) < 0 ? each.plus(Fraction.ONE) : each).times(unit);
    }

    /** The billing periods of a subscription, the first of them the one that holds its start. */
    record Periods(LocalDate first, String unit, int count) {
        static Periods of(JsonNode plan, LocalDate start) {
            JsonNode interval = plan.path("interval");
            boolean calendar = plan.path("anchor").asText("calendar").equals("calendar");
            return of(start, Upfront.unit(interval), interval.path("count").asInt(1), calendar);
        }

        static Periods of(LocalDate start, String unit, int count, boolean calendar) {
            return new Periods(calendar ? beginning(start, unit) : start, unit, count);
        }

        private static LocalDate beginning(LocalDate day, String unit) {
            return switch (unit) {
                case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case "day" -> day;
                default -> {
                    int months = MONTHS.get(unit);
                    yield day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / months * months + 1);
                }
            };
        }

        /** Always counted from the first day, so a month's end clamps and then returns to the original day. */
        LocalDate day(int index) {
            return switch (unit) {
                case "day" -> first.plusDays((long) index * count);
                case "week" -> first.plusWeeks((long) index * count);
                default -> first.plusMonths((long) index * count * MONTHS.get(unit));
            };
        }
    }
}
