package org.countinghouse.billing.ledger;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.countinghouse.work.OutputFile;
import org.countinghouse.work.Progress;

/**
 * A report as a CSV file (RFC 4180, UTF-8): headings are the codes of the columns, amounts have a point and no grouping,
 * days are {@code 2026-11-02}. The journal in this form is what accountants' programs import.
 */
public final class ReportFile {
    /** A text that begins so would be run as a formula by a spreadsheet (OWASP ASVS 5.0, 1.2.10). */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final LedgerReports reports;

    public ReportFile(LedgerReports reports) {
        this.reports = reports;
    }

    /** @return the number of rows in the file, which is complete or not there */
    public long save(ReportKind report, LedgerReports.Scope scope, Path file, Progress progress) {
        var written = new AtomicLong();
        OutputFile.write(file, out -> {
            try (var csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                csv.writeRecord(
                        report.columns().stream().map(ReportColumn::code).toList());
                reports.each(report, scope, row -> {
                    progress.check();
                    csv.writeRecord(cells(report, row));
                    progress.report(report.code(), written.incrementAndGet(), -1);
                    return true;
                });
            } catch (UncheckedIOException problem) {
                throw problem.getCause();
            }
        });
        return written.get();
    }

    private static List<String> cells(ReportKind report, ReportRow row) {
        var cells = new ArrayList<String>();
        for (int index = 0; index < report.columns().size(); index++) {
            ReportColumn.Kind kind = report.columns().get(index).kind();
            String text = row.text(index, kind);
            boolean formula =
                    kind == ReportColumn.Kind.TEXT && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
            cells.add(formula ? "'" + text : text);
        }
        return cells;
    }
}
