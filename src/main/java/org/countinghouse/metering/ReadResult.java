package org.countinghouse.metering;

/** What one row of a usage file is: an event, or a row that is none, with the reason. */
public sealed interface ReadResult {
    /** Number of the line the row begins on, from 1. */
    long line();

    /** The row as it stands in the file (cut when very long). */
    String raw();

    /** A row that reads as an event. */
    record Event(long line, String raw, UsageEvent event) implements ReadResult {}

    /** A row that does not, and why: a short sentence that names the field. */
    record Rejected(long line, String raw, String reason, InboxReason code) implements ReadResult {
        /** A row whose text is no event. */
        public Rejected(long line, String raw, String reason) {
            this(line, raw, reason, InboxReason.UNREADABLE);
        }
    }
}
