package org.countinghouse.desktop.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.insight.Granularity;

/** Times under a chart and in its table, as short as their granularity allows. */
final class TimeLabels {
    private static final int[] MINUTES = {1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440};
    private static final int DAY_MINUTES = 1_440;

    private final Granularity granularity;
    private final ZoneId zone;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;
    private final DateTimeFormatter dayWithYear;
    private final DateTimeFormatter month;

    /** A label and the bucket it stands under. */
    record Label(int bucket, String text) {}

    TimeLabels(Granularity granularity, ZoneId zone, Locale locale) {
        this.granularity = granularity;
        this.zone = zone;
        this.time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
        this.day = DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale);
        this.dayWithYear = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        this.month = DateTimeFormatter.ofLocalizedPattern("yMMM").withLocale(locale);
    }

    /** At most so many labels, at round times; a new day is named by its date. */
    List<Label> along(List<Instant> starts, int most) {
        if (granularity == Granularity.DAY || granularity == Granularity.MONTH) {
            return everyFew(starts, most);
        }
        for (int minutes : MINUTES) {
            List<Label> labels = atMultiplesOf(minutes, starts);
            if (labels.size() <= most && !labels.isEmpty()) {
                return labels;
            }
        }
        return daysAmong(starts, most);
    }

    private List<Label> daysAmong(List<Instant> starts, int most) {
        List<Label> days = atMultiplesOf(DAY_MINUTES, starts);
        int step = Math.max(1, Math.ceilDiv(days.size(), Math.max(1, most)));
        var labels = new ArrayList<Label>();
        for (int i = 0; i < days.size(); i += step) {
            labels.add(days.get(i));
        }
        return labels;
    }

    private List<Label> atMultiplesOf(int minutes, List<Instant> starts) {
        var labels = new ArrayList<Label>();
        for (int i = 0; i < starts.size(); i++) {
            ZonedDateTime local = starts.get(i).atZone(zone);
            int minute = local.getHour() * 60 + local.getMinute();
            if (minute % minutes == 0 && local.getSecond() == 0) {
                labels.add(new Label(i, minute == 0 ? day.format(local) : time.format(local)));
            }
        }
        return labels;
    }

    private List<Label> everyFew(List<Instant> starts, int most) {
        int step = Math.max(1, Math.ceilDiv(starts.size(), Math.max(1, most)));
        var labels = new ArrayList<Label>();
        for (int i = 0; i < starts.size(); i += step) {
            ZonedDateTime local = starts.get(i).atZone(zone);
            labels.add(new Label(i, granularity == Granularity.MONTH ? month.format(local) : day.format(local)));
        }
        return labels;
    }

    private boolean startsDay(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return (local.getHour() * 60 + local.getMinute()) % DAY_MINUTES == 0;
    }

    /** One bucket in full: date and, below a day, the times it begins and ends. */
    String bucket(Instant start, Instant end) {
        ZonedDateTime from = start.atZone(zone);
        return switch (granularity) {
            case MONTH -> month.format(from);
            case DAY -> dayWithYear.format(from);
            default -> dayWithYear.format(from) + ", " + time.format(from) + " – " + time.format(end.atZone(zone));
        };
    }

    /** When one bucket begins, without the year. */
    String moment(Instant start) {
        ZonedDateTime from = start.atZone(zone);
        return switch (granularity) {
            case MONTH -> month.format(from);
            case DAY -> day.format(from);
            default -> day.format(from) + ", " + time.format(from);
        };
    }

    /** A range in full; the last day is included in words. */
    String range(Instant from, Instant to) {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = to.atZone(zone);
        boolean days = startsDay(from) && startsDay(to);
        LocalDate lastDay = days ? end.toLocalDate().minusDays(1) : end.toLocalDate();
        boolean oneDay = begin.toLocalDate().equals(lastDay);
        if (days) {
            return oneDay ? dayWithYear.format(begin) : dayWithYear.format(begin) + " – " + dayWithYear.format(lastDay);
        }
        String ends = oneDay ? time.format(end) : dayWithYear.format(end) + ", " + time.format(end);
        return dayWithYear.format(begin) + ", " + time.format(begin) + " – " + ends;
    }
}
