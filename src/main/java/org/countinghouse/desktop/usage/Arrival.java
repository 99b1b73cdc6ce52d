package org.countinghouse.desktop.usage;

import java.time.Duration;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.insight.UsageEventRow;
import org.kordamp.ikonli.feather.Feather;

/** How long after it happened an event was stored. */
final class Arrival {
    static final String LATE = UsageEventRow.LATE;
    static final String ON_TIME = UsageEventRow.ON_TIME;
    private static final Duration DAYS_FROM = Duration.ofDays(2);

    private Arrival() {}

    static Status status(UsageEventRow row, Texts texts, Formats formats) {
        Duration delay = Duration.between(row.occurredAt(), row.receivedAt());
        if (!row.late()) {
            return new Status(Tone.NEUTRAL, Feather.CHECK, texts.get("usage.arrival.onTime"));
        }
        String words = delay.compareTo(DAYS_FROM) < 0
                ? texts.get("usage.arrival.hours", formats.count(delay.toHours()))
                : texts.get("usage.arrival.days", formats.count(delay.toDays()));
        return new Status(Tone.WARNING, Feather.CLOCK, words);
    }
}
