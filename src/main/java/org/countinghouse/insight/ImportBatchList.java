package org.countinghouse.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** All imports of usage files, the newest first. */
public final class ImportBatchList {
    private static final String STATE = "case when finished_at is null then 'interrupted'"
            + " when rejected > 0 then 'rejected' else 'complete' end";

    private ImportBatchList() {}

    public static RowSource<ImportBatchRow> of(Database database) {
        return ListQuery.of(database, "import_batch", ImportBatchList::row)
                .select(
                        "id, file_name, format, read, accepted, duplicates, rejected, started_at, finished_at, imported_by")
                .id("id", ImportBatchRow::id)
                .column("file", "file_name", Column.Kind.TEXT)
                .column("state", STATE, Column.Kind.TEXT)
                .column("format", "format", Column.Kind.TEXT)
                .column("read", "read", Column.Kind.NUMBER)
                .column("accepted", "accepted", Column.Kind.NUMBER)
                .column("duplicates", "duplicates", Column.Kind.NUMBER)
                .column("rejected", "rejected", Column.Kind.NUMBER)
                .column("started", "started_at", Column.Kind.INSTANT)
                .column("by", "imported_by", Column.Kind.TEXT)
                .required("file", "state", "format", "read", "accepted", "duplicates", "rejected", "started", "by")
                .defaultSort(new Sort("started", true))
                .build();
    }

    private static ImportBatchRow row(ResultSet row) throws SQLException {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new ImportBatchRow(
                row.getLong("id"),
                row.getString("file_name"),
                row.getString("format"),
                row.getLong("read"),
                row.getLong("accepted"),
                row.getLong("duplicates"),
                row.getLong("rejected"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("imported_by"));
    }
}
