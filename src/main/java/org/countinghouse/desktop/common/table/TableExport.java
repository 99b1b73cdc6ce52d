package org.countinghouse.desktop.common.table;

import java.io.IOException;
import java.io.Writer;
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
import org.countinghouse.work.Progress;
import org.countinghouse.work.TableFile;
import org.joda.money.BigMoney;
import org.joda.money.BigMoneyProvider;
import org.jspecify.annotations.Nullable;

/** Writes everything a filter matches, page by page, so that its length does not matter. */
final class TableExport<R> {
    private static final int PAGE_SIZE = 1_000;

    private final RowSource<R> source;
    private final List<DataColumn<R>> columns;
    private final Texts texts;

    TableExport(RowSource<R> source, List<DataColumn<R>> columns, Texts texts) {
        this.source = source;
        this.columns = columns;
        this.texts = texts;
    }

    /** @return the number of rows in the file, which is complete or not there; a workbook or CSV by its ending */
    long save(Path file, Filter filter, List<Sort> sort, Progress progress) {
        var written = new AtomicLong();
        TableFile.write(
                file, texts.get("table.sheet"), heading(), rows -> written.set(pass(rows, filter, sort, progress)));
        return written.get();
    }

    /** Writes CSV. Returns the number of rows written. */
    long write(Writer target, Filter filter, List<Sort> sort, Progress progress) throws IOException {
        var written = new AtomicLong();
        TableFile.csv(target, heading(), rows -> written.set(pass(rows, filter, sort, progress)));
        return written.get();
    }

    private long pass(TableFile.Rows rows, Filter filter, List<Sort> sort, Progress progress) throws IOException {
        long total = source.totals(filter).rows();
        long written = 0;
        Cursor after = null;
        while (true) {
            progress.check();
            Page<R> page = source.page(filter, sort, after, 0, PAGE_SIZE);
            for (R row : page.rows()) {
                rows.add(cells(row));
            }
            written += page.rows().size();
            progress.report(texts.get("table.exporting"), written, total);
            if (page.rows().size() < PAGE_SIZE) {
                return written;
            }
            after = page.cursors().getLast();
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

    private List<@Nullable Object> cells(R row) {
        var cells = new ArrayList<@Nullable Object>();
        for (var column : columns) {
            Object value = column.value().apply(row);
            switch (column.kind()) {
                case MONEY -> addMoney(cells, value);
                case NUMBER, RATE, DATE, INSTANT -> cells.add(value);
                default -> cells.add(CellText.exported(value));
            }
        }
        return cells;
    }

    private static void addMoney(List<@Nullable Object> cells, @Nullable Object value) {
        if (value instanceof BigMoneyProvider amount) {
            BigMoney money = amount.toBigMoney();
            cells.add(new TableFile.Amount(money.getAmount()));
            cells.add(money.getCurrencyUnit().getCode());
        } else {
            cells.add(null);
            cells.add(null);
        }
    }
}
