package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/**
 * A made-up billing period and the subscription's first day.
 *
 * @param regular whether the period is one that the plan's interval and anchor give for that first day
 */
record RandomPeriod(
        LocalDate start, LocalDate from, LocalDate to, String unit, int count, boolean calendar, boolean regular) {
    static RandomPeriod of(Dice dice) {
        LocalDate day = LocalDate.of(dice.pick(2011, 2023, 2024, 2026), dice.pick(1, 2, 3, 4, 8, 10, 12), 1);
        String unit = dice.pick("month", "month", "month", "quarter", "half_year", "week", "day");
        int count = dice.pick(1, 1, 1, 2);
        if (dice.chance(55)) {
            LocalDate start = day.plusDays(dice.chance(50) ? dice.between(27, 30) : dice.between(0, 30));
            boolean calendar = dice.chance(50) && (count == 1 || unit.equals("month"));
            Upfront.Periods periods = Upfront.Periods.of(start, unit, count, calendar);
            int index = dice.pick(0, 0, 1, 2, 5, 11);
            return new RandomPeriod(start, periods.day(index), periods.day(index + 1), unit, count, calendar, true);
        }
        LocalDate from = day.plusDays(dice.chance(60) ? 0 : dice.between(0, 27));
        LocalDate to = dice.chance(70) ? from.plusMonths(1) : from.plusDays(dice.pick(1, 7, 10, 91));
        LocalDate start = from.plusDays(dice.pick(0, 0, -40, -10, -400, 1, 5));
        return new RandomPeriod(start, from, to, unit, count, true, false);
    }

    void describe(ObjectNode plan) {
        plan.putObject("interval").put("unit", unit).put("count", count);
        plan.put("anchor", calendar ? "calendar" : "anniversary");
    }
}
