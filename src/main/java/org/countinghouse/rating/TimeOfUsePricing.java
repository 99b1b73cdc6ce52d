package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.TimeOfUse.Band;

/** Unit price by local wall-clock time. */
final class TimeOfUsePricing {
    private TimeOfUsePricing() {}

    static Pricing.Priced price(
            PriceModel.TimeOfUse price, PricedUsage usage, PricingContext context, Explanation explain) {
        ZoneId zone = price.timezone() == null ? context.timeline().zone() : price.timezone();
        BigDecimal otherwise = price.defaultUnitAmount();
        CellPricing cells = new CellPricing(usage, explain);
        usage.cells(item -> band(price, item.time(), zone), explain).forEach((band, cell) -> {
            if (band.isPresent()) {
                cells.add("band " + band.get().code(), cell, band.get().unitAmount());
            } else if (otherwise != null) {
                cells.add("outside the bands", cell, otherwise);
            } else {
                cells.leaveOut("outside the bands", cell);
                context.problems()
                        .add(
                                "time_of_use.no_band",
                                "Usage lies outside every band and there is no default price.",
                                context.charge().code(),
                                cell.events());
            }
        });
        return cells.priced();
    }

    private static Optional<Band> band(PriceModel.TimeOfUse price, Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        return price.bands().stream()
                .filter(band -> covers(band, local.getDayOfWeek(), minute))
                .findFirst();
    }

    /** A band that runs past midnight belongs to the day it began on. */
    private static boolean covers(Band band, DayOfWeek day, int minute) {
        boolean pastMidnight = band.toMinute() <= band.fromMinute();
        if (!pastMidnight) {
            return band.days().contains(day) && minute >= band.fromMinute() && minute < band.toMinute();
        }
        return (band.days().contains(day) && minute >= band.fromMinute())
                || (band.days().contains(day.minus(1)) && minute < band.toMinute());
    }
}
