package org.countinghouse.storage.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sort values and the id of a row, from which the next page goes on (keyset paging). */
public record Cursor(List<@Nullable Object> sortValues, long id) {}
