package org.countinghouse.desktop.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javafx.stage.Window;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.TableChooser;
import org.countinghouse.insight.UsageSeries;
import org.countinghouse.work.TableFile;
import org.jspecify.annotations.Nullable;

/** The table under the chart as CSV or as a workbook: exact numbers, times on the clock of the chart. */
final class SeriesExport {
    private final ScreenContext context;
    private final UsageWords words;

    SeriesExport(ScreenContext context, UsageWords words) {
        this.context = context;
        this.words = words;
    }

    void ask(UsageAnswer answer, Window window) {
        String name = "usage-" + answer.series().question().meter().code();
        TableChooser.ask(window, context.texts(), context.texts().get("usage.export"), name)
                .ifPresent(file -> export(answer, file));
    }

    private void export(UsageAnswer answer, Path file) {
        context.tasks()
                .run(
                        context.texts().get("table.exporting"),
                        _ -> save(answer, words, file),
                        rows -> context.notices()
                                .success(context.texts()
                                        .get("table.exported", context.formats().count(rows), file.getFileName())),
                        context.notices()::failure);
    }

    /** @return the number of rows in the file, which is complete or not there; a workbook or CSV by its ending */
    static int save(UsageAnswer answer, UsageWords words, Path file) {
        String meter = answer.series().question().meter().code();
        TableFile.write(file, meter, heading(answer, words), rows -> fill(answer, rows));
        return answer.series().starts().size();
    }

    private static void fill(UsageAnswer answer, TableFile.Rows rows) throws IOException {
        UsageSeries series = answer.series();
        for (BucketRow row : BucketRow.of(answer)) {
            var cells = new ArrayList<@Nullable Object>();
            cells.add(time(series, series.starts().get(row.bucket())));
            cells.add(time(series, series.end(row.bucket())));
            row.points().forEach(point -> cells.add(point.quantity()));
            cells.add(row.total().quantity());
            cells.add(java.math.BigDecimal.valueOf(row.total().events()));
            if (answer.previous() != null) {
                cells.add(row.before().map(point -> point.quantity()).orElse(null));
            }
            rows.add(cells);
        }
    }

    private static List<String> heading(UsageAnswer answer, UsageWords words) {
        var heading = new ArrayList<String>();
        heading.add(words.texts().get("usage.range.from"));
        heading.add(words.texts().get("usage.range.to"));
        answer.series().lines().forEach(line -> heading.add(words.line(line)));
        heading.add(words.whole(answer.series().question().meter()));
        heading.add(words.texts().get("usage.events"));
        if (answer.previous() != null) {
            heading.add(words.texts().get("usage.previous"));
        }
        return heading;
    }

    private static OffsetDateTime time(UsageSeries series, Instant instant) {
        return instant.atZone(series.question().zone()).toOffsetDateTime();
    }
}
