package org.countinghouse.desktop.common.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.work.OutputFile;
import org.countinghouse.work.Progress;
import org.joda.money.BigMoney;
import org.joda.money.BigMoneyProvider;
import org.jspecify.annotations.Nullable;

/** Writes everything a filter matches, page by page, so that its length does not matter. */
final class TableExport<R> {
    private static final int PAGE_SIZE = 1_000;
    /** A cell that begins so would be run as a formula by a spreadsheet (OWASP ASVS 5.0, 1.2.10). */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final RowSource<R> source;
    private final List<DataColumn<R>> columns;
    private final Texts texts;

    TableExport(RowSource<R> source, List<DataColumn<R>> columns, Texts texts) {
        this.source = source;
        this.columns = columns;
        this.texts = texts;
    }

    /** @return the number of rows in the file, which is complete or not there */
    long save(Path file, Filter filter, List<Sort> sort, Progress progress) {
        var written = new AtomicLong();
        OutputFile.write(
                file,
                out -> written.set(write(new OutputStreamWriter(out, StandardCharsets.UTF_8), filter, sort, progress)));
        return written.get();
    }

    /** @return the number of rows written */
    long write(Writer target, Filter filter, List<Sort> sort, Progress progress) throws IOException {
        long total = source.totals(filter).rows();
        long written = 0;
        try (var csv = CsvWriter.builder().build(target)) {
            csv.writeRecord(heading());
            Cursor after = null;
            while (true) {
                progress.check();
                Page<R> page = source.page(filter, sort, after, 0, PAGE_SIZE);
                for (R row : page.rows()) {
                    csv.writeRecord(cells(row));
                }
                written += page.rows().size();
                progress.report(texts.get("table.exporting"), written, total);
                if (page.rows().size() < PAGE_SIZE) {
                    return written;
                }
                after = page.cursors().getLast();
            }
        }
    }

    private List<String> heading() {
        var heading = new ArrayList<String>();
        for (var column : columns) {
            String title = texts.get(column.titleKey());
            heading.add(title);
            if (column.kind() == DataColumn.Kind.MONEY) {
                heading.add(texts.get("table.currency", title));
            }
        }
        return heading;
    }

    private List<String> cells(R row) {
        var cells = new ArrayList<String>();
        for (var column : columns) {
            Object value = column.value().apply(row);
            if (column.kind() == DataColumn.Kind.MONEY) {
                addMoney(cells, value);
            } else if (column.kind() == DataColumn.Kind.NUMBER || column.kind() == DataColumn.Kind.RATE) {
                cells.add(CellText.exported(value));
            } else {
                cells.add(harmless(CellText.exported(value)));
            }
        }
        return cells;
    }

    private static void addMoney(List<String> cells, @Nullable Object value) {
        if (value instanceof BigMoneyProvider amount) {
            BigMoney money = amount.toBigMoney();
            cells.add(money.getAmount().toPlainString());
            cells.add(money.getCurrencyUnit().getCode());
        } else {
            cells.add("");
            cells.add("");
        }
    }

    static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
