package org.countinghouse.desktop.inbox;

import org.countinghouse.work.Failure;

/** What the inbox screen shows. */
sealed interface InboxState {
    /** Nothing is known yet. */
    record Loading() implements InboxState {}

    /** Nothing waits. */
    record Empty() implements InboxState {}

    /** Something waits. */
    record Waiting() implements InboxState {}

    /** It cannot be read. */
    record Broken(Failure failure) implements InboxState {}
}
