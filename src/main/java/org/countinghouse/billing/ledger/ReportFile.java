package org.countinghouse.billing.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.countinghouse.work.Progress;
import org.countinghouse.work.TableFile;
import org.jspecify.annotations.Nullable;

/**
 * A report as a file, a workbook or CSV by the ending of its name: headings are the codes of the columns, amounts and days
 * are typed. The journal in this form is what accountants' programs import.
 */
public final class ReportFile {
    private final LedgerReports reports;

    public ReportFile(LedgerReports reports) {
        this.reports = reports;
    }

    /** @return the number of rows in the file, which is complete or not there */
    public long save(ReportKind report, LedgerReports.Scope scope, Path file, Progress progress) {
        var written = new AtomicLong();
        var heading = report.columns().stream().map(ReportColumn::code).toList();
        TableFile.write(
                file,
                report.code(),
                heading,
                rows -> reports.each(report, scope, row -> {
                    progress.check();
                    add(rows, cells(report, row));
                    progress.report(report.code(), written.incrementAndGet(), -1);
                    return true;
                }));
        return written.get();
    }

    /** Out through the database, which knows nothing of files. */
    private static void add(TableFile.Rows rows, List<@Nullable Object> cells) {
        try {
            rows.add(cells);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<@Nullable Object> cells(ReportKind report, ReportRow row) {
        var cells = new ArrayList<@Nullable Object>();
        for (int index = 0; index < report.columns().size(); index++) {
            cells.add(cell(row.cells().get(index), report.columns().get(index).kind()));
        }
        return cells;
    }

    private static @Nullable Object cell(@Nullable Object cell, ReportColumn.Kind kind) {
        return switch (cell) {
            case BigDecimal amount
            when kind == ReportColumn.Kind.MONEY || kind == ReportColumn.Kind.BOOKS_MONEY ->
                new TableFile.Amount(amount);
            case BigDecimal number -> number.stripTrailingZeros();
            case LocalDate day when kind == ReportColumn.Kind.MONTH -> YearMonth.from(day);
            case null, default -> cell;
        };
    }
}
