package org.countinghouse.desktop.usage;

import org.countinghouse.work.Failure;

/** What the usage screen has to say; each kind of nothing has its own words and its own next step. */
public sealed interface UsageState {
    record Loading() implements UsageState {}

    /** There is no meter yet: usage cannot be counted. */
    record NoMeters() implements UsageState {}

    /** The meter has no usage at all. */
    record NeverUsed() implements UsageState {}

    /** There is usage, but not in this range with these filters. */
    record NothingHere() implements UsageState {}

    record Shown() implements UsageState {}

    record Broken(Failure failure) implements UsageState {}
}
