package org.countinghouse.desktop.common;

import org.countinghouse.work.Failure;

/** Short messages that go away by themselves, and failures with their way out. */
public interface Notices {
    void success(String text);

    void info(String text);

    /** A message with one thing to do about it, most often Undo. */
    void offer(String text, String actionText, Runnable action);

    /** Shows what happened and what to do; a cancelled task is not a failure and shows nothing. */
    void failure(Failure failure);
}
