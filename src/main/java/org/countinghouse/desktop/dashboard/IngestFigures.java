package org.countinghouse.desktop.dashboard;

import java.time.Instant;
import java.util.List;
import org.countinghouse.insight.IngestReading;
import org.jspecify.annotations.Nullable;

/**
 * What the tile of incoming usage shows.
 *
 * @param asOf when it was read
 * @param perSecond events stored a second, over the last ten
 * @param recent events stored since {@code since}
 * @param since a minute before, or when watching began
 * @param curve events of each stretch of five seconds, the oldest first
 * @param last when something was last stored; null when nothing ever was
 */
record IngestFigures(
        IngestReading reading,
        Instant asOf,
        double perSecond,
        long recent,
        Instant since,
        List<Long> curve,
        @Nullable Instant last) {}
