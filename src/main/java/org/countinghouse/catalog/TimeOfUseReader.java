package org.countinghouse.catalog;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countinghouse.catalog.PriceModel.TimeOfUse;

/** Reads the bands of a time-of-use price. */
final class TimeOfUseReader {
    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final int DAY_END = 24 * 60;

    private TimeOfUseReader() {}

    static PriceModel read(DocumentNode node) {
        List<TimeOfUse.Band> bands = new ArrayList<>();
        for (DocumentNode band : node.list("bands")) {
            band.object("code", "days", "from", "to", "unit_amount");
            bands.add(new TimeOfUse.Band(
                    band.text("code", "band " + (bands.size() + 1)),
                    days(band),
                    minute(band.get("from"), DAY_END - 1),
                    minute(band.get("to"), DAY_END),
                    band.get("unit_amount").decimal()));
        }
        return new TimeOfUse(
                node.find("timezone").map(DocumentNode::zone).orElse(null),
                bands,
                node.find("default_unit_amount").map(DocumentNode::decimal).orElse(null));
    }

    /** No days means every day. */
    private static Set<DayOfWeek> days(DocumentNode band) {
        if (band.find("days").isEmpty()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DocumentNode day : band.list("days")) {
            days.add(EnumSet.allOf(DayOfWeek.class).stream()
                    .filter(candidate -> name(candidate).equals(day.text()))
                    .findFirst()
                    .orElseThrow(
                            () -> day.failure("document.bad_value", "\"" + day.text() + "\" is no day such as mon.")));
        }
        return days;
    }

    static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static int minute(DocumentNode node, int most) {
        Matcher clock = CLOCK.matcher(node.text());
        int minute = clock.matches()
                ? Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2))
                : DAY_END + 1;
        if (minute > most) {
            throw node.failure("document.bad_time", "\"" + node.text() + "\" is no time of day such as 07:00.");
        }
        return minute;
    }
}
