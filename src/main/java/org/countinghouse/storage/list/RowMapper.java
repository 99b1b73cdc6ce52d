package org.countinghouse.storage.list;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a row record from the current row of a result; columns are read by name. */
@FunctionalInterface
public interface RowMapper<R> {
    R map(ResultSet row) throws SQLException;
}
