package org.countinghouse.desktop.common;

import java.time.Instant;

/** The right half of the status bar, written by the screen that is seen. */
public interface StatusLine {
    /** Count, sum and average of what is selected or listed; empty for nothing. */
    void summary(String text);

    /** When what is shown was read. */
    void asOf(Instant instant);
}
