package org.countinghouse.metering;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows for the partitions of months. Times mostly fall into the month of the one before, which is then not worked out. */
final class MonthRows {
    private final int fields;
    private final Map<YearMonth, CopyRows> months = new TreeMap<>();
    private @Nullable CopyRows last;
    /** Of the last month, in seconds since 1970. */
    private long from;

    private long until;

    /** @param fields of each row */
    MonthRows(int fields) {
        this.fields = fields;
    }

    /** The rows of the month of a time. */
    CopyRows of(Instant time) {
        CopyRows known = last;
        long second = time.getEpochSecond();
        if (known == null || second < from || second >= until) {
            YearMonth month = month(time);
            from = start(month);
            until = start(month.plusMonths(1));
            known = months.computeIfAbsent(month, _ -> new CopyRows(fields));
            last = known;
        }
        return known;
    }

    Map<YearMonth, CopyRows> all() {
        return months;
    }

    static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
