package org.countinghouse.storage.list;

/** Order by one column of a list. */
public record Sort(String column, boolean descending) {}
