package org.countinghouse.desktop.importing;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.insight.ImportBatchRow;
import org.kordamp.ikonli.feather.Feather;

/** Columns of the list of past imports. */
final class BatchColumns {
    private BatchColumns() {}

    static List<DataColumn<ImportBatchRow>> all(Texts texts) {
        return List.of(
                DataColumn.instant("started", "import.batch.started", 200, ImportBatchRow::startedAt),
                DataColumn.text("number", "import.batch.number", 64, row -> Long.toString(row.id())),
                DataColumn.text("file", "import.batch.file", 205, ImportBatchRow::file),
                DataColumn.status("state", "import.batch.state", 160, row -> status(row, texts), BatchColumns::state),
                DataColumn.number("read", "import.batch.read", 96, row -> BigDecimal.valueOf(row.read())),
                DataColumn.number("accepted", "import.batch.accepted", 96, row -> BigDecimal.valueOf(row.accepted())),
                DataColumn.number(
                        "duplicates", "import.batch.duplicates", 96, row -> BigDecimal.valueOf(row.duplicates())),
                DataColumn.number("rejected", "import.batch.rejected", 96, row -> BigDecimal.valueOf(row.rejected())),
                DataColumn.text("format", "import.batch.format", 80, ImportBatchRow::format),
                DataColumn.text("by", "import.batch.by", 120, ImportBatchRow::importedBy),
                DataColumn.instant("undone", "import.batch.undone", 200, ImportBatchRow::undoneAt),
                DataColumn.text("undone_by", "import.batch.undoneBy", 120, ImportBatchRow::undoneBy));
    }

    private static String state(ImportBatchRow row) {
        return row.undoneAt() != null
                ? "undone"
                : row.finishedAt() == null ? "interrupted" : row.rejected() > 0 ? "rejected" : "complete";
    }

    private static Status status(ImportBatchRow row, Texts texts) {
        String text = texts.get("import.state." + state(row));
        return switch (state(row)) {
            case "undone" -> new Status(Tone.NEUTRAL, Feather.CORNER_UP_LEFT, text);
            case "interrupted" -> new Status(Tone.WARNING, Feather.PAUSE_CIRCLE, text);
            case "rejected" -> new Status(Tone.WARNING, Feather.ALERT_CIRCLE, text);
            default -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, text);
        };
    }
}
