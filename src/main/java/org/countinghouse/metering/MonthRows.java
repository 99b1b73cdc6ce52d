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
    /** Of the last month, in {@linkplain CopyRows#micros microseconds}. */
    private long from;

    private long until;

    /** @param fields of each row */
    MonthRows(int fields) {
        this.fields = fields;
    }

    /** @param micros {@linkplain CopyRows#micros since 2000} */
    CopyRows of(long micros) {
        CopyRows known = last;
        if (known == null || micros < from || micros >= until) {
            YearMonth month = month(CopyRows.time(micros));
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
        return CopyRows.micros(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
