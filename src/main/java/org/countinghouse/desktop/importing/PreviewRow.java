package org.countinghouse.desktop.importing;

import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * One of the first rows of a file as it would be read.
 *
 * @param event null when the row is none
 * @param reason why it is none; empty when it is one
 */
record PreviewRow(long line, String raw, @Nullable UsageEvent event, String reason) {
    static PreviewRow of(ReadResult result) {
        return switch (result) {
            case ReadResult.Event row -> new PreviewRow(row.line(), row.raw(), row.event(), "");
            case ReadResult.Rejected row -> new PreviewRow(row.line(), row.raw(), null, row.reason());
        };
    }

    boolean good() {
        return event != null;
    }
}
