package org.countinghouse.catalog.pricebook;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countinghouse.catalog.DocumentNode;

/** Which rate holds when, over the week. */
record EnergySchedule(List<Interval> intervals) {
    private static final int DAY = 24 * 60;

    /** Hours of a week; schedules have twenty stretches at most. */
    private static final int MOST = 168;

    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");

    /**
     * A stretch of some days.
     *
     * @param fromMinute after midnight, inclusive
     * @param toMinute after midnight, exclusive; at or before {@code fromMinute} it runs past midnight
     */
    record Interval(DocumentNode place, Set<DayOfWeek> days, int fromMinute, int toMinute) {
        String name() {
            return place.get("band").text();
        }

        /** The rate's name, which must be one of those there are. */
        String band(Set<String> known) {
            if (!known.contains(name())) {
                throw place.get("band").failure("document.bad_value", "There is no rate \"" + name() + "\".");
            }
            return name();
        }
    }

    static EnergySchedule read(List<DocumentNode> schedule) {
        if (schedule.size() > MOST) {
            throw schedule.get(MOST).failure("document.bad_value", "A week has at most " + MOST + " stretches.");
        }
        List<Interval> intervals = new ArrayList<>();
        for (DocumentNode place : schedule) {
            place.object();
            intervals.add(
                    new Interval(place, days(place), minute(place.get("from"), DAY - 1), minute(place.get("to"), DAY)));
        }
        return new EnergySchedule(intervals);
    }

    private static Set<DayOfWeek> days(DocumentNode place) {
        DocumentNode days = place.get("days");
        return switch (days.propertyText()) {
            case "all" -> EnumSet.allOf(DayOfWeek.class);
            case "weekday" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "weekend" -> EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            default -> {
                Set<DayOfWeek> named = EnumSet.noneOf(DayOfWeek.class);
                place.list("days").forEach(day -> named.add(day(day)));
                yield named;
            }
        };
    }

    private static DayOfWeek day(DocumentNode name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(name.text())) {
                return day;
            }
        }
        throw name.failure("document.bad_value", "\"" + name.text() + "\" is no day such as mon.");
    }

    private static int minute(DocumentNode node, int most) {
        Matcher clock = CLOCK.matcher(node.text());
        int minute =
                clock.matches() ? Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2)) : DAY + 1;
        if (minute > most) {
            throw node.failure("document.bad_time", "\"" + node.text() + "\" is no time of day such as 07:00.");
        }
        return minute;
    }

    /** What keeps the schedule from giving every minute of the week exactly one rate. */
    Optional<Reason> flaw() {
        String[] week = new String[7 * DAY];
        for (Interval interval : intervals) {
            int length = Math.floorMod(interval.toMinute() - interval.fromMinute() - 1, DAY) + 1;
            for (DayOfWeek day : interval.days()) {
                int begin = (day.getValue() - 1) * DAY + interval.fromMinute();
                for (int minute = begin; minute < begin + length; minute++) {
                    int place = minute % week.length;
                    if (week[place] != null && !week[place].equals(interval.name())) {
                        return Optional.of(Reason.SCHEDULE_OVERLAP);
                    }
                    week[place] = interval.name();
                }
            }
        }
        for (String band : week) {
            if (band == null) {
                return Optional.of(Reason.SCHEDULE_GAP);
            }
        }
        return Optional.empty();
    }
}
