package org.countinghouse.desktop.plans;

import org.countinghouse.work.Failure;

/** What the plans screen shows. */
public sealed interface PlansState {
    /** The first load is under way. */
    record Loading() implements PlansState {}

    record Shown() implements PlansState {}

    /** There is no plan yet. */
    record NoneYet() implements PlansState {}

    record Broken(Failure failure) implements PlansState {}
}
