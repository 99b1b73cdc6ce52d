package org.countinghouse.desktop.common.table;

import org.countinghouse.work.Failure;

/** What a table shows; each of the four kinds of nothing has its own words. */
public sealed interface TableState {
    /** The first load is under way. */
    record Loading() implements TableState {}

    record Rows() implements TableState {}

    /** There is nothing yet, and no filter is set. */
    record NoneYet() implements TableState {}

    /** The filter matches nothing. */
    record NoMatch() implements TableState {}

    record Broken(Failure failure) implements TableState {}

    /** The database refuses: this person may not read it. */
    record Denied(Failure failure) implements TableState {}
}
