package org.countinghouse.desktop.common;

import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** The spans of days that reports are asked for. */
public enum ReportPeriod {
    THIS_MONTH,
    LAST_MONTH,
    THIS_QUARTER,
    LAST_QUARTER,
    THIS_YEAR,
    LAST_YEAR,
    EVER;

    /** Before anything that was posted. */
    private static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);

    private static final int MONTHS_IN_A_QUARTER = 3;

    public LocalDate since(LocalDate today) {
        return switch (this) {
            case THIS_MONTH -> today.withDayOfMonth(1);
            case LAST_MONTH -> today.withDayOfMonth(1).minusMonths(1);
            case THIS_QUARTER -> today.with(IsoFields.DAY_OF_QUARTER, 1);
            case LAST_QUARTER -> today.with(IsoFields.DAY_OF_QUARTER, 1).minusMonths(MONTHS_IN_A_QUARTER);
            case THIS_YEAR -> today.withDayOfYear(1);
            case LAST_YEAR -> today.withDayOfYear(1).minusYears(1);
            case EVER -> BEGINNING;
        };
    }

    /** The last day; today at the latest. */
    public LocalDate until(LocalDate today) {
        return switch (this) {
            case LAST_MONTH -> today.withDayOfMonth(1).minusDays(1);
            case LAST_QUARTER -> today.with(IsoFields.DAY_OF_QUARTER, 1).minusDays(1);
            case LAST_YEAR -> today.withDayOfYear(1).minusDays(1);
            case THIS_MONTH, THIS_QUARTER, THIS_YEAR, EVER -> today;
        };
    }
}
