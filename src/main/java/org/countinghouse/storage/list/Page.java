package org.countinghouse.storage.list;

import java.util.List;

/**
 * One page of rows.
 *
 * @param rows in the order asked for
 * @param cursors for each row, where the page after it begins
 */
public record Page<R>(List<R> rows, List<Cursor> cursors) {
    public Page {
        rows = List.copyOf(rows);
        cursors = List.copyOf(cursors);
    }
}
