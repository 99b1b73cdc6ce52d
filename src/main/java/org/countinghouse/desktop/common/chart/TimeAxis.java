package org.countinghouse.desktop.common.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.chart.ValueAxis;
import org.countinghouse.desktop.common.Formats;

/** Milliseconds since the epoch, with marks at whole hours, days, months or years of the person's zone. */
final class TimeAxis extends ValueAxis<Number> {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final double PIXELS_PER_MARK = 90;

    /** Distances between marks, finest first. */
    private enum Step {
        MINUTE(ChronoUnit.MINUTES, 1),
        TEN_MINUTES(ChronoUnit.MINUTES, 10),
        HOUR(ChronoUnit.HOURS, 1),
        SIX_HOURS(ChronoUnit.HOURS, 6),
        DAY(ChronoUnit.DAYS, 1),
        WEEK(ChronoUnit.DAYS, 7),
        MONTH(ChronoUnit.MONTHS, 1),
        QUARTER(ChronoUnit.MONTHS, 3),
        YEAR(ChronoUnit.YEARS, 1);

        private final ChronoUnit unit;
        private final int count;

        Step(ChronoUnit unit, int count) {
            this.unit = unit;
            this.count = count;
        }

        double millis() {
            return unit.getDuration().toMillis() * (double) count;
        }

        ZonedDateTime next(ZonedDateTime mark) {
            return mark.plus(count, unit);
        }

        ZonedDateTime firstAtOrBefore(ZonedDateTime time) {
            return switch (unit) {
                case MINUTES -> time.truncatedTo(ChronoUnit.HOURS);
                case HOURS, DAYS -> time.truncatedTo(ChronoUnit.DAYS);
                default -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            };
        }
    }

    private final Formats formats;
    private Step step = Step.DAY;

    TimeAxis(Formats formats) {
        this.formats = formats;
        setMinorTickVisible(false);
        setAutoRanging(false);
    }

    void show(Instant from, Instant to) {
        long least = from.plus(SHORTEST).toEpochMilli();
        setLowerBound((double) from.toEpochMilli());
        setUpperBound((double) Math.max(to.toEpochMilli(), least));
        invalidateRange(List.of());
        requestAxisLayout();
    }

    private record Range(double lower, double upper, double scale) {}

    @Override
    protected Object getRange() {
        return new Range(getLowerBound(), getUpperBound(), getScale());
    }

    @Override
    protected void setRange(Object range, boolean animate) {
        if (range instanceof Range wanted) {
            setLowerBound(wanted.lower());
            setUpperBound(wanted.upper());
            currentLowerBound.set(wanted.lower());
            setScale(wanted.scale());
        }
    }

    @Override
    protected Object autoRange(double least, double greatest, double length, double labelSize) {
        return new Range(least, greatest, calculateNewScale(length, least, greatest));
    }

    @Override
    protected List<Number> calculateTickValues(double length, Object range) {
        double span = getUpperBound() - getLowerBound();
        double wanted = span / Math.max(1, length / PIXELS_PER_MARK);
        step = Step.YEAR;
        for (Step candidate : Step.values()) {
            if (candidate.millis() >= wanted) {
                step = candidate;
                break;
            }
        }
        var marks = new ArrayList<Number>();
        var mark = step.firstAtOrBefore(
                Instant.ofEpochMilli((long) getLowerBound()).atZone(formats.zone()));
        for (; mark.toInstant().toEpochMilli() <= getUpperBound(); mark = step.next(mark)) {
            if (mark.toInstant().toEpochMilli() >= getLowerBound()) {
                marks.add(mark.toInstant().toEpochMilli());
            }
        }
        return marks;
    }

    @Override
    protected List<Number> calculateMinorTickMarks() {
        return List.of();
    }

    @Override
    protected String getTickMarkLabel(Number value) {
        var time = Instant.ofEpochMilli(value.longValue()).atZone(formats.zone());
        boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
        return switch (step.unit) {
            case MINUTES, HOURS -> midnight ? pattern("d MMM", time) : formats.time(time.toInstant());
            case DAYS -> pattern("d MMM", time);
            case MONTHS -> pattern(time.getMonthValue() == 1 ? "yyyy" : "LLL", time);
            default -> pattern("yyyy", time);
        };
    }

    private String pattern(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, formats.locale()).format(time);
    }
}
