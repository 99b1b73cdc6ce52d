package org.countinghouse.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** All imports of usage files, the newest first. */
public final class ImportBatchList {
    private static final String STATE = "case when undone_at is not null then 'undone'"
            + " when finished_at is null then 'interrupted'"
            + " when rejected > 0 then 'rejected' else 'complete' end";

    private ImportBatchList() {}

    public static RowSource<ImportBatchRow> of(Database database) {
        return ListQuery.of(database, "import_batch left join import_undo on batch_id = id", ImportBatchList::row)
                .select(
                        "id, file_name, format, read, accepted, duplicates, rejected, started_at, finished_at, imported_by,"
                                + " undone_at, undone_by")
                .id("id", ImportBatchRow::id)
                .column("number", "id", Column.Kind.NUMBER)
                .column("file", "file_name", Column.Kind.TEXT)
                .column("state", STATE, Column.Kind.TEXT)
                .column("format", "format", Column.Kind.TEXT)
                .column("read", "read", Column.Kind.NUMBER)
                .column("accepted", "accepted", Column.Kind.NUMBER)
                .column("duplicates", "duplicates", Column.Kind.NUMBER)
                .column("rejected", "rejected", Column.Kind.NUMBER)
                .column("started", "started_at", Column.Kind.INSTANT)
                .column("by", "imported_by", Column.Kind.TEXT)
                .column("undone", "undone_at", Column.Kind.INSTANT)
                .column("undone_by", "coalesce(undone_by, '')", Column.Kind.TEXT)
                .required(
                        "number",
                        "undone_by",
                        "file",
                        "state",
                        "format",
                        "read",
                        "accepted",
                        "duplicates",
                        "rejected",
                        "started",
                        "by")
                .defaultSort(new Sort("started", true))
                .build();
    }

    private static ImportBatchRow row(ResultSet row) throws SQLException {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        var undone = row.getObject("undone_at", OffsetDateTime.class);
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
                row.getString("imported_by"),
                undone == null ? null : undone.toInstant(),
                Objects.requireNonNullElse(row.getString("undone_by"), ""));
    }
}
